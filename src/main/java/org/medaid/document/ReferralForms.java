package org.medaid.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.medaid.document.Rendering.Rendered;
import org.medaid.document.Rendering.WithoutGlyphs;
import org.medaid.document.SealAnswer.Code;
import org.medaid.document.SealAnswer.Refused;
import org.medaid.document.model.LetterFonts;
import org.medaid.document.model.LetterPaper;
import org.medaid.document.model.LetterWording;
import org.medaid.document.model.ReferralFormPaper;
import org.medaid.document.model.ReferralFormPaper.Box;
import org.medaid.document.model.ReferralFormPaper.Part;
import org.medaid.kernel.Clause;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/**
 * The form 《“精准扶贫重点帮扶对象”就医转诊申请表》 (江人社发〔2018〕567号 附件2) on one A4 page, stamped box by box.
 *
 * <p>A box is filled in by its stamp and not before: what a hospital says is part of its own seal's field, and covered by it.
 * Nothing is kept here.
 */
@Service
@Clause("R5")
public class ReferralForms {

    /** In characters: 病情摘要. */
    public static final int LONGEST_SUMMARY = 500;
    /** In characters: reasons and opinions. */
    public static final int LONGEST_OPINION = 300;
    /** In characters: names of hospitals and offices. */
    public static final int LONGEST_NAME = 40;
    /** In characters: names of persons, with their titles. */
    public static final int LONGEST_PERSON = 25;
    /** In characters: names of departments. */
    public static final int LONGEST_DEPARTMENT = 20;

    private static final String HOSPITAL_LINE = "医务科";
    private static final String OFFICE_LINE = "转诊备案专用章";
    private static final String MARK = "示范";

    private final LetterPaper paper;
    private final LetterFonts fonts;
    private final Seals seals;
    private final String publicAddress;
    private final boolean demonstration;

    ReferralForms(
            LetterPaper paper,
            LetterFonts fonts,
            Seals seals,
            @Value("${medaid.public-address:}") String publicAddress,
            @Value("${medaid.demonstration:false}") boolean demonstration) {
        this.paper = paper;
        this.fonts = fonts;
        this.seals = seals;
        this.publicAddress = publicAddress;
        this.demonstration = demonstration;
    }

    /** The form with its head filled in, and a field for each stamp it is to get. */
    public Rendering blank(ReferralFormContent content) {
        Map<String, Double> sizes = new HashMap<>(ReferralFormPaper.sizesOfHead(ReferralFormPaper.head(List.of(
                        content.name(),
                        content.phone().orElse(""),
                        content.residentId(),
                        content.workUnit().orElse(""),
                        "临床诊断：" + content.diagnosis(),
                        "拟转诊医院：" + content.targetHospital()))));
        sizes.putAll(ReferralFormPaper.sizesOfBlank());
        Map<String, Object> values = new HashMap<>();
        values.put("content", content);
        values.put("sizes", sizes);
        values.put("say", LetterWording.SAY);
        values.put("demonstration", demonstration);
        values.put("tier2", characters(content.wording().tier2Box()));
        values.put("tier3", characters(content.wording().tier3Box()));
        values.put("office", characters(content.wording().officeBox()));
        values.put(
                "verify",
                "各栏由填写单位加盖电子印章，以电子文件为准" + (publicAddress.isBlank() ? "。" : "，可在 " + publicAddress + "/verify 上传核验。"));
        String page = paper.page("referral-forms/form", values);
        List<String> missing = fonts.missing(LetterWording.textOf(page));
        if (!missing.isEmpty()) {
            return new WithoutGlyphs(missing);
        }
        List<Box> boxes = new ArrayList<>();
        if (content.tier2()) {
            boxes.add(Box.TIER2);
        }
        if (content.tier3()) {
            boxes.add(Box.TIER3);
        }
        boxes.add(Box.OFFICE);
        return new Rendered(ReferralFormPaper.withFields(paper.print(page), boxes));
    }

    /**
     * Fills in and stamps the box of the hospital of tier 2.
     *
     * @param pdf the form as it stands
     * @param holder whose seal: the hospital's code
     */
    public SealAnswer stampTier2(byte[] pdf, HospitalBox box, String holder) {
        return stamp(pdf, box, holder, Box.TIER2, "就医转诊表：转出医院意见");
    }

    /** As {@link #stampTier2}, for the hospital of tier 3. */
    public SealAnswer stampTier3(byte[] pdf, HospitalBox box, String holder) {
        return stamp(pdf, box, holder, Box.TIER3, "就医转诊表：上级医院意见");
    }

