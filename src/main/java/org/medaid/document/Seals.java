package org.medaid.document;

import java.util.Optional;
import org.medaid.document.SealAnswer.Code;
import org.medaid.document.SealAnswer.Refused;
import org.medaid.document.SealAnswer.Sealed;
import org.medaid.document.SealReport.Examined;
import org.medaid.document.SealReport.Unreadable;
import org.medaid.document.model.SealInspection;
import org.medaid.document.model.SealKey;
import org.medaid.document.model.SealKeys;
import org.medaid.document.model.SealSigning;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.springframework.stereotype.Service;

/**
 * Electronic seals on PDFs (江人社发〔2018〕567号 附件2): signatures of the kind PAdES baseline-B, which any reader verifies, one
 * certificate for each holder of a seal.
 *
 * <p>Each stamp is appended to the file and covers everything that was there before it; what one sees of it belongs to its
 * field, so no page changes after the first stamp.
 *
 * <p>Nothing is recorded here: who pressed the stamp is for the caller to record.
 */
@Service
@Clause("R5")
public class Seals {

    /** 20 MB. */
    public static final int LARGEST_BYTES = Documents.LARGEST_BYTES;

    private final SealKeys keys;
    private final BusinessClock clock;

    Seals(SealKeys keys, BusinessClock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** The holder of an office's seal. */
    public static String officeHolder(String tenantId) {
        return "office-" + tenantId;
    }

    /**
     * Stamps a file, or says why not. Earlier stamps stay valid. A file without stamps whose cross-references are compressed
     * is written anew before its first stamp.
     *
     * @param pdf at most 20 MB, without stamps or with sound ones only
     */
    public SealAnswer stamp(byte[] pdf, Stamp stamp) {
        if (pdf.length > LARGEST_BYTES) {
            return notSound();
        }
        Optional<SealKey> key = keys.of(stamp.holder(), stamp.holderName());
        if (key.isEmpty()) {
            return new Refused(
                    Code.SEAL_MISSING, "没有找到“" + stamp.holderName() + "”（" + stamp.holder() + "）的电子印章，不能盖章。请联系系统管理员配置印章证书后重试。");
        }
        if (!key.get().isValidAt(clock.now())) {
            return new Refused(Code.SEAL_NOT_VALID, "“" + stamp.holderName() + "”的电子印章证书不在有效期内，不能盖章。请联系系统管理员更换印章证书。");
        }
        SealReport before = check(pdf);
        boolean unsealed = before instanceof Unreadable && ((Unreadable) before).code() == SealReport.Code.NOT_SEALED;
        boolean sound = before instanceof Examined && ((Examined) before).unchanged();
        if (!unsealed && !sound) {
            return notSound();
        }
        SealSigning.Outcome outcome =
                SealSigning.sign(unsealed ? SealSigning.plain(pdf) : pdf, stamp, key.get(), clock.now());
        if (outcome.signed().isPresent()) {
            byte[] sealed = outcome.signed().get();
            // Nothing leaves here that would be called changed when it is checked.
            return check(sealed) instanceof Examined after && after.unchanged()
                    ? new Sealed(sealed, key.get().serial())
                    : notSound();
        }
        return switch (outcome.problem().orElseThrow()) {
            case FIELD_SIGNED -> new Refused(Code.BOX_STAMPED, "该栏已经盖过章，不能重复盖章。");
            case NO_FIELD -> new Refused(Code.BOX_MISSING, "该文件中没有需要盖章的这一栏，请核对后重试。");
            case UNREADABLE -> notSound();
        };
    }

    /**
     * Who stamped a file, and whether it is as it was stamped. Says it of any file, whoever built it; never throws.
     *
     * <p>Made for the files that are stamped here: signatures of other kinds count as not intact.
     */
    public SealReport check(byte[] pdf) {
        return pdf.length > LARGEST_BYTES
                ? new Unreadable(SealReport.Code.TOO_LARGE, Documents.TOO_LARGE)
                : SealInspection.of(pdf, keys.anchors());
    }

    private static Refused notSound() {
        return new Refused(Code.FORM_NOT_SOUND, "该文件已经损坏，或者在盖章后被改动，不能盖章。请使用系统中保存的原件。");
    }
}
