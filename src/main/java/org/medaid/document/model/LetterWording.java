package org.medaid.document.model;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** What the letters' templates say in a way of their own. */
public final class LetterWording {

    /** For the templates. */
    public static final LetterWording SAY = new LetterWording();

    private static final int QR_SIDE = 320;
    private static final Pattern TAG = Pattern.compile("<style.*?</style>|<[^>]*>", Pattern.DOTALL);

    private LetterWording() {}

    /** A day as official papers write it: {@code 2026年3月9日}. */
    public static String day(LocalDate day) {
        return day.getYear() + "年" + day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
    }

    /** What a page of well-formed markup prints. */
    public static String textOf(String page) {
        return TAG.matcher(page)
                .replaceAll(" ")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    public String on(LocalDate day) {
        return day(day);
    }

    /** A picture for the page itself, from its bytes. */
    public String picture(byte[] content) {
        boolean png = content.length > 1 && (content[0] & 0xff) == 0x89;
        return "data:image/" + (png ? "png" : "jpeg") + ";base64," + Base64.getEncoder().encodeToString(content);
    }

    /** The square code of an address. */
    public String code(String address) {
        try {
            BitMatrix dots = new QRCodeWriter()
                    .encode(
                            address,
                            BarcodeFormat.QR_CODE,
                            QR_SIDE,
                            QR_SIDE,
                            Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M, EncodeHintType.MARGIN, 2));
            BufferedImage image = new BufferedImage(dots.getWidth(), dots.getHeight(), BufferedImage.TYPE_BYTE_BINARY);
            for (int y = 0; y < dots.getHeight(); y++) {
                for (int x = 0; x < dots.getWidth(); x++) {
                    image.setRGB(x, y, dots.get(x, y) ? 0xff000000 : 0xffffffff);
                }
            }
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            ImageIO.write(image, "png", png);
            return picture(png.toByteArray());
        } catch (WriterException e) {
            throw new IllegalArgumentException("the address is too long for a square code", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
