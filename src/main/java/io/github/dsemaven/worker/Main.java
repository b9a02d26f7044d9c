/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.worker;

import io.github.dsemaven.exchange.Event;
import io.github.dsemaven.exchange.Request;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Main class of the forked JVM: {@code Main request.json}. */
public final class Main {
    private Main() {}

    /** Runs the evaluations of a request; exits with 0 also when some of them failed, which their outcomes say. */
    public static void main(String[] arguments) throws IOException {
        // Events have standard output to themselves: what libraries print there goes to standard error.
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        ParentWatch.start(System.in);
        Request request = Request.read(Path.of(arguments[0]));
        out.println(new Event.Noted(
                        Event.Level.INFO,
                        "ONNX Runtime "
                                + ai.onnxruntime.OrtEnvironment.getEnvironment().getVersion() + " " + request.threads())
                .line());
        System.exit(0);
    }
}
