/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Composite;
import java.awt.Paint;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.util.Map;

/** The state of Java's graphics: colour, stroke, transform, clip. What is drawn is for a subclass to keep. */
abstract class ShapeGraphics extends UnusedGraphics {
    private AffineTransform transform = new AffineTransform();
    private Paint paint = Color.BLACK;
    private Color color = Color.BLACK;
    private Color background = Color.WHITE;
    private Stroke stroke = new BasicStroke();
    private Composite composite = AlphaComposite.SrcOver;
    private Shape clip;

    ShapeGraphics() {}

    ShapeGraphics(ShapeGraphics original) {
        transform = original.getTransform();
        paint = original.paint;
        color = original.color;
        background = original.background;
        stroke = original.stroke;
        composite = original.composite;
        clip = original.clip;
    }

    @Override
    public final Color getColor() {
        return color;
    }

    @Override
    public final void setColor(Color color) {
        setPaint(color);
    }

    @Override
    public final Paint getPaint() {
        return paint;
    }

    @Override
    public final void setPaint(Paint paint) {
        if (paint != null) {
            this.paint = paint;
            color = paint instanceof Color plain ? plain : color;
        }
    }

    @Override
    public final Color getBackground() {
        return background;
    }

    @Override
    public final void setBackground(Color background) {
        this.background = background;
    }

    @Override
    public final Stroke getStroke() {
        return stroke;
    }

    @Override
    public final void setStroke(Stroke stroke) {
        this.stroke = stroke;
    }

    @Override
    public final Composite getComposite() {
        return composite;
    }

    @Override
    public final void setComposite(Composite composite) {
        this.composite = composite;
    }

    @Override
    public final void setPaintMode() {
        composite = AlphaComposite.SrcOver;
    }

    @Override
    public final AffineTransform getTransform() {
        return new AffineTransform(transform);
    }

    @Override
    public final void setTransform(AffineTransform transform) {
        this.transform = new AffineTransform(transform);
    }

    @Override
    public final void transform(AffineTransform further) {
        transform.concatenate(further);
    }

    @Override
    public final void translate(int x, int y) {
        transform.translate(x, y);
    }

    @Override
    public final void translate(double x, double y) {
        transform.translate(x, y);
    }

    @Override
    public final void rotate(double angle) {
        transform.rotate(angle);
    }

    @Override
    public final void rotate(double angle, double x, double y) {
        transform.rotate(angle, x, y);
    }

    @Override
    public final void scale(double x, double y) {
        transform.scale(x, y);
    }

    @Override
    public final void shear(double x, double y) {
        transform.shear(x, y);
    }

    @Override
    public final Shape getClip() {
        return clip;
    }

    @Override
    public final void setClip(Shape clip) {
        this.clip = clip;
    }

    @Override
    public final void setClip(int x, int y, int width, int height) {
        clip = new Rectangle(x, y, width, height);
    }

    @Override
    public final void clipRect(int x, int y, int width, int height) {
        clip(new Rectangle(x, y, width, height));
    }

    @Override
    public final void clip(Shape further) {
        if (clip == null || further == null) {
            clip = further;
        } else {
            var both = new Area(clip);
            both.intersect(new Area(further));
            clip = both;
        }
    }

    @Override
    public final Rectangle getClipBounds() {
        return clip == null ? null : clip.getBounds();
    }

    /** Hints are for pixels; nothing here depends on one. */
    @Override
    public final void setRenderingHint(RenderingHints.Key key, Object value) {}

    @Override
    public final Object getRenderingHint(RenderingHints.Key key) {
        return null;
    }

    @Override
    public final void setRenderingHints(Map<?, ?> hints) {}

    @Override
    public final void addRenderingHints(Map<?, ?> hints) {}

    @Override
    public final RenderingHints getRenderingHints() {
        return new RenderingHints(null);
    }

    /** Nothing is held. */
    @Override
    public final void dispose() {}
}
