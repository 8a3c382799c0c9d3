package org.medaid.document.model;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** The letters' characters as shapes: for what is drawn and not set. Needs no fonts on the machine. */
final class GlyphOutlines {

    private GlyphOutlines() {}

    /**
     * The shape of each character of a text, one unit high and wide around the middle of its square, upwards as in a PDF.
     * Characters that no font has are left out.
     */
    static Map<Integer, Path2D> of(String text) throws IOException {
        Set<Integer> wanted = text.codePoints().boxed().collect(Collectors.toSet());
        Map<Integer, Path2D> found = new HashMap<>();
        for (LetterFonts.Font font : LetterFonts.ALL) {
            if (found.keySet().containsAll(wanted)) {
                break;
            }
            try (InputStream stream = font.open();
                    TrueTypeFont ttf = new TTFParser(true).parse(new RandomAccessReadBuffer(stream))) {
                for (int character : wanted) {
                    int glyph = ttf.getUnicodeCmapLookup().getGlyphId(character);
                    if (glyph > 0 && !found.containsKey(character)) {
                        found.put(character, outline(ttf, glyph));
                    }
                }
            }
        }
        return found;
    }

    private static Path2D outline(TrueTypeFont font, int glyph) throws IOException {
        GlyphData shape = font.getGlyph().getGlyph(glyph);
        Path2D path = shape == null ? new Path2D.Double() : new Path2D.Double(shape.getPath());
        double unit = font.getUnitsPerEm();
        Rectangle2D box = path.getBounds2D();
        // In the middle of its advance, and of the height that Chinese characters have.
        AffineTransform middle = AffineTransform.getScaleInstance(1 / unit, 1 / unit);
        middle.translate(-font.getAdvanceWidth(glyph) / 2.0, box.isEmpty() ? 0 : -box.getCenterY());
        path.transform(middle);
        return path;
    }
}
