package org.medaid.document.model;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.medaid.document.DocumentType;

/**
 * Tells from its bytes what a file is. Its name and the type its sender claims are not asked.
 *
 * <p>What cameras append behind the end of a picture is tolerated; a file that breaks off is not.
 */
public final class ContentInspection {

    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int PNG_HEADER_LENGTH = 13;
    private static final int PNG_CHUNK_FRAME = 12;
    private static final Pattern PDF_HEADER = Pattern.compile("%PDF-[12]\\.\\d[\\s%]");
    private static final Pattern PDF_TRAILER = Pattern.compile("startxref\\s+(\\d{1,10})\\s+%%EOF");
    private static final Pattern PDF_CROSS_REFERENCE = Pattern.compile("\\s*(xref\\b|\\d+\\s+\\d+\\s+obj\\b)");

    /** The end of a PDF is looked for in its last kilobyte, as readers do. */
    private static final int PDF_TAIL = 1024;

    private ContentInspection() {}

    /** The file's type, or nothing if it is none of the accepted types or damaged. */
    public static Optional<DocumentType> typeOf(byte[] content) {
        if (isPdf(content)) {
            return Optional.of(DocumentType.PDF);
        }
        if (isJpeg(content)) {
            return Optional.of(DocumentType.JPEG);
        }
        if (isPng(content)) {
            return Optional.of(DocumentType.PNG);
        }
        return Optional.empty();
    }

    /** The header at the very first byte, and a trailer that points at a cross-reference inside the file. */
    private static boolean isPdf(byte[] content) {
        if (!PDF_HEADER.matcher(latin(content, 0, 9)).matches()) {
            return false;
        }
        int tailStart = Math.max(0, content.length - PDF_TAIL);
        Matcher trailer = PDF_TRAILER.matcher(latin(content, tailStart, PDF_TAIL));
        long crossReference = -1;
        while (trailer.find()) {
            crossReference = Long.parseLong(trailer.group(1));
        }
        return crossReference > 0
                && crossReference < content.length
                && PDF_CROSS_REFERENCE.matcher(latin(content, (int) crossReference, 64)).lookingAt();
    }

    /** Segment by segment to a frame header with a size, a scan, and an end of image. */
    private static boolean isJpeg(byte[] content) {
        if (content.length < 4 || u8(content, 0) != 0xff || u8(content, 1) != 0xd8) {
            return false;
        }
        boolean frameSeen = false;
        int at = 2;
        while (at + 4 <= content.length) {
            if (u8(content, at) != 0xff) {
                return false;
            }
            int marker = u8(content, at + 1);
            if (marker == 0xff) {
                at++;
                continue;
            }
            int length = u16(content, at + 2);
            int next = at + 2 + length;
            boolean standsAlone = marker == 0x00 || marker == 0x01 || (marker >= 0xd0 && marker <= 0xd9);
            if (standsAlone || length < 2 || next > content.length) {
                return false;
            }
            if (isFrameHeader(marker)) {
                if (length < 11) {
                    return false;
                }
                int height = u16(content, at + 5);
                int width = u16(content, at + 7);
                int components = u8(content, at + 9);
                if (height == 0 || width == 0 || components < 1 || components > 4 || length != 8 + 3 * components) {
                    return false;
                }
                frameSeen = true;
            } else if (marker == 0xda) {
                return frameSeen && endsAfter(content, next);
            }
            at = next;
        }
        return false;
    }

    private static boolean isFrameHeader(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    private static boolean endsAfter(byte[] content, int scan) {
        for (int at = content.length - 2; at >= scan; at--) {
            if (u8(content, at) == 0xff && u8(content, at + 1) == 0xd9) {
                return true;
            }
        }
        return false;
    }

    /** Chunk by chunk, each with its check sum, from a sound header over image data to the end chunk. */
    private static boolean isPng(byte[] content) {
        if (content.length < PNG_SIGNATURE.length) {
            return false;
        }
        for (int i = 0; i < PNG_SIGNATURE.length; i++) {
            if (content[i] != PNG_SIGNATURE[i]) {
                return false;
            }
        }
        boolean headerSeen = false;
        boolean imageSeen = false;
        int at = PNG_SIGNATURE.length;
        while (content.length - at >= PNG_CHUNK_FRAME) {
            long length = u32(content, at);
            if (length > content.length - at - PNG_CHUNK_FRAME) {
                return false;
            }
            int size = (int) length;
            CRC32 sum = new CRC32();
            sum.update(content, at + 4, size + 4);
            if (sum.getValue() != u32(content, at + 8 + size)) {
                return false;
            }
            String type = latin(content, at + 4, 4);
            if (!headerSeen) {
                if (!type.equals("IHDR") || size != PNG_HEADER_LENGTH || !isSoundPngHeader(content, at + 8)) {
                    return false;
                }
                headerSeen = true;
            } else if (type.equals("IDAT")) {
                imageSeen = true;
            } else if (type.equals("IEND")) {
                return imageSeen && size == 0;
            }
            at += PNG_CHUNK_FRAME + size;
        }
        return false;
    }

    private static boolean isSoundPngHeader(byte[] content, int at) {
        long width = u32(content, at);
        long height = u32(content, at + 4);
        int depth = u8(content, at + 8);
        boolean colourFits = switch (u8(content, at + 9)) {
            case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
            case 3 -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
            case 2, 4, 6 -> depth == 8 || depth == 16;
            default -> false;
        };
        return width > 0
                && width <= Integer.MAX_VALUE
                && height > 0
                && height <= Integer.MAX_VALUE
                && colourFits
                && u8(content, at + 10) == 0
                && u8(content, at + 11) == 0
                && u8(content, at + 12) <= 1;
    }

    private static String latin(byte[] content, int from, int most) {
        int length = Math.min(most, content.length - from);
        return new String(content, from, Math.max(0, length), StandardCharsets.ISO_8859_1);
    }

    private static int u8(byte[] content, int at) {
        return content[at] & 0xff;
    }

    private static int u16(byte[] content, int at) {
        return u8(content, at) << 8 | u8(content, at + 1);
    }

    private static long u32(byte[] content, int at) {
        return (long) u16(content, at) << 16 | u16(content, at + 2);
    }
}
