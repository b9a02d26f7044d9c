/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsemaven.exchange.Event.Level;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTest {
    @Test
    void everyEventReadsBackFromItsLine() {
        List<Event> events = List.of(
                new Event.Began(2, "tiny \"4bit\"\non two lines, ü"),
                new Event.Advanced(2, 7, 780, 8123.5, 3.0625, 41.25),
                new Event.Noted(Level.WARN, "a warning"),
                new Event.Noted(Level.WARN_OF_MACHINE, "little memory"),
                new Event.Ended(2));

        for (Event event : events) {
            assertThat(event.line()).startsWith("dse! {").doesNotContain("\n");
            assertThat(Event.parse(event.line())).contains(event);
        }
    }

    @Test
    void whatLibrariesPrintIsNoEvent() {
        assertThat(Event.parse("2026-11-24 [W:onnxruntime] dse! {}")).isEmpty();
        assertThat(Event.parse("dse! {\"event\":\"began\",\"eval")).isEmpty();
        assertThat(Event.parse("dse! {\"event\":\"unheard of\"}")).isEmpty();
        assertThat(Event.parse("")).isEmpty();
    }
}
