/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Versions of the plugin and of the libraries that shape its outputs. */
public final class Versions {
    private static final String PLUGIN = "dse-maven-plugin";
    private static final Properties BUILT_WITH = read();

    private Versions() {}

    /** The plugin's own version. */
    public static String plugin() {
        return BUILT_WITH.getProperty(PLUGIN);
    }

    /** The plugin and what draws. */
    public static Map<String, String> drawing() {
        return of(List.of(PLUGIN, "commons-csv", "jfreechart", "pdfbox", "pdfbox-graphics2d"));
    }

    /** The plugin and what evaluates; the ONNX Runtime used may be another, which its caller knows. */
    public static Map<String, String> evaluation() {
        return of(List.of(PLUGIN, "onnxruntime", "tokenizers", "tribuo"));
    }

    /** The plugin alone. */
    public static Map<String, String> reporting() {
        return of(List.of(PLUGIN));
    }

    /**
     * What tells builds of the plugin apart that have the same version: the digest of its JAR file for a snapshot, and the
     * empty string for a release or where it isn't in a JAR file.
     */
    public static String build(FileDigests digests) {
        Optional<Path> jar = plugin().endsWith("-SNAPSHOT") ? jar() : Optional.empty();
        if (jar.isEmpty()) {
            return "";
        }
        try {
            return digests.of(PLUGIN, jar.get(), () -> Jar.READ).sha256();
        } catch (IOException e) {
            return "";
        }
    }

    /** The plugin's JAR file, read when it first has to be and once for all goals of a build: 15 ms each. */
    private static final class Jar {
        private static final Optional<FileDigests.Remembered> READ = jar().flatMap(Jar::read);

        private static Optional<FileDigests.Remembered> read(Path jar) {
            try {
                return Optional.of(FileDigests.Remembered.read(jar, InstantSource.system()));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    private static Optional<Path> jar() {
        try {
            CodeSource source = Versions.class.getProtectionDomain().getCodeSource();
            return source == null
                    ? Optional.empty()
                    : Optional.of(Path.of(source.getLocation().toURI())).filter(Files::isRegularFile);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> of(List<String> names) {
        var versions = new LinkedHashMap<String, String>();
        names.forEach(name -> versions.put(name, BUILT_WITH.getProperty(name)));
        return versions;
    }

    private static Properties read() {
        var versions = new Properties();
        try (InputStream in = Versions.class.getResourceAsStream("versions.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions;
    }
}
