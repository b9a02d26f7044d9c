/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import io.github.dsemaven.artifact.AtomicFile;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The command line of the forked JVM: the Java that runs Maven, with a class path of its own in the environment, where
 * its length has no limit that matters and its spaces need no quoting.
 *
 * @param javaHome the Java installation
 * @param directory where it runs, so that relative paths mean the same as to the user
 * @param classPath jars and folders
 * @param mainClass what to run
 * @param jvmOptions after our own, so that they win
 * @param environment variables beside those that a {@link ForkEnvironment} passes on
 */
public record ForkCommand(
        Path javaHome,
        Path directory,
        List<Path> classPath,
        String mainClass,
        List<String> jvmOptions,
        Map<String, String> environment) {
    public ForkCommand {
        classPath = List.copyOf(classPath);
        jvmOptions = List.copyOf(jvmOptions);
        environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    }

    /**
     * A process that is ready to start.
     *
     * @param argumentFile takes the options and arguments; replaced. ONNX Runtime 1.29 crashes while it is loaded when the
     *     process's command line is longer than 4 KiB (measured), so nothing of unknown length may stand there
     */
    ProcessBuilder builder(List<String> arguments, Path argumentFile) {
        List<String> all = new ArrayList<>(ownOptions());
        all.addAll(jvmOptions);
        all.add(mainClass);
        all.addAll(arguments);
        AtomicFile.write(
                argumentFile, all.stream().map(ForkCommand::quoted).collect(Collectors.joining("\n", "", "\n")));
        ProcessBuilder builder = new ProcessBuilder(executable().toString(), "@" + argumentFile);
        builder.directory(directory.toFile());
        Map<String, String> inherited =
                ForkEnvironment.of(Map.copyOf(builder.environment()), System.getProperty("os.name"));
        builder.environment().clear();
        builder.environment().putAll(inherited);
        builder.environment().putAll(environment);
        builder.environment()
                .put(
                        "CLASSPATH",
                        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        return builder;
    }

    /** As the java launcher reads its argument files. */
    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private Path executable() {
        Path bin = javaHome.resolve("bin");
        return bin.resolve(File.separatorChar == '\\' ? "java.exe" : "java");
    }

    private static List<String> ownOptions() {
        return List.of(
                // The collector with the smallest footprint and start: garbage is small, weights are not on the heap.
                "-XX:+UseSerialGC",
                "-XX:MaxRAMPercentage=50",
                // Grows when it must. By default it begins with 1/64 of the machine's memory and fills that before it
                // collects.
                "-Xms16m",
                // Restored weights live in direct buffers; whether they fit is checked before they are made.
                "-XX:MaxDirectMemorySize=1t",
                "-Xshare:auto",
                "-XX:-UsePerfData",
                "-XX:-CreateCoredumpOnCrash",
                // Exit code 3 instead of a thread that died and a run that hangs.
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-Duser.language=en",
                "-Duser.country=",
                "--enable-native-access=ALL-UNNAMED");
    }
}