    /**
     * Fills in and stamps the office's box.
     *
     * @param pdf the form as it stands
     * @param holder whose seal: {@link Seals#officeHolder}
     */
    public SealAnswer stampOffice(byte[] pdf, FilingBox box, String holder) {
        String signed = "经办人：" + box.handler() + "　　　复核人：" + box.reviewer() + "　　　" + LetterWording.day(box.filedOn());
        Optional<Refused> problem = first(List.of(
                length("审批意见", box.opinion(), LONGEST_OPINION),
                length("经办人", box.handler(), LONGEST_PERSON),
                length("复核人", box.reviewer(), LONGEST_PERSON),
                length("经办机构名称", box.officeName(), LONGEST_NAME)));
        return problem.isPresent()
                ? problem.get()
                : print(
                        pdf,
                        Box.OFFICE,
                        "referral-forms/office-box",
                        box,
                        ReferralFormPaper.office(List.of("审批意见：" + box.opinion(), signed)),
                        new Press(holder, box.officeName(), OFFICE_LINE, box.officeName(), "就医转诊表：经办机构备案"));
    }

    private SealAnswer stamp(byte[] pdf, HospitalBox box, String holder, Box place, String reason) {
        Optional<Refused> problem = first(List.of(
                length("医院名称", box.hospitalName(), LONGEST_NAME),
                length("科室", box.department(), LONGEST_DEPARTMENT),
                length("病情摘要", box.summary(), LONGEST_SUMMARY),
                length("转院(诊)理由", box.reason(), LONGEST_OPINION),
                length("医师姓名", box.doctor(), LONGEST_PERSON),
                length("副主任以上医师或科主任意见", box.opinion(), LONGEST_OPINION),
                length("出具意见的医师", box.opinionBy(), LONGEST_PERSON),
                length("医务科意见", box.affairsOpinion(), LONGEST_OPINION),
                box.stampedBy().flatMap(by -> length("用印人", by, LONGEST_PERSON))));
        if (problem.isPresent()) {
            return problem.get();
        }
        List<String> texts = List.of(
                "病情摘要：" + box.summary(),
                "转院(诊)理由：" + box.reason(),
                box.hospitalName() + "　" + box.department() + "　医师签名：" + box.doctor() + "　"
                        + LetterWording.day(box.doctorSignedOn()),
                "副主任以上医师或科主任意见：" + box.opinion(),
                "签名：" + box.opinionBy() + "　" + LetterWording.day(box.opinionOn()),
                "医务科意见：" + box.affairsOpinion(),
                box.stampedBy().map(by -> "用印：" + by + "　").orElse("") + LetterWording.day(box.stampedOn()));
        return print(
                pdf,
                place,
                "referral-forms/hospital-box",
                box,
                ReferralFormPaper.hospital(texts),
                new Press(holder, box.hospitalName(), HOSPITAL_LINE, box.hospitalName() + HOSPITAL_LINE, reason));
    }

    /**
     * What is pressed.
     *
     * @param arc along the ring
     * @param line beneath the star
     * @param name what the holder is called
     */
    private record Press(String holder, String arc, String line, String name, String reason) {}

    private SealAnswer print(byte[] pdf, Box place, String template, Object box, List<Part> parts, Press press) {
        Optional<Map<String, Double>> sizes = ReferralFormPaper.sizes(parts);
        if (sizes.isEmpty()) {
            return new Refused(Code.TEXT_TOO_LONG, "填写的内容太多或者换行太多，表格内印不下，请精简后重试。");
        }
        String page = paper.page(template, Map.of("box", box, "sizes", sizes.get(), "say", LetterWording.SAY));
        List<String> missing = fonts.missing(LetterWording.textOf(page) + press.arc() + press.line());
        if (!missing.isEmpty()) {
            return new Refused(Code.GLYPH_MISSING, new LetterAnswer.MissingGlyphs(missing).message());
        }
        byte[] appearance = ReferralFormPaper.withSeal(
                paper.print(page), place, press.arc(), press.line(), demonstration ? Optional.of(MARK) : Optional.empty());
        return seals.stamp(
                pdf, new Stamp(press.holder(), press.name(), place.field(), press.reason(), Optional.empty(), appearance));
    }

    private static Optional<Refused> length(String what, String text, int longest) {
        if (text == null || text.isBlank()) {
            return Optional.of(new Refused(Code.TEXT_MISSING, "请填写" + what + "。"));
        }
        return text.codePointCount(0, text.length()) <= longest
                ? Optional.empty()
                : Optional.of(new Refused(Code.TEXT_TOO_LONG, what + "不能超过" + longest + "个字，请精简后重试。"));
    }

    private static Optional<Refused> first(List<Optional<Refused>> problems) {
        return problems.stream().flatMap(Optional::stream).findFirst();
    }

    private static List<String> characters(String text) {
        return text.codePoints().mapToObj(Character::toString).toList();
    }
}
