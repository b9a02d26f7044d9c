#!/usr/bin/env bash
# Times drawing every figure of a sweep as a whole process, `mvn -o verify` from cold: SVG, PNG and data.
#
#   src/bench/figures.sh CSV_FOLDER [RUNS]
#
# The 22 figures of the Python scripts are those of one results CSV (3), of all results CSVs (2), of all metrics CSVs (16)
# and of one perplexity CSV (1), so that is what is drawn. Needs a built plugin (mvn verify). Prints each run's seconds and
# peak memory and their medians.
set -euo pipefail
csv=$(cd "$1" && pwd) runs=${2:-5}
root=$(cd "$(dirname "$0")/../.." && pwd)
version=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' "$root/pom.xml" | head -1)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
first=$(cd "$csv" && ls kv_cache_dse_results_*.csv | head -1)
ppl=$(cd "$csv" && ls -r *_ppl_results.csv | head -1)
cat > "$work/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>bench</groupId>
  <artifactId>figures</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <build>
    <plugins>
      <plugin>
        <groupId>io.github.dsemaven</groupId>
        <artifactId>dse-maven-plugin</artifactId>
        <version>$version</version>
        <executions>
          <execution>
            <id>memory</id>
            <goals><goal>plot-memory</goal></goals>
            <configuration><csv><file>$csv/$first</file></csv></configuration>
          </execution>
          <execution>
            <id>others</id>
            <goals><goal>plot-quant</goal><goal>plot-throughput</goal></goals>
            <configuration><csv><folder>$csv</folder></csv></configuration>
          </execution>
          <execution>
            <id>perplexity</id>
            <goals><goal>plot-ppl</goal></goals>
            <configuration><csv><file>$csv/$ppl</file></csv></configuration>
          </execution>
        </executions>
      </plugin>
    </plugins>
  </build>
</project>
POM
cd "$work"
maven=(mvn -B -q -Ddse.cache=false "-Dmaven.repo.local=${MAVEN_REPO:-$root/target/local-repo}")
# Once online: what Maven itself needs for packaging pom, and the page cache.
"${maven[@]}" verify
median() { printf '%s\n' "$@" | sort -n | sed -n "$((($# + 1) / 2))p"; }
measure() {
  seconds=() memory=() processor=()
  for run in $(seq "$runs"); do
    rm -rf target
    /usr/bin/time -f '%e %M %U %S' -o time.txt "${maven[@]}" -o verify > log.txt
    read -r s m user system < time.txt
    figures=$(ls target/dse/figures/*.svg | wc -l) pictures=$(ls target/dse/figures/*.png | wc -l)
    echo "run $run: $s s, processor $user + $system s, $((m / 1024)) MiB, $figures SVG, $pictures PNG"
    seconds+=("$s") memory+=("$m") processor+=("$(echo "$user $system" | awk '{print $1 + $2}')")
  done
  echo "$1: median of $runs: $(median "${seconds[@]}") s, processor $(median "${processor[@]}") s," \
    "$(($(median "${memory[@]}") / 1024)) MiB"
}
measure "the JVM's defaults"
mkdir -p .mvn && cp "$root/src/it/quickstart/.mvn/jvm.config" .mvn/
measure "with .mvn/jvm.config as dse:init writes it"
