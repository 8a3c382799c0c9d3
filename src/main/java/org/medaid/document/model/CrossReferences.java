package org.medaid.document.model;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the objects of a PDF are, as its cross-reference tables say from the newest to the oldest.
 *
 * <p>Read here and not by a library, which forgives too much: what is not exactly as the standard wants it is refused. Only
 * plain tables are read, which is what our own files have; so nothing compressed is ever unpacked.
 *
 * @param objects the place of each object in use, by its number
 * @param freed the numbers that an increment gave free
 * @param root the catalog's object number
 */
record CrossReferences(Map<Integer, Place> objects, Set<Integer> freed, int root) {

    /** @param offset from the file's first byte */
    record Place(int offset, int generation) {}

    /** What is read is no plain table. */
    static final class NotPlain extends Exception {

        NotPlain(String message) {
            super(message);
        }
    }

    private static final Pattern END = Pattern.compile("startxref\\r?\\n(\\d{1,9})\\r?\\n%%EOF(?:\\r?\\n)?");
    private static final Pattern SECTION = Pattern.compile("\\G(\\d{1,8}) (\\d{1,8}) ?\\r?\\n");
    private static final Pattern ENTRY = Pattern.compile("(\\d{10}) (\\d{5}) ([nf])(?: \\r| \\n|\\r\\n)");
    private static final Pattern PREVIOUS = Pattern.compile("/Prev[ \\r\\n]+(\\d{1,9})");
    private static final Pattern ROOT = Pattern.compile("/Root[ \\r\\n]+(\\d{1,8}) 0 R");
    private static final int ENTRY_LENGTH = 20;
    private static final int TAIL = 64;
    private static final int MOST_INCREMENTS = 200;
    private static final int MOST_OBJECTS = 200_000;

    /** @param length only the file's first bytes are looked at: as it was when it had no more */
    static CrossReferences of(byte[] file, int length) throws NotPlain {
        String text = new String(file, 0, length, StandardCharsets.ISO_8859_1);
        Matcher end = END.matcher(text);
        int from = Math.max(0, length - TAIL);
        int start = -1;
        while (end.find(from)) {
            if (end.end() == length) {
                start = Integer.parseInt(end.group(1));
            }
            from = end.start() + 1;
        }
        if (start < 0) {
            throw new NotPlain("the file does not end as a PDF does");
        }
        Map<Integer, Place> objects = new HashMap<>();
        Set<Integer> freed = new HashSet<>();
        Set<Integer> seen = new HashSet<>();
        int root = -1;
        int at = start;
        boolean more = true;
        while (more) {
            if (at >= length || !seen.add(at) || seen.size() > MOST_INCREMENTS) {
                throw new NotPlain("the tables do not form a chain");
            }
            String trailer = section(text, at, objects, freed);
            Matcher rooted = ROOT.matcher(trailer);
            if (!rooted.find()) {
                throw new NotPlain("a trailer without catalog");
            }
            if (root >= 0 && root != Integer.parseInt(rooted.group(1))) {
                throw new NotPlain("two catalogs");
            }
            root = Integer.parseInt(rooted.group(1));
            Matcher previous = PREVIOUS.matcher(trailer);
            more = previous.find();
            at = more ? Integer.parseInt(previous.group(1)) : at;
            if (more && previous.find()) {
                throw new NotPlain("two previous tables");
            }
        }
        freed.removeAll(objects.keySet());
        return new CrossReferences(objects, freed, root);
    }

    /** Adds the entries that no newer table has; gives the trailer's text. */
    private static String section(String text, int at, Map<Integer, Place> objects, Set<Integer> freed) throws NotPlain {
        Matcher keyword = Pattern.compile("\\Gxref ?\\r?\\n").matcher(text);
        if (!keyword.find(at)) {
            throw new NotPlain("no plain table");
        }
        int place = keyword.end();
        Matcher section = SECTION.matcher(text);
        // Of two newer and older entries the newer one counts, whether it is in use or free.
        Set<Integer> known = new HashSet<>(objects.keySet());
        known.addAll(freed);
        while (section.find(place)) {
            int first = Integer.parseInt(section.group(1));
            int count = Integer.parseInt(section.group(2));
            place = section.end();
            if (first + (long) count > MOST_OBJECTS || text.length() - place < (long) count * ENTRY_LENGTH) {
                throw new NotPlain("a table without end");
            }
            for (int i = 0; i < count; i++, place += ENTRY_LENGTH) {
                Matcher entry = ENTRY.matcher(text).region(place, place + ENTRY_LENGTH);
                if (!entry.matches()) {
                    throw new NotPlain("an entry of another form");
                }
                int number = first + i;
                if (number == 0 || known.contains(number)) {
                    continue;
                }
                if (entry.group(3).equals("f")) {
                    freed.add(number);
                } else {
                    long offset = Long.parseLong(entry.group(1));
                    if (offset >= text.length() || !text.startsWith(number + " " + Integer.parseInt(entry.group(2)) + " obj", (int) offset)) {
                        throw new NotPlain("an object is not where the table says");
                    }
                    objects.put(number, new Place((int) offset, Integer.parseInt(entry.group(2))));
                }
            }
        }
        Matcher trailer = Pattern.compile("\\Gtrailer\\s*<<").matcher(text);
        int stop = text.indexOf("startxref", place);
        if (!trailer.find(place) || stop < 0) {
            throw new NotPlain("a table without trailer");
        }
        String said = text.substring(place, stop);
        if (said.contains("#") || said.contains("/XRefStm") || said.contains("/Encrypt")) {
            throw new NotPlain("a trailer that says more than ours do");
        }
        return said;
    }
}
