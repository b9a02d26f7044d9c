/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.designspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.csv.Csv;
import io.github.dsemaven.csv.CsvFiles;
import io.github.dsemaven.csv.InputFile;
import io.github.dsemaven.csv.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {
    private static final String KV_CACHE = "gpu_mem_kvcache_mb";

    @TempDir
    private Path folder;

    private Table table(String name, String... kvCaches) throws IOException {
        var rows = new ArrayList<String>();
        for (String value : kvCaches) {
            String[] parts = value.split(":", -1);
            rows.add(Csv.result(parts[0] + ",1024,1,-1,0", 3, "1", parts[1]));
        }
        InputFile file = Csv.write(Files.createDirectories(folder), name, Csv.RESULTS_HEADER, rows);
        return CsvFiles.results(List.of(file)).tables().get(0);
    }

    private static List<Double> values(Sweep sweep) {
        Measurements measurements = sweep.measurements();
        return IntStream.range(0, measurements.size())
                .mapToObj(measurements::value)
                .toList();
    }

    private static Sweep sweep(Table table, Repeats repeats) {
        return Space.of(List.of(table)).sweeps(KV_CACHE, repeats).get(0);
    }

    @Test
    void theFirstMeasurementOfAConfigurationCounts() throws IOException {
        Table table = table("kv_cache_dse_results_T.csv", "4096:5", "8192:7", "4096:10", "4096:2", "8192:7");

        Sweep sweep = sweep(table, Repeats.FIRST);

        assertThat(values(sweep)).containsExactly(5.0, 7.0);
        assertThat(sweep.repeated()).isEqualTo(2);
        assertThat(sweep.differing().stream()).containsExactly(0);
        assertThat(sweep.leastRatio()).isEqualTo(0.4);
        assertThat(sweep.greatestRatio()).isEqualTo(2);
        assertThat(values(sweep(table, Repeats.MEDIAN))).containsExactly(5.0, 7.0);
        assertThat(values(sweep(table, Repeats.MEAN))).containsExactly(17.0 / 3, 7.0);
    }

    @Test
    void anEmptyFirstCellLeavesTheConfigurationOutAsTheScriptsDo() throws IOException {
        Table table = table("kv_cache_dse_results_T.csv", "4096:", "4096:3", "8192:4");

        assertThat(values(sweep(table, Repeats.FIRST))).containsExactly(4.0);
        assertThat(sweep(table, Repeats.FIRST).empty()).isEqualTo(1);
        assertThat(values(sweep(table, Repeats.MEAN))).containsExactly(3.0, 4.0);
    }

    @Test
    void tablesOfOneTagAreOneSweepInTheOrderGiven() throws IOException {
        Table first = table("kv_cache_dse_results_T.csv", "4096:1", "8192:2");
        Table second = table("kv_cache_dse_results_T.csv", "8192:9", "16384:3");

        List<Sweep> sweeps = Space.of(List.of(second, first)).sweeps(KV_CACHE, Repeats.FIRST);

        assertThat(sweeps).hasSize(1);
        assertThat(values(sweeps.get(0))).containsExactly(9.0, 3.0, 1.0);
        assertThat(sweeps.get(0).differing().cardinality()).isEqualTo(1);
    }
}
