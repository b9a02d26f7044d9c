/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.mojo;

import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.nvidia.NvidiaSmi;
import io.github.dsemaven.perplexity.Device;
import io.github.dsemaven.runtime.CudaSearch;
import io.github.dsemaven.runtime.CudaSource;
import io.github.dsemaven.runtime.Doctor;
import io.github.dsemaven.runtime.LibraryResolver;
import io.github.dsemaven.runtime.NvidiaDriver;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;

/**
 * Tells on one page what this machine can evaluate with: NVIDIA driver, cards and their memory, CUDA libraries found and
 * missing, ONNX Runtime in the local repository, Hugging Face cache, JDK and Maven. Fails, for CI, when the device asked for
 * can't be used.
 *
 * <pre>{@code mvn dse:doctor -Ddse.device=cuda}</pre>
 */
@Mojo(name = "doctor", requiresProject = false, threadSafe = true)
public final class DoctorMojo extends AbstractDseMojo {
    /** Skips this goal only. */
    @Parameter(property = "dse.doctor.skip", defaultValue = "false")
    private boolean skipGoal;

    /**
     * The device that must be usable for this goal to succeed: {@code cpu}, {@code cuda}, or {@code auto} for any.
     *
     * <pre>{@code <device>cuda</device>}</pre>
     */
    @Parameter(property = "dse.device", defaultValue = "auto")
    private String device;

    /**
     * Whether libraries of CUDA that the system lacks may be fetched: {@code system} or {@code maven}.
     *
     * <pre>{@code <cudaLibraries>maven</cudaLibraries>}</pre>
     */
    @Parameter(property = "dse.cudaLibraries", defaultValue = "system")
    private String cudaLibraries;

    private final RepositorySystem repositorySystem;

    /** Takes Maven's resolver. */
    @Inject
    public DoctorMojo(RepositorySystem repositorySystem) {
        this.repositorySystem = repositorySystem;
    }

    @Override
    boolean goalSkipped() {
        return skipGoal;
    }

    @Override
    void run() {
        Device wanted = Device.parse(Place.of("<device>"), device);
        CudaSource source = CudaSource.parse(Place.of("<cudaLibraries>"), cudaLibraries);
        LibraryResolver resolver = pluginFiles().resolver(repositorySystem, session());
        NvidiaDriver driver = NvidiaDriver.ofThisMachine();
        Doctor doctor = new Doctor(
                resolver,
                driver,
                driver.usable() ? NvidiaSmi.ofThisMachine().cards() : List.of(),
                CudaSearch.ofThisMachine());
        String maven = session().getSystemProperties().getProperty("maven.version", "unknown");
        doctor.page(maven, System.getenv(), Path.of(System.getProperty("user.home")))
                .forEach(line -> log().info(line));
        doctor.check(wanted, source);
    }
}
