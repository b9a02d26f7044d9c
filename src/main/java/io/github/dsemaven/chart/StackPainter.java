/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.artifact.Decimal;
import io.github.dsemaven.chart.Drawing.Anchor;
import io.github.dsemaven.chart.Drawing.Role;
import io.github.dsemaven.figure.Stack;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Lays out and draws stacked bars in groups, with the total on each. Where bars are narrow their labels are turned, where they
 * are narrower still some are left out, and groups flow into several rows.
 */
final class StackPainter {
    private static final double HEIGHT = 190;
    /** Of each row where there are several. */
    private static final double ROW_HEIGHT = 125;

    private static final double WIDEST_BAR = 40;
    /** A bar and the gap beside it, in points: more groups than fit by it flow into another row. */
    private static final double LEAST_SLOT = 6;

    private static final int MOST_NAME_LINES = 3;
    /** Names that need more lines than that are turned where there is less than this, and shortened where there is more. */
    private static final double LEAST_NAME_WIDTH = 45;
    /** Most that a turned name may take below the panel. */
    private static final double NAME_DEPTH = 110;

    private final Stack stack;
    private final Typography typography;
    private final RecordingGraphics g = new RecordingGraphics();
    private final SinglePanel page;
    private final List<List<Stack.Group>> rows;
    private final double widestTotal;
    private final double widestLabel;
    private Rectangle2D area;
    private double slot;

    /**
     * @param widthCm width of the page in centimetres
     */
    StackPainter(Stack stack, Theme theme, double widthCm) {
        this.stack = stack;
        typography = new Typography(theme);
        widestTotal = bars().mapToDouble(bar -> typography.note().width(total(bar)))
                .max()
                .orElse(0);
        widestLabel = bars().mapToDouble(bar -> typography.tick().width(bar.label()) + 2)
                .max()
                .orElse(0);
        double most = bars().mapToDouble(Stack.Bar::total).max().orElse(1);
        double room = FigurePainter.points(widthCm) - 45;
        rows = rows(room);
        boolean turned = widestTotal > room / slots(rows.get(0));
        ValueScale scale = ValueScale.of(0, most * stack.scale() * (turned ? 1.15 : 1.05), true, 5);
        page = new SinglePanel(g, typography, scale, widthCm);
    }

    Drawing paint() {
        double y = page.heading(stack.title(), stack.subtitle());
        y = legend(y) + 4;
        for (int row = 0; row < rows.size(); row++) {
            area = page.place(y, rows.size() > 1 ? ROW_HEIGHT : HEIGHT);
            slot = area.getWidth() / slots(rows.get(0));
            double depth = panel(rows.get(row));
            if (row + 1 < rows.size()) {
                page.yLabel(stack.yLabel());
                y = area.getMaxY() + depth + 10;
            } else {
                y = page.labels("context window (tokens) of each model", stack.yLabel(), depth);
            }
        }
        return page.finish(stack.name(), stack.title(), description(), stack.caption(), y);
    }

    private Stream<Stack.Bar> bars() {
        return stack.groups().stream().flatMap(group -> group.bars().stream());
    }

    /** As few rows as give each bar its room, with as equally many groups as can be, the first with the most bars. */
    private List<List<Stack.Group>> rows(double room) {
        List<Stack.Group> groups = stack.groups();
        for (int count = 1; ; count++) {
            int each = (groups.size() + count - 1) / count;
            double widest = 0;
            double narrowestGroup = Double.MAX_VALUE;
            var split = new ArrayList<List<Stack.Group>>();
            for (int from = 0; from < groups.size(); from += each) {
                List<Stack.Group> row = groups.subList(from, Math.min(from + each, groups.size()));
                split.add(row);
                widest = Math.max(widest, slots(row));
            }
            for (Stack.Group group : groups) {
                narrowestGroup = Math.min(narrowestGroup, slots(List.of(group)) * room / widest);
            }
            boolean fits = room / widest >= LEAST_SLOT
                    && narrowestGroup >= typography.strip().leading();
            if (fits || each == 1) {
                return split;
            }
        }
    }

    /** Between two groups lies half a slot. */
    private static double slots(List<Stack.Group> row) {
        return row.stream().mapToInt(group -> group.bars().size()).sum() + 0.5 * row.size();
    }

    /** Draws the bars of a row; returns the height of what stands below them. */
    private double panel(List<Stack.Group> groups) {
        page.grid();
        double x = area.getMinX() + slot * 0.25;
        double labels = labelDepth();
        double depth = 0;
        for (Stack.Group group : groups) {
            double from = x;
            for (int i = 0; i < group.bars().size(); i++) {
                bar(group, i, x + slot / 2, Math.min(WIDEST_BAR, slot * 0.74));
                x += slot;
            }
            depth = Math.max(depth, name(group, (from + x) / 2, x - from + slot * 0.4, labels));
            x += slot * 0.5;
        }
        page.base();
        return depth;
    }

