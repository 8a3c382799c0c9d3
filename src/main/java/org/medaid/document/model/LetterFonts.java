package org.medaid.document.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.springframework.stereotype.Component;

/** The fonts of the letters, in the order in which a character is looked for, and what they can print. */
@Component
public class LetterFonts {

    /**
     * @param family as the style sheet calls it
     * @param file on the class path
     */
    record Font(String family, String file) {

        InputStream open() {
            InputStream stream = LetterFonts.class.getResourceAsStream(file);
            if (stream == null) {
                throw new IllegalStateException("the font " + file + " is not there");
            }
            return stream;
        }
    }

    static final List<Font> ALL =
            List.of(new Font("Song", "/fonts/song.ttf"), new Font("SongRare", "/fonts/song-rare.ttf"));

    private static final int LAST_CHARACTER = 0x3ffff;

    private BitSet printable;

    /** The characters of a text that no font has, each once, in the text's order. Line breaks and tabs count as blanks. */
    public List<String> missing(String text) {
        BitSet known = printable();
        Set<String> missing = new LinkedHashSet<>();
        text.codePoints()
                .filter(c -> !Character.isWhitespace(c) && !known.get(c))
                .forEach(c -> missing.add(Character.toString(c)));
        return List.copyOf(missing);
    }

    private synchronized BitSet printable() {
        if (printable == null) {
            BitSet found = new BitSet(LAST_CHARACTER);
            ALL.forEach(font -> add(font, found));
            printable = found;
        }
        return printable;
    }

    private static void add(Font font, BitSet found) {
        try (InputStream stream = font.open();
                TrueTypeFont ttf = new TTFParser(true).parse(new RandomAccessReadBuffer(stream))) {
            CmapLookup characters = ttf.getUnicodeCmapLookup();
            for (int c = 0; c <= LAST_CHARACTER; c++) {
                if (characters.getGlyphId(c) > 0) {
                    found.set(c);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
