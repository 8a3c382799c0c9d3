package org.medaid.document.model;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.graphics.blend.BlendMode;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;

/**
 * The round red seal as it is pressed on paper: a ring, the holder's name along it, a star, a line beneath. Drawn as shapes
 * through which the text beneath can be read.
 *
 * @param name along the ring
 * @param line beneath the star
 * @param mark a second, smaller line
 */
record RoundSeal(String name, String line, Optional<String> mark) {

    private static final Color RED = new Color(0xd0, 0x10, 0x18);
    private static final float OPACITY = 0.72f;

    /** All in parts of the outer radius. */
    private static final double RING = 0.045;

    private static final double NAME_HEIGHT = 0.25;
    private static final double NAME_TOP = 0.90;
    private static final double WIDEST_STEP = Math.toRadians(25);
    private static final double WHOLE_ARC = Math.toRadians(225);
    private static final double STAR = 0.32;
    private static final double LINE_HEIGHT = 0.17;
    private static final double LINE_MIDDLE = -0.48;
    private static final double LINE_WIDTH = 1.22;
    private static final double MARK_HEIGHT = 0.12;
    private static final double MARK_MIDDLE = -0.70;
    /** How far a circle's control points are from its quarters. */
    private static final double ROUND = 0.5522847498;

    /** Draws over what the page shows already; all in points. */
    void draw(PDDocument document, PDPage page, double centerX, double centerY, double radius) throws IOException {
        Map<Integer, Path2D> glyphs = GlyphOutlines.of(name + line + mark.orElse(""));
        PDExtendedGraphicsState state = new PDExtendedGraphicsState();
        state.setNonStrokingAlphaConstant(OPACITY);
        state.setBlendMode(BlendMode.MULTIPLY);
        AffineTransform placed = AffineTransform.getTranslateInstance(centerX, centerY);
        placed.scale(radius, radius);
        try (PDPageContentStream content = new PDPageContentStream(document, page, AppendMode.APPEND, true, true)) {
            content.setGraphicsStateParameters(state);
            content.setNonStrokingColor(RED);
            trace(content, circle(1), placed);
            trace(content, circle(1 - RING), placed);
            content.fillEvenOdd();
            fill(content, star(), placed);
            along(content, glyphs, placed);
            across(content, glyphs, placed, line, LINE_HEIGHT, LINE_MIDDLE);
            if (mark.isPresent()) {
                across(content, glyphs, placed, mark.get(), MARK_HEIGHT, MARK_MIDDLE);
            }
        }
    }

    private void along(PDPageContentStream content, Map<Integer, Path2D> glyphs, AffineTransform placed)
            throws IOException {
        int[] characters = name.codePoints().toArray();
        double step = Math.min(WIDEST_STEP, WHOLE_ARC / characters.length);
        double middle = NAME_TOP - NAME_HEIGHT / 2;
        double width = Math.min(NAME_HEIGHT * 0.95, step * middle * 0.95);
        for (int i = 0; i < characters.length; i++) {
            // From the left over the top to the right.
            double turn = ((characters.length - 1) / 2.0 - i) * step;
            AffineTransform letter = new AffineTransform(placed);
            letter.rotate(turn);
            letter.translate(0, middle);
            letter.scale(width, NAME_HEIGHT);
            fill(content, glyphs.get(characters[i]), letter);
        }
    }

    private static void across(
            PDPageContentStream content,
            Map<Integer, Path2D> glyphs,
            AffineTransform placed,
            String text,
            double height,
            double middle)
            throws IOException {
        int[] characters = text.codePoints().toArray();
        double width = Math.min(height, LINE_WIDTH / characters.length);
        for (int i = 0; i < characters.length; i++) {
            AffineTransform letter = new AffineTransform(placed);
            letter.translate((i - (characters.length - 1) / 2.0) * width, middle);
            letter.scale(width, height);
            fill(content, glyphs.get(characters[i]), letter);
        }
    }

    private static Path2D circle(double radius) {
        double control = radius * ROUND;
        Path2D circle = new Path2D.Double();
        circle.moveTo(radius, 0);
        circle.curveTo(radius, control, control, radius, 0, radius);
        circle.curveTo(-control, radius, -radius, control, -radius, 0);
        circle.curveTo(-radius, -control, -control, -radius, 0, -radius);
        circle.curveTo(control, -radius, radius, -control, radius, 0);
        circle.closePath();
        return circle;
    }

    /** Five points, one upwards; drawn in one line, which fills the middle too. */
    private static Path2D star() {
        Path2D star = new Path2D.Double();
        for (int i = 0; i < 5; i++) {
            double angle = Math.PI / 2 + i * Math.PI * 4 / 5;
            double x = STAR * Math.cos(angle);
            double y = STAR * Math.sin(angle);
            if (i == 0) {
                star.moveTo(x, y);
            } else {
                star.lineTo(x, y);
            }
        }
        star.closePath();
        return star;
    }

    private static void fill(PDPageContentStream content, Shape shape, AffineTransform placed) throws IOException {
        if (shape != null && trace(content, shape, placed)) {
            content.fill();
        }
    }

    private static boolean trace(PDPageContentStream content, Shape shape, AffineTransform placed) throws IOException {
        float[] to = new float[6];
        float x = 0;
        float y = 0;
        boolean drawn = false;
        for (PathIterator each = shape.getPathIterator(placed); !each.isDone(); each.next()) {
            switch (each.currentSegment(to)) {
                case PathIterator.SEG_MOVETO -> {
                    content.moveTo(to[0], to[1]);
                    x = to[0];
                    y = to[1];
                }
                case PathIterator.SEG_LINETO -> {
                    content.lineTo(to[0], to[1]);
                    x = to[0];
                    y = to[1];
                }
                case PathIterator.SEG_QUADTO -> {
                    // A PDF has cubic curves only.
                    content.curveTo(
                            x + 2 * (to[0] - x) / 3,
                            y + 2 * (to[1] - y) / 3,
                            to[2] + 2 * (to[0] - to[2]) / 3,
                            to[3] + 2 * (to[1] - to[3]) / 3,
                            to[2],
                            to[3]);
                    x = to[2];
                    y = to[3];
                }
                case PathIterator.SEG_CUBICTO -> {
                    content.curveTo(to[0], to[1], to[2], to[3], to[4], to[5]);
                    x = to[4];
                    y = to[5];
                }
                default -> content.closePath();
            }
            drawn = true;
        }
        return drawn;
    }
}
