package org.medaid.document;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.medaid.document.model.LetterFonts;
import org.medaid.document.model.LetterPaper;
import org.medaid.document.model.LetterWording;
import org.medaid.kernel.Clause;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/**
 * The slip of one-stop settlement (医疗救助一站式结算单) on A4. Nothing is kept here: the same content of the same moment is
 * the same file to the byte, whenever it is printed.
 */
@Service
@Clause("C16")
public class SettlementSlips {

    /** Printers' sign for a character that is not at hand. */
    private static final String NOT_AT_HAND = "〓";

    private final LetterPaper paper;
    private final LetterFonts fonts;
    private final boolean demonstration;

    SettlementSlips(
            LetterPaper paper, LetterFonts fonts, @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.paper = paper;
        this.fonts = fonts;
        this.demonstration = demonstration;
    }

    /**
     * Prints a slip. A patient is not sent away without one: a character that no font has is printed as 〓, and the slip asks
     * to write it in by hand.
     *
     * @param settledAt what the file says of its own making
     */
    public byte[] print(SettlementSlipContent content, Instant settledAt) {
        String page = page(content, false);
        List<String> missing = fonts.missing(LetterWording.textOf(page));
        if (!missing.isEmpty()) {
            page = page(content, true);
            for (String character : missing) {
                page = page.replace(character, NOT_AT_HAND);
            }
        }
        return paper.print(page, settledAt);
    }

    private String page(SettlementSlipContent content, boolean incomplete) {
        return paper.page(
                "slips/settlement-slip",
                Map.of(
                        "content", content,
                        "title", "医疗救助一站式结算单",
                        "say", LetterWording.SAY,
                        "incomplete", incomplete,
                        "demonstration", demonstration));
    }
}
