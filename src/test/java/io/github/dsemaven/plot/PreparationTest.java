/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PreparationTest {
    @Test
    void onlyTheFirstGoalOfABuildBegins() {
        List<String> begun = new CopyOnWriteArrayList<>();
        var preparation = new Preparation();

        preparation.begin(() -> begun.add("plot-memory"));
        preparation.begin(() -> begun.add("plot-quant"));
        preparation.end();

        assertThat(begun).containsExactly("plot-memory");
    }

    /** Maven closes the class path of the plugin when the build has ended. */
    @Test
    void hasEndedWhenTheGoalDoes() {
        List<String> done = new CopyOnWriteArrayList<>();
        var reached = new CountDownLatch(1);
        var preparation = new Preparation();

        preparation.begin(() -> {
            reached.countDown();
            for (long until = System.nanoTime() + 50_000_000; System.nanoTime() < until; ) {
                Thread.onSpinWait();
            }
            done.add("loaded");
        });
        preparation.end();

        assertThat(reached.getCount()).isZero();
        assertThat(done).containsExactly("loaded");
    }

    @Test
    void aFailureIsLeftToTheFigureThatMeetsItAgain() {
        var preparation = new Preparation();

        preparation.begin(() -> {
            throw new NoClassDefFoundError("made up");
        });
        preparation.end();

        new Preparation().end();
    }
}
