package org.medaid.document;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Clause;

/**
 * What a letter says. One record for each {@link LetterKind}; the office's name, the number and the date of the letter are
 * not said here, they come with the issue.
 *
 * <p>Text is printed as it is given. Unless it says otherwise, a text must not be null or blank; a list may be empty.
 */
public sealed interface LetterContent {

    LetterKind kind();

    /**
     * 查询公函: one department is asked about the members of a household (连政办发〔2017〕22号 三).
     *
     * @param addressee the department, for example {@code 抚顺市公安局}
     * @param applicationNumber the number of the application the answer belongs to
     * @param persons the household's members who consented
     * @param questions what is asked, each as a sentence without number
     * @param consent that and how the members consented, with the day
     * @param answerBy the last day for the answer
     * @param basis the provision that allows to ask
     * @param contact whom to ask and to answer: name of the unit, telephone
     */
    record Inquiry(
            String addressee,
            String applicationNumber,
            List<AskedPerson> persons,
            List<String> questions,
            String consent,
            LocalDate answerBy,
            Citation basis,
            String contact)
            implements LetterContent {

        /** @param relation to the applicant, for example {@code 本人}, {@code 配偶} */
        public record AskedPerson(String relation, String name, String residentId) {}

        @Override
        public LetterKind kind() {
            return LetterKind.INQUIRY;
        }
    }

    /**
     * 公示 for the board in the village. Holds masked names only, like the page.
     *
     * @param reference the notice's own number
     * @param townName the township whose board it hangs on
     * @param maskedNames of the adults
     * @param minors how many minors are not named
     * @param howToObject where and how somebody objects
     * @param address the notice's page, printed as a square code; nothing where the office has no public page
     */
    record Notice(
            String reference,
            String townName,
            String categoryName,
            List<String> maskedNames,
            int minors,
            LocalDate fromOn,
            LocalDate toOn,
            String howToObject,
            Optional<String> address)
            implements LetterContent {

        @Override
        public LetterKind kind() {
            return LetterKind.NOTICE;
        }
    }

    /**
     * 一次性告知书: the whole list, asked for once.
     *
     * @param documents every document that is missing, with what is wrong or what it is for
     * @param handInAt where to hand them in
     * @param handInBy the last day, where there is one
     * @param contact whom to ask
     */
    record MissingDocuments(
            String applicantName,
            String applicationNumber,
            List<Missing> documents,
            String handInAt,
            Optional<LocalDate> handInBy,
            String contact)
            implements LetterContent {

        public record Missing(String name, String reason) {}

        @Override
        public LetterKind kind() {
            return LetterKind.MISSING_DOCUMENTS;
        }
    }

    /**
     * 认定决定书.
     *
     * @param persons who is recognised as what from when, each with its article
     * @param subsidy what becomes of the insurance contribution, as a sentence; nothing if there is no subsidy
     * @param rights what the persons can claim from now on, as sentences
     * @param appeal to whom to object
     */
    record Approval(
            String applicantName,
            String applicationNumber,
            List<Recognised> persons,
            Optional<String> subsidy,
            List<String> rights,
            Appeal appeal)
            implements LetterContent {

        /** @param residentId masked or whole, as the office prints it */
        public record Recognised(
                String name, String residentId, String categoryName, LocalDate from, Citation basis) {}

        @Override
        public LetterKind kind() {
            return LetterKind.APPROVAL;
        }
    }

    /**
     * 不予受理通知书: why an application is not taken in, and the way to appeal.
     *
     * @param reason with the article it rests on
     */
    record NonAcceptance(
            String applicantName, String applicationNumber, LocalDate appliedOn, Reason reason, Appeal appeal)
            implements LetterContent {

        @Override
        public LetterKind kind() {
            return LetterKind.NON_ACCEPTANCE;
        }
    }

    /**
     * 不予认定决定书: the reasons, each with its article, and the way to appeal.
     *
     * @param findings what was found, as sentences
     * @param reasons not empty
     */
    record Refusal(
            String applicantName,
            String applicationNumber,
            LocalDate appliedOn,
            List<String> findings,
            List<Reason> reasons,
            Appeal appeal)
            implements LetterContent {

        /** @throws IllegalArgumentException without a reason: nobody is refused without one */
        public Refusal {
            if (reasons.isEmpty()) {
                throw new IllegalArgumentException("a refusal has a reason");
            }
        }

        @Override
        public LetterKind kind() {
            return LetterKind.REFUSAL;
        }
    }

    /**
     * 转诊不予备案告知书: why a transfer is not filed, or not taken in, and the way to appeal.
     *
     * @param targetHospital where the patient was to go
     */
    record ReferralRefusal(
            String patientName,
            String referralNumber,
            LocalDate appliedOn,
            String targetHospital,
            Reason reason,
            Appeal appeal)
            implements LetterContent {

        @Override
        public LetterKind kind() {
            return LetterKind.REFERRAL_REFUSAL;
        }
    }

    /**
     * 停止救助告知书: the person leaves the category.
     *
     * @param residentId masked or whole, as the office prints it
     * @param lastDay the last day in the category
     */
    record Stop(
            String name, String residentId, String categoryName, LocalDate lastDay, Reason reason, Appeal appeal)
            implements LetterContent {

        @Override
        public LetterKind kind() {
            return LetterKind.STOP;
        }
    }