    /** A group's name below the labels of its bars; returns its depth below the panel. */
    private double name(Stack.Group group, double centre, double width, double labels) {
        Lettering lettering = typography.strip();
        List<String> lines = lettering.wrap(group.label(), width);
        if (lines.size() > MOST_NAME_LINES && width < LEAST_NAME_WIDTH) {
            String name = shortened(group.label(), text -> lettering.width(text) <= NAME_DEPTH);
            double top = area.getMaxY() + labels + 3;
            g.text(name, centre + 0.35 * lettering.size(), top, lettering, Anchor.END, true);
            return labels + 3 + lettering.width(name);
        }
        if (lines.size() > MOST_NAME_LINES) {
            lines = lettering.wrap(
                    shortened(group.label(), text -> lettering.wrap(text, width).size() <= MOST_NAME_LINES), width);
        }
        double y = area.getMaxY() + labels;
        for (String line : lines) {
            y += lettering.leading();
            g.text(line, centre, y - lettering.descent(), lettering, Anchor.MIDDLE);
        }
        return y - area.getMaxY();
    }

    /** Beginning and end of a name, which say most, as much as there is room for. */
    private static String shortened(String name, Predicate<String> fits) {
        int[] letters = name.codePoints().toArray();
        String shown = name;
        for (int kept = letters.length - 1; kept > 1 && !fits.test(shown); kept--) {
            int end = kept / 2;
            shown = new String(letters, 0, kept - end) + "\u2026" + new String(letters, letters.length - end, end);
        }
        return shown;
    }

    private void bar(Stack.Group group, int index, double centre, double width) {
        Stack.Bar bar = group.bars().get(index);
        double below = 0;
        for (int part = 0; part < bar.values().size(); part++) {
            double value = bar.values().get(part) * stack.scale();
            var box = new Rectangle2D.Double(centre - width / 2, y(below + value), width, y(below) - y(below + value));
            String tooltip = group.label() + ", context " + bar.label() + ": "
                    + stack.parts().get(part) + " " + Quantity.text(value, stack.unit());
            int colour = part;
            g.group(Role.BAR, tooltip, () -> {
                g.fill(box, typography.theme().category(colour));
                // a line of the page's colour keeps the parts apart in grey
                g.outline(box, typography.theme().background(), Math.min(0.6, width / 8));
            });
            below += value;
        }
        int fromLast = group.bars().size() - 1 - index;
        Lettering number = typography.note().in(typography.theme().ink());
        double top = y(below) - 3;
        if (widestTotal <= slot) {
            g.text(total(bar), centre, top, number, Anchor.MIDDLE);
        } else if (fromLast % every(number) == 0) {
            g.text(total(bar), centre + 0.35 * number.size(), top, number, Anchor.START, true);
        }
        Lettering tick = typography.tick();
        double under = area.getMaxY() + 4;
        if (widestLabel <= slot) {
            g.text(bar.label(), centre, under + tick.ascent(), tick, Anchor.MIDDLE);
        } else if (fromLast % every(tick) == 0) {
            g.text(bar.label(), centre + 0.35 * tick.size(), under, tick, Anchor.END, true);
        }
    }

    /** Of turned labels side by side, the how manieth has room; the last of a group always has. */
    private int every(Lettering lettering) {
        return (int) Math.ceil((lettering.ascent() + lettering.descent()) * 0.9 / slot);
    }

    private String total(Stack.Bar bar) {
        return Decimal.fixed(bar.total() * stack.scale(), 1);
    }

    private double labelDepth() {
        return widestLabel <= slot ? 4 + typography.tick().leading() : 4 + widestLabel;
    }

    private double legend(double top) {
        Lettering lettering = typography.legend();
        double x = FigurePainter.MARGIN;
        for (int part = 0; part < stack.parts().size(); part++) {
            String name = stack.parts().get(part);
            double at = x;
            int colour = part;
            g.group(Role.LEGEND, "", () -> {
                g.fill(
                        new Rectangle2D.Double(at, top + lettering.ascent() - 7, 8, 8),
                        typography.theme().category(colour));
                g.text(name, at + 12, top + lettering.ascent(), lettering, Anchor.START);
            });
            x += 12 + lettering.width(name) + 13;
        }
        return top + lettering.leading();
    }

    private String description() {
        var text =
                new StringBuilder("Stacked bars of " + stack.yLabel() + ": " + String.join(", ", stack.parts()) + ".");
        for (Stack.Group group : stack.groups()) {
            text.append(' ').append(group.label()).append(':');
            for (Stack.Bar bar : group.bars()) {
                text.append(" context ").append(bar.label()).append(' ');
                text.append(Quantity.text(bar.total() * stack.scale(), stack.unit()))
                        .append(';');
            }
        }
        return text.append(' ').append(String.join(" ", stack.caption())).toString();
    }

    private double y(double value) {
        return page.y(value);
    }
}
