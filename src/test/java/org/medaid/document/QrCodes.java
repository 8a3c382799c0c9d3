package org.medaid.document;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import java.awt.image.BufferedImage;
import java.util.Map;

/** Reads a square code as a telephone does. */
final class QrCodes {

    private QrCodes() {}

    /** What the code on the picture says. */
    static String on(BufferedImage picture) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int[] dots = picture.getRGB(0, 0, width, height, null, 0, width);
        try {
            BinaryBitmap seen = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(width, height, dots)));
            return new QRCodeMultiReader().decodeMultiple(seen, Map.of(DecodeHintType.TRY_HARDER, true))[0].getText();
        } catch (NotFoundException e) {
            throw new AssertionError("there is no square code on the picture", e);
        }
    }
}
