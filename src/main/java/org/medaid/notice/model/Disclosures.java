package org.medaid.notice.model;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in a text what a public page must never show, also when it is written wide, with blanks or with hyphens. */
public final class Disclosures {

    /** What was found. */
    public enum Kind {
        IDENTITY_NUMBER("居民身份证号码"),
        PHONE("电话号码"),
        NAME("未隐去的姓名");

        private final String chineseName;

        Kind(String chineseName) {
            this.chineseName = chineseName;
        }

        public String chineseName() {
            return chineseName;
        }
    }

    /** @param at the place in the text without blanks, in characters; what stands there is not repeated */
    public record Find(Kind kind, int at) {}

    private static final String DATE = "(?:18|19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])";
    private static final Pattern NUMBER_OF_18 = Pattern.compile("(?<!\\d)[1-9]\\d{5}" + DATE + "\\d{3}[0-9Xx](?!\\d)");
    /** As on the first generation of identity cards: no century, no check character. */
    private static final Pattern NUMBER_OF_15 =
            Pattern.compile("(?<!\\d)[1-6]\\d{5}\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3}(?!\\d)");
    private static final Pattern MOBILE = Pattern.compile("(?<!\\d)(?:\\+?86)?1[3-9]\\d{9}(?!\\d)");
    private static final Pattern LANDLINE = Pattern.compile("(?<!\\d)0\\d{2,3}[-－—– ]?\\d{7,8}(?!\\d)");
    private static final Pattern BETWEEN_DIGITS = Pattern.compile("(?<=\\d)[\\s\\-—–_.·/]+(?=[\\dXx])");

    private Disclosures() {}

    /** Everything in the text that must not be published. */
    public static List<Find> in(String text) {
        List<Find> finds = besideLandlines(text);
        find(Kind.PHONE, LANDLINE, Normalizer.normalize(text, Normalizer.Form.NFKC), finds);
        return finds;
    }

    /** The same, where the text may name an office's landline. */
    public static List<Find> besideLandlines(String text) {
        String narrow = Normalizer.normalize(text, Normalizer.Form.NFKC);
        String joined = BETWEEN_DIGITS.matcher(narrow).replaceAll("");
        List<Find> finds = new ArrayList<>();
        // As written and with what stands between the digits taken out: a date before a number must not hide it.
        for (String read : narrow.equals(joined) ? List.of(narrow) : List.of(narrow, joined)) {
            find(Kind.IDENTITY_NUMBER, NUMBER_OF_18, read, finds);
            find(Kind.PHONE, MOBILE, read, finds);
        }
        find(Kind.IDENTITY_NUMBER, NUMBER_OF_15, narrow, finds);
        return finds;
    }

    /** Without the landlines in it: what is left is looked through strictly. */
    public static String withoutLandlines(String text) {
        return LANDLINE.matcher(text).replaceAll(" ");
    }

    /** A text as names are compared in it: without blanks. */
    public static String plain(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static void find(Kind kind, Pattern pattern, String text, List<Find> finds) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            finds.add(new Find(kind, matcher.start()));
        }
    }
}
