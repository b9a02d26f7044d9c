/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PixelsTest {
    private static final AffineTransform AS_IT_IS = new AffineTransform();
    private static final int SIZE = 40;

    private final Pixels pixels = new Pixels(SIZE, SIZE, Color.WHITE);

    /** How dark a pixel is, 0 for white to 1 for black. */
    private double dark(int x, int y) {
        return 1 - (pixels.rgb(x, y) & 0xff) / 255.0;
    }

    private double total() {
        double sum = 0;
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                sum += dark(x, y);
            }
        }
        return sum;
    }

    private void fill(Shape shape) {
        pixels.fill(shape, AS_IT_IS, Color.BLACK);
    }

    /** What is upright is drawn by another way than what only looks so for a corner more. */
    @ParameterizedTest
    @CsvSource({
        "3.3, 1.2, 5.7, 38.9",
        "3, 2, 4, 39",
        "0.1, -5.5, 2.6, 60",
        "-3, 7.25, 50, 9.75",
        "38.5, 3.999, 44, 30.001",
        "5.2, 6.1, 5.4, 6.9",
        "5.2, 6.1, 5.4, 7.9",
        "5.2, 6.1, 5.4, 8.9"
    })
    void anUprightRectangleIsAnyOtherShape(double left, double top, double right, double bottom) {
        var color = new Color(10, 120, 200, 95);
        double[][] turns = {
            {left, top, right, top, right, bottom, left, bottom}, {right, top, right, bottom, left, bottom, left, top}
        };
        for (double[] c : turns) {
            var four = new Path2D.Double();
            var five = new Path2D.Double();
            for (int i = 0; i < 8; i += 2) {
                add(four, c[i], c[i + 1]);
                add(five, c[i], c[i + 1]);
                if (i == 0) {
                    add(five, (c[0] + c[2]) / 2, (c[1] + c[3]) / 2);
                }
            }
            var other = new Pixels(SIZE, SIZE, Color.WHITE);
            other.fill(five, AS_IT_IS, color);
            var fresh = new Pixels(SIZE, SIZE, Color.WHITE);
            fresh.fill(four, AS_IT_IS, color);

            for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
                assertThat(fresh.rgb(pixel % SIZE, pixel / SIZE)).isEqualTo(other.rgb(pixel % SIZE, pixel / SIZE));
            }
        }
    }

    private static void add(Path2D path, double x, double y) {
        if (path.getCurrentPoint() == null) {
            path.moveTo(x, y);
        } else {
            path.lineTo(x, y);
        }
    }

    @Test
    void coversEachPixelByItsPart() {
        fill(new Rectangle2D.Double(1.25, 2, 2, 1.5));

        assertThat(dark(1, 2)).isCloseTo(0.75, within());
        assertThat(dark(2, 2)).isEqualTo(1);
        assertThat(dark(3, 2)).isCloseTo(0.25, within());
        assertThat(dark(3, 3)).isCloseTo(0.125, within());
        assertThat(dark(4, 2)).isZero();
        assertThat(dark(0, 2)).isZero();
        assertThat(total()).isCloseTo(3, offset(0.03));
    }

    @Test
    void leavesHolesOpenAndCountsOverlapsOnce() {
        var ring = new Path2D.Double();
        ring.append(square(5, 20, true), false);
        ring.append(square(10, 10, false), false);
        ring.append(square(22, 10, true), false);

        fill(ring);

        assertThat(dark(7, 7)).isEqualTo(1);
        assertThat(dark(15, 15)).as("hole").isZero();
        assertThat(dark(23, 23)).as("overlap").isEqualTo(1);
        assertThat(total()).isCloseTo(400 - 100 + 100 - 9, offset(0.01));
    }

    private static Path2D square(double at, double side, boolean clockwise) {
        var path = new Path2D.Double();
        path.moveTo(at, at);
        if (clockwise) {
            path.lineTo(at + side, at);
            path.lineTo(at + side, at + side);
            path.lineTo(at, at + side);
        } else {
            path.lineTo(at, at + side);
            path.lineTo(at + side, at + side);
            path.lineTo(at + side, at);
        }
        path.closePath();
        return path;
    }

    @Test
    void cutsWhatIsOffThePage() {
        fill(new Rectangle2D.Double(-100, -100, 105, 300));
        fill(new Rectangle2D.Double(35.5, -3, 500, 4));

        assertThat(total()).isCloseTo(5 * SIZE + 4.5, offset(0.1));
        assertThat(dark(4, 39)).isEqualTo(1);
        assertThat(dark(35, 0)).isCloseTo(0.5, within());
    }

    @Test
    void blendsTranslucentColours() {
        pixels.fill(new Rectangle2D.Double(0, 0, 10, 10), AS_IT_IS, new Color(255, 0, 0, 51));

        assertThat(pixels.rgb(5, 5)).isEqualTo(0xffcccc);
    }

    @Test
    void drawsDashesOfTheirLengths() {
        pixels.stroke(new Line2D.Double(2, 5.5, 32, 5.5), 1, 1, new double[] {4, 2}, Color.BLACK);

        assertThat(total()).isCloseTo(20, offset(0.1));
        assertThat(dark(5, 5)).isEqualTo(1);
        assertThat(dark(6, 5)).isZero();
        assertThat(dark(7, 5)).isZero();
        assertThat(dark(8, 5)).isEqualTo(1);
    }

    @Test
    void joinsTheCornersOfAClosedLine() {
        pixels.stroke(new Rectangle2D.Double(10, 10, 20, 20), 1, 2, new double[0], Color.BLACK);

        assertThat(dark(9, 9)).as("mitre").isEqualTo(1);
        assertThat(dark(30, 30)).as("mitre").isEqualTo(1);
        assertThat(total()).isCloseTo(22 * 22 - 18 * 18, offset(0.5));
    }

    static Stream<Shape> shapes() {
        var zigzag = new Path2D.Double();
        zigzag.moveTo(3, 30);
        zigzag.lineTo(12, 8);
        zigzag.lineTo(15, 31);
        zigzag.curveTo(20, 0, 30, 5, 36, 33);
        var star = new Path2D.Double();
        star.moveTo(20, 3);
        star.lineTo(30, 35);
        star.lineTo(4, 14);
        star.lineTo(36, 14);
        star.lineTo(10, 35);
        star.closePath();
        return Stream.of(new Ellipse2D.Double(5.3, 7.1, 22, 19), zigzag, star, new Line2D.Double(1, 1, 38, 22));
    }

    /** Java 2D takes 64 samples a pixel, we the exact area: a few levels apart, nowhere more than an edge's worth. */
    @ParameterizedTest
    @MethodSource("shapes")
    void agreesWithJava2d(Shape shape) {
        var image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, SIZE, SIZE);
        g.setColor(Color.BLACK);
        g.setStroke(new BasicStroke(2.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 4));
        g.draw(shape);
        pixels.stroke(shape, 1, 2.5, new double[0], Color.BLACK);

        double difference = 0;
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                double expected = 1 - (image.getRGB(x, y) & 0xff) / 255.0;
                assertThat(dark(x, y)).as("(%d, %d)", x, y).isCloseTo(expected, offset(0.3));
                difference += Math.abs(dark(x, y) - expected);
            }
        }
        assertThat(difference / total()).isLessThan(0.02);
    }

    private static Offset<Double> within() {
        return offset(1 / 255.0);
    }
}
