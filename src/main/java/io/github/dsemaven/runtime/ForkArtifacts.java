/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/** Which artifacts the fork needs, in the versions this plugin was built with. */
public final class ForkArtifacts {
    private final Properties properties;

    private ForkArtifacts(Properties properties) {
        this.properties = properties;
    }

    /** Reads the list that was written when the plugin was built. */
    public static ForkArtifacts ofThisPlugin() {
        Properties properties = new Properties();
        try (InputStream in = ForkArtifacts.class.getResourceAsStream("artifacts.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ForkArtifacts(properties);
    }

    /** What the class path of the fork starts from; the dependencies of these come with them. */
    public List<Coordinate> classPath(Engine engine) {
        return List.of(onnxRuntime(engine), named("tokenizers"), named("tribuo"), named("gson"));
    }

    /** ONNX Runtime with the execution providers of an engine. */
    public Coordinate onnxRuntime(Engine engine) {
        return named(engine == Engine.CUDA ? "onnxruntime_gpu" : "onnxruntime");
    }

    /** The tokenizer's library. */
    public Coordinate tokenizers() {
        return named("tokenizers");
    }

    /** What reads Parquet files, for evaluations on such texts. */
    public Coordinate parquet() {
        return named("parquet");
    }

    /** Where a CUDA library comes from when the system lacks it. */
    public Coordinate cuda(CudaLibrary library) {
        return named(library.source());
    }

    private Coordinate named(String key) {
        return Coordinate.parse(properties.getProperty(key));
    }

    /** Which build of ONNX Runtime: the one for CPUs (54 MB) or the one for NVIDIA GPUs too (642 MB). */
    public enum Engine {
        CPU,
        CUDA
    }
}
