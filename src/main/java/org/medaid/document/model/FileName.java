package org.medaid.document.model;

import java.text.Normalizer;
import java.util.Locale;
import org.medaid.document.DocumentType;

/** File names fit to be kept and shown: no folders, nothing invisible, an ending that tells the truth. */
public final class FileName {

    /** The longest name kept, in characters. */
    public static final int LONGEST = 120;

    private static final String NAMELESS = "文件";

    private FileName() {}

    public static String of(String sent, DocumentType type) {
        String name = Normalizer.normalize(sent == null ? "" : sent, Normalizer.Form.NFC);
        name = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        // Control, format (among them the ones that turn the writing direction), unpaired and unassigned characters.
        name = name.replaceAll("\\p{C}", "").strip();
        String ending = "";
        int dot = name.lastIndexOf('.');
        if (dot >= 0 && type.extensions().contains(name.substring(dot + 1).toLowerCase(Locale.ROOT))) {
            ending = name.substring(dot);
            name = name.substring(0, dot).strip();
        } else {
            ending = "." + type.extensions().get(0);
        }
        if (name.isEmpty()) {
            name = NAMELESS;
        }
        int longest = LONGEST - ending.length();
        if (name.length() > longest) {
            // Never half of a character that takes two.
            name = name.substring(0, Character.isHighSurrogate(name.charAt(longest - 1)) ? longest - 1 : longest);
        }
        return name + ending;
    }
}
