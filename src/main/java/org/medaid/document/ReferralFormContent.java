package org.medaid.document;

import java.util.Optional;

/**
 * The head of a referral form: whom it is about, and where to.
 *
 * @param wording the form's own words
 * @param number the referral's number, printed small; at most 40 characters
 * @param name of the patient, at most 50 characters
 * @param sexName 男 or 女
 * @param age in whole years, 0 to 150
 * @param phone at most 40 characters, nothing if none is known
 * @param residentId masked or whole, as the office prints it
 * @param workUnit 单位名称, at most 80 characters, nothing if there is none
 * @param diagnosis 临床诊断, at most 200 characters
 * @param targetHospital 拟转诊医院, at most 80 characters
 * @param tier2 whether a hospital of tier 2 stamps; its box is struck out otherwise
 * @param tier3 whether a hospital of tier 3 stamps; its box is struck out otherwise
 */
public record ReferralFormContent(
        Wording wording,
        String number,
        String name,
        String sexName,
        int age,
        Optional<String> phone,
        String residentId,
        Optional<String> workUnit,
        String diagnosis,
        String targetHospital,
        boolean tier2,
        boolean tier3) {

    /** @throws IllegalArgumentException for an age that nobody has, or a text longer than its place holds */
    public ReferralFormContent {
        if (age < 0 || age > 150) {
            throw new IllegalArgumentException("an age has 0 to 150 years");
        }
        longest(40, number);
        longest(50, name);
        longest(10, sexName);
        longest(40, phone.orElse(""));
        longest(30, residentId);
        longest(80, workUnit.orElse(""));
        longest(200, diagnosis);
        longest(80, targetHospital);
    }

    private static void longest(int characters, String text) {
        if (text.codePointCount(0, text.length()) > characters || text.lines().count() > 1) {
            throw new IllegalArgumentException("a text of the form's head is one line of at most " + characters);
        }
    }

    /**
     * The form's own words.
     *
     * @param title over the form
     * @param tier2Box who fills in the first box
     * @param tier3Box who fills in the second box
     * @param officeBox who fills in the last box
     */
    public record Wording(String title, String tier2Box, String tier3Box, String officeBox) {

        /** As annex 2 of 江人社发〔2018〕567号 has it. */
        public static final Wording ANNEX_2 =
                new Wording("“精准扶贫重点帮扶对象”就医转诊申请表", "本地二级定点医疗机构填写", "本地三级定点医疗机构填写", "社会保险经办机构填写");

        /** For the other areas, whose documents give no form. */
        public static Wording of(String title) {
            return new Wording(title, "转出定点医疗机构填写", "上级定点医疗机构填写", "医疗保障经办机构填写");
        }
    }

    /** Without the person. */
    @Override
    public String toString() {
        return "ReferralFormContent[" + number + "]";
    }
}
