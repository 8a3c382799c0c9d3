package org.medaid.document.model;

import java.nio.file.Path;
import java.time.Instant;
import org.medaid.document.Stamp;

/** Seals as other installations would have them. */
public final class SealKeysForTests {

    private SealKeysForTests() {}

    /** A demonstration with an authority of its own. */
    public static SealKeys demonstration(Path folder) {
        return new SealKeys("", "", "", folder, true);
    }

    /** @param demonstrationFolder where nothing must appear */
    public static SealKeys production(String file, String password, Path demonstrationFolder) {
        return new SealKeys(file, "", password, demonstrationFolder, false);
    }

    /** As somebody stamps who does not ask whether the file is sound. */
    public static byte[] stampWithoutLooking(byte[] pdf, Stamp stamp, SealKeys keys, Instant at) {
        SealKey key = keys.of(stamp.holder(), stamp.holderName()).orElseThrow();
        return SealSigning.sign(pdf, stamp, key, at).signed().orElseThrow();
    }
}
