/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.report;

import io.github.dsemaven.artifact.AtomicFile;
import io.github.dsemaven.artifact.Sha256;
import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Reason;
import io.github.dsemaven.diagnostic.Suggestions;
import io.github.dsemaven.provenance.Provenance;
import io.github.dsemaven.provenance.StepRecord;
import io.github.dsemaven.provenance.UnlistedFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Everything a project publishes about its design space in one ZIP file: what the manifest names, and the manifest. The
 * same files give the same bytes: sorted names, one time for all, no extra fields.
 */
public final class Bundle {
    /** The moment used where the build gives none: the earliest a ZIP file can hold without an extra field. */
    public static final Instant NO_TIME = Instant.parse("1980-02-01T00:00:00Z");

    private static final String NAME = "bundle";
    private static final Instant LATEST = Instant.parse("2099-12-31T23:59:58Z");

    private final Provenance provenance;

    public Bundle(Provenance provenance) {
        this.provenance = provenance;
    }

    /**
     * Writes the bundle unless it is up to date.
     *
     * @param time of all entries, from the build's {@code project.build.outputTimestamp}
     * @return whether it was written
     */
    public boolean write(Path zip, Instant time) {
        Path manifest = provenance.folders().output().resolve("manifest.json");
        if (!Files.isRegularFile(manifest)) {
            throw new DseException(Place.of(manifest.toString()), "is missing", Suggestions.nothingMade());
        }
        try {
            String cause = Sha256.of(manifest) + " " + time.getEpochSecond();
            var unlisted = new UnlistedFile(provenance, NAME, zip);
            if (unlisted.upToDate(cause)) {
                return false;
            }
            Map<String, Path> entries = entries(manifest);
            AtomicFile.write(zip, out -> write(out, entries, time));
            unlisted.made(cause);
            return true;
        } catch (IOException e) {
            throw new DseException(
                    Place.of(zip.toString()), "can't be written (" + Reason.of(e) + ")", Suggestions.writable());
        }
    }

    /** Deletes the bundle of an earlier build, unless it was edited since; where it is wanted no more, it would be yesterday's. */
    public void drop(Path zip) {
        drop(new UnlistedFile(provenance, NAME, zip), zip.toString());
    }

    /** The same for one whose report is gone from the POM, and with it the setting that says where it lies. */
    public void drop() {
        UnlistedFile.made(provenance, NAME).ifPresent(zip -> drop(zip, "the bundle"));
    }

    private static void drop(UnlistedFile zip, String shown) {
        try {
            zip.drop();
        } catch (IOException e) {
            throw new DseException(Place.of(shown), "can't be deleted (" + Reason.of(e) + ")", Suggestions.writable());
        }
    }

    private Map<String, Path> entries(Path manifest) {
        var entries = new TreeMap<String, Path>();
        for (StepRecord step : provenance.steps()) {
            for (StepRecord.Output output : step.outputs()) {
                Path file = provenance.folders().output(output.name());
                if (file.startsWith(provenance.folders().output())) {
                    entries.put(output.name(), file);
                } else {
                    entries.put("elsewhere/" + file.getFileName(), file);
                }
            }
        }
        entries.put("manifest.json", manifest);
        return entries;
    }

    private static void write(OutputStream out, Map<String, Path> entries, Instant time) throws IOException {
        // a local time, for ZIP files hold no zone and setTime would use that of the machine
        LocalDateTime fixed = LocalDateTime.ofInstant(within(time), ZoneOffset.UTC);
        var zip = new ZipOutputStream(out);
        for (Map.Entry<String, Path> file : entries.entrySet()) {
            var entry = new ZipEntry(file.getKey());
            entry.setTimeLocal(fixed);
            zip.putNextEntry(entry);
            Files.copy(file.getValue(), zip);
            zip.closeEntry();
        }
        zip.finish();
    }

    private static Instant within(Instant time) {
        Instant earliest = time.isBefore(NO_TIME) ? NO_TIME : time;
        return earliest.isAfter(LATEST) ? LATEST : earliest;
    }
}
