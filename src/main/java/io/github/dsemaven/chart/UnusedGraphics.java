/* SPDX-License-Identifier: Apache-2.0 */
package io.github.dsemaven.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.BufferedImageOp;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.text.AttributedCharacterIterator;

/**
 * The calls of Java's graphics that no chart makes: images, texts in fonts of the system, shapes by whole numbers. They fail, so
 * that one that is needed after all is noticed.
 */
abstract class UnusedGraphics extends Graphics2D {
    @Override
    public final void setXORMode(Color color) {
        throw unused();
    }

    @Override
    public final Font getFont() {
        throw unused();
    }

    @Override
    public final void setFont(Font font) {
        throw unused();
    }

    @Override
    public final FontMetrics getFontMetrics(Font font) {
        throw unused();
    }

    @Override
    public final FontRenderContext getFontRenderContext() {
        throw unused();
    }

    @Override
    public final GraphicsConfiguration getDeviceConfiguration() {
        throw unused();
    }

    @Override
    public final boolean hit(Rectangle rectangle, Shape shape, boolean onStroke) {
        throw unused();
    }

    @Override
    public final void copyArea(int x, int y, int width, int height, int dx, int dy) {
        throw unused();
    }

    @Override
    public final void drawLine(int x1, int y1, int x2, int y2) {
        throw unused();
    }

    @Override
    public final void fillRect(int x, int y, int width, int height) {
        throw unused();
    }

    @Override
    public final void clearRect(int x, int y, int width, int height) {
        throw unused();
    }

    @Override
    public final void drawRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
        throw unused();
    }

    @Override
    public final void fillRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
        throw unused();
    }

    @Override
    public final void drawOval(int x, int y, int width, int height) {
        throw unused();
    }

    @Override
    public final void fillOval(int x, int y, int width, int height) {
        throw unused();
    }

    @Override
    public final void drawArc(int x, int y, int width, int height, int start, int angle) {
        throw unused();
    }

    @Override
    public final void fillArc(int x, int y, int width, int height, int start, int angle) {
        throw unused();
    }

    @Override
    public final void drawPolyline(int[] x, int[] y, int count) {
        throw unused();
    }

    @Override
    public final void drawPolygon(int[] x, int[] y, int count) {
        throw unused();
    }

    @Override
    public final void fillPolygon(int[] x, int[] y, int count) {
        throw unused();
    }

    @Override
    public final void drawString(String text, int x, int y) {
        throw unused();
    }

    @Override
    public final void drawString(String text, float x, float y) {
        throw unused();
    }

    @Override
    public final void drawString(AttributedCharacterIterator text, int x, int y) {
        throw unused();
    }

    @Override
    public final void drawString(AttributedCharacterIterator text, float x, float y) {
        throw unused();
    }

    @Override
    public final void drawGlyphVector(GlyphVector glyphs, float x, float y) {
        throw unused();
    }

    @Override
    public final boolean drawImage(Image image, int x, int y, ImageObserver observer) {
        throw unused();
    }

    @Override
    public final boolean drawImage(Image image, int x, int y, int width, int height, ImageObserver observer) {
        throw unused();
    }

    @Override
    public final boolean drawImage(Image image, int x, int y, Color background, ImageObserver observer) {
        throw unused();
    }

    @Override
    public final boolean drawImage(
            Image image, int x, int y, int width, int height, Color background, ImageObserver observer) {
        throw unused();
    }

    @Override
    public final boolean drawImage(
            Image image,
            int x1,
            int y1,
            int x2,
            int y2,
            int fromX1,
            int fromY1,
            int fromX2,
            int fromY2,
            ImageObserver observer) {
        throw unused();
    }

    @Override
    public final boolean drawImage(
            Image image,
            int x1,
            int y1,
            int x2,
            int y2,
            int fromX1,
            int fromY1,
            int fromX2,
            int fromY2,
            Color background,
            ImageObserver observer) {
        throw unused();
    }

    @Override
    public final boolean drawImage(Image image, AffineTransform transform, ImageObserver observer) {
        throw unused();
    }

    @Override
    public final void drawImage(BufferedImage image, BufferedImageOp op, int x, int y) {
        throw unused();
    }

    @Override
    public final void drawRenderedImage(RenderedImage image, AffineTransform transform) {
        throw unused();
    }

    @Override
    public final void drawRenderableImage(RenderableImage image, AffineTransform transform) {
        throw unused();
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("no figure needs it");
    }
}
