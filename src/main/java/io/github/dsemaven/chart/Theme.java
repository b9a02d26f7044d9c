/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.diagnostic.DseException;
import io.github.dsemaven.diagnostic.Place;
import io.github.dsemaven.diagnostic.Suggestions;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Colours. Every data colour has a contrast of at least 3:1 with its background (WCAG 2.2, 1.4.11), text at least 4.5:1.
 * Categories follow Okabe and Ito's order for colour-blind readers, with the light ones darkened; ordered values run
 * along a scale of steadily changing lightness. Colours are kept as text: a name is checked without starting AWT.
 */
public enum Theme {
    /** On white, for paper and most pages. */
    LIGHT(
            new Ground("#FFFFFF", "#1F2328", "#57606A", "#E4E7EB", "#8C959F", "#6B7280"),
            List.of(
                    "#0072B2", "#C47900", "#009E73", "#CC3311", "#7B3FA0", "#0E8FA8", "#C2468F", "#6B4423", "#6E6E6E",
                    "#7A8500"),
            List.of("#D4762C", "#C23B6B", "#7A2A8C", "#2E1A66")),
    /** On nearly black, for slides and dark pages. */
    DARK(
            new Ground("#14171C", "#F0F3F6", "#A9B3BE", "#2B313A", "#6E7884", "#9AA4B0"),
            List.of(
                    "#56B4E9", "#E69F00", "#2DC79A", "#FF7F5C", "#C39BEF", "#5FD3E0", "#F48CC4", "#C9A27E", "#B8BDC6",
                    "#C5CC4A"),
            List.of("#7C5BD6", "#D0609A", "#F08A5D", "#F9D56E")),
    /** On white without colours, for print: markers, dashes and lightness tell lines apart. */
    GREY(
            new Ground("#FFFFFF", "#1F1F1F", "#595959", "#E6E6E6", "#8C8C8C", "#737373"),
            List.of("#111111", "#8A8A8A", "#4A4A4A", "#6E6E6E"),
            List.of("#8E8E8E", "#111111"));

    private final Ground ground;
    private final List<String> categories;
    private final List<String> scale;

    private record Ground(String background, String ink, String muted, String grid, String axis, String off) {}

    Theme(Ground ground, List<String> categories, List<String> scale) {
        this.ground = ground;
        this.categories = categories;
        this.scale = scale;
    }

    /** The names a user may give. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Theme::label).toList();
    }

    /**
     * The theme a user named, ignoring case.
     *
     * @throws DseException for any other name, listing the valid ones
     */
    public static Theme parse(String name) {
        for (Theme theme : values()) {
            if (theme.label().equalsIgnoreCase(name.strip())) {
                return theme;
            }
        }
        throw new DseException(
                Place.of("<theme>"), "unknown theme \"" + name + "\"", Suggestions.validValues(name, names()));
    }

    private String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    Color background() {
        return Color.decode(ground.background());
    }

    /** Titles, tick labels, numbers. */
    Color ink() {
        return Color.decode(ground.ink());
    }

    /** Subtitles, notes, captions. */
    Color muted() {
        return Color.decode(ground.muted());
    }

    Color grid() {
        return Color.decode(ground.grid());
    }

    Color axis() {
        return Color.decode(ground.axis());
    }

    /** A level that switches a parameter off, beside levels with an order. */
    Color off() {
        return Color.decode(ground.off());
    }

    /** Colour of the n-th category, from 0; the colours repeat after {@link #categories()}. */
    Color category(int index) {
        return Color.decode(categories.get(index % categories.size()));
    }

    int categories() {
        return categories.size();
    }

    /** Colour at a place of the scale for ordered values, from 0 to 1. */
    Color ordered(double place) {
        double step = Math.min(1, Math.max(0, place)) * (scale.size() - 1);
        int below = (int) Math.min(step, scale.size() - 2.0);
        return mix(Color.decode(scale.get(below)), Color.decode(scale.get(below + 1)), step - below);
    }

    private static Color mix(Color from, Color to, double share) {
        return new Color(
                mix(from.getRed(), to.getRed(), share),
                mix(from.getGreen(), to.getGreen(), share),
                mix(from.getBlue(), to.getBlue(), share));
    }

    private static int mix(int from, int to, double share) {
        return (int) Math.round(from + (to - from) * share);
    }
}
