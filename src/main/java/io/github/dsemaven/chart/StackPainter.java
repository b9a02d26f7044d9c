/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import io.github.dsemaven.artifact.Decimal;
import io.github.dsemaven.chart.Drawing.Anchor;
import io.github.dsemaven.chart.Drawing.Role;
import io.github.dsemaven.figure.Stack;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Lays out and draws stacked bars in groups, with the total on each. */
final class StackPainter {
    private static final double HEIGHT = 190;
    private static final double WIDEST_BAR = 40;

    private final Stack stack;
    private final Typography typography;
    private final RecordingGraphics g = new RecordingGraphics();
    private final SinglePanel page;
    private Rectangle2D area;

    /**
     * @param widthCm width of the page in centimetres
     */
    StackPainter(Stack stack, Theme theme, double widthCm) {
        this.stack = stack;
        typography = new Typography(theme);
        double most = stack.groups().stream()
                .flatMap(group -> group.bars().stream())
                .mapToDouble(Stack.Bar::total)
                .max()
                .orElse(1);
        ValueScale scale = ValueScale.of(0, most * stack.scale() * 1.05, true, 5);
        page = new SinglePanel(g, typography, scale, widthCm);
    }

    Drawing paint() {
        double y = page.heading(stack.title(), stack.subtitle());
        area = page.place(legend(y) + 4, HEIGHT);
        double depth = panel();
        y = page.labels("context window (tokens) of each model", stack.yLabel(), depth);
        return page.finish(stack.name(), stack.title(), description(), stack.caption(), y);
    }

    /** Draws the bars; returns the height of what stands below them. */
    private double panel() {
        page.grid();
        int bars =
                stack.groups().stream().mapToInt(group -> group.bars().size()).sum();
        // between two groups lies half a slot
        double slot = area.getWidth() / (bars + 0.5 * stack.groups().size());
        double x = area.getMinX() + slot * 0.25;
        double depth = 0;
        for (Stack.Group group : stack.groups()) {
            double from = x;
            for (Stack.Bar bar : group.bars()) {
                bar(group, bar, x + slot / 2, Math.min(WIDEST_BAR, slot * 0.74));
                x += slot;
            }
            List<String> name = typography.strip().wrap(group.label(), x - from + slot * 0.4);
            double y = area.getMaxY() + 4 + typography.tick().leading();
            for (String line : name) {
                y += typography.strip().leading();
                g.text(line, (from + x) / 2, y - typography.strip().descent(), typography.strip(), Anchor.MIDDLE);
            }
            depth = Math.max(depth, y - area.getMaxY());
            x += slot * 0.5;
        }
        page.base();
        return depth;
    }

    private void bar(Stack.Group group, Stack.Bar bar, double centre, double width) {
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
                g.outline(box, typography.theme().background(), 0.6);
            });
            below += value;
        }
        Lettering number = typography.note();
        String total = Decimal.fixed(bar.total() * stack.scale(), 1);
        g.text(total, centre, y(below) - 3, number.in(typography.theme().ink()), Anchor.MIDDLE);
        g.text(bar.label(), centre, area.getMaxY() + 4 + typography.tick().ascent(), typography.tick(), Anchor.MIDDLE);
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