    /**
     * 医保扶贫就医证 in the layout of 江人社发〔2018〕567号 附件1. Its number is the letter's.
     *
     * @param phone nothing if none is known
     * @param photo a JPEG or PNG
     * @param verifyAddress where anybody reads whether the certificate is valid, printed as a square code
     * @param verifyCode what the address ends with, for who types it
     * @param civilAffairs the issuing office of civil affairs
     */
    record Certificate(
            String name,
            String sexName,
            String residentId,
            Optional<String> phone,
            String home,
            byte[] photo,
            String verifyAddress,
            String verifyCode,
            String civilAffairs,
            String socialInsurance)
            implements LetterContent {

        @Override
        public LetterKind kind() {
            return LetterKind.CERTIFICATE;
        }
    }

    /**
     * 一户一档、一人一卡 (江人社发〔2018〕567号 六(四)).
     *
     * @param headName the head of the household
     * @param cards one for each member
     */
    record HouseholdFile(String headName, String home, Optional<String> phone, List<HealthCard> cards)
            implements LetterContent {

        /**
         * One member's card.
         *
         * @param relation to the head of the household
         * @param categoryNames the categories held; may be empty
         * @param conditions chronic and serious diseases with their group; may be empty
         * @param familyDoctor the doctor with the clinic, nothing without a contract
         * @param contractFrom the contract's first day
         * @param routedTo the hospital of level two or above for the four disease groups, nothing where not needed
         * @param plan the personal health plan, as sentences
         */
        public record HealthCard(
                String relation,
                String name,
                String sexName,
                String residentId,
                LocalDate birthDate,
                boolean insured,
                List<String> categoryNames,
                List<String> conditions,
                Optional<String> familyDoctor,
                Optional<LocalDate> contractFrom,
                Optional<String> routedTo,
                List<String> plan) {}

        @Override
        public LetterKind kind() {
            return LetterKind.HOUSEHOLD_FILE;
        }
    }

    /**
     * “先诊疗后付费”告知卡: the person cannot pay the deposit in time and is treated first (连政办发〔2017〕22号 六(二)).
     *
     * @param residentId masked
     * @param categoryName the key category the person holds
     * @param from the first day on which the card can be shown
     * @param to the last day, not before the first
     * @param hospitalName the designated hospital that is to treat
     * @param basis the provision that lets the person be treated first
     */
    @Clause("R7")
    record DepositWaiver(
            String name,
            String residentId,
            String categoryName,
            LocalDate from,
            LocalDate to,
            String hospitalName,
            Citation basis)
            implements LetterContent {

        /** @throws IllegalArgumentException if the card ends before it begins, or the identity number is not masked */
        public DepositWaiver {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("a card does not end before it begins");
            }
            if (!residentId.contains("*")) {
                throw new IllegalArgumentException("a card carries no whole identity number");
            }
        }

        @Override
        public LetterKind kind() {
            return LetterKind.DEPOSIT_WAIVER;
        }
    }

    /**
     * 结算单: what an office owes a hospital for a period (江人社发〔2018〕567号 五(五), 连政办发〔2017〕22号 六(一)).
     *
     * @param figures from the lines to what is paid, in order
     * @param lineCount how many lines the statement has
     * @param lines the first of them, in order; names are masked
     */
    @Clause("M1")
    record HospitalStatement(
            String kindName,
            String payeeName,
            String periodName,
            String stateName,
            Citation basis,
            List<Figure> figures,
            int lineCount,
            List<Line> lines)
            implements LetterContent {

        /** @param amount in yuan, below zero where it is taken off */
        public record Figure(String name, String amount) {}

        /** @param maskedName never a whole name */
        public record Line(
                int lineNo, String caseNumber, String maskedName, String invoiceNumber, String what, String amount) {}

        @Override
        public LetterKind kind() {
            return LetterKind.HOSPITAL_STATEMENT;
        }
    }

    /**
     * 追回医疗救助资金决定书: what was paid and should not have been is claimed back (江人社发〔2018〕567号 五(四)14,
     * 鲁医保发〔2020〕79号 四(三)).
     *
     * @param residentId masked
     * @param recoveryNumber the case of the recovery
     * @param caseNumber the bill's
     * @param amount in yuan, with two decimals
     * @param payBy the last day to pay
     * @param payInto the account, by transfer; never cash
     * @param mostMonths how many months instalments or offsets may take
     * @param offsetPercent how much of a later benefit is set off at most
     * @param contact where to agree on instalments or offsets
     */
    @Clause("C18")
    record RecoveryNotice(
            String name,
            String residentId,
            String recoveryNumber,
            String caseNumber,
            String amount,
            Reason reason,
            LocalDate payBy,
            String payInto,
            int mostMonths,
            int offsetPercent,
            String contact,
            Appeal appeal)
            implements LetterContent {

        /** @throws IllegalArgumentException if the identity number is not masked */
        public RecoveryNotice {
            if (!residentId.contains("*")) {
                throw new IllegalArgumentException("a letter about a debt carries no whole identity number");
            }
        }

        @Override
        public LetterKind kind() {
            return LetterKind.RECOVERY_NOTICE;
        }
    }

    /** @param text as a sentence */
    record Reason(String text, Citation basis) {}

    /**
     * The way to appeal: administrative review within 60 days (行政复议法 第二十条), an action within 6 months (行政诉讼法
     * 第四十六条), each counted from the day the letter is received.
     *
     * @param reviewAuthority who decides a review, for example {@code 江门市人民政府}
     * @param court for example {@code 江门市蓬江区人民法院}
     */
    record Appeal(String reviewAuthority, String court) {

        static final int REVIEW_DAYS = 60;
        static final int ACTION_MONTHS = 6;

        /** The sentence on the letter. */
        public String sentence() {
            return "如不服本决定，可以自收到本决定书之日起" + REVIEW_DAYS + "日内向" + reviewAuthority + "申请行政复议，也可以自收到本决定书之日起"
                    + ACTION_MONTHS + "个月内依法向" + court + "提起行政诉讼。";
        }
    }
}
