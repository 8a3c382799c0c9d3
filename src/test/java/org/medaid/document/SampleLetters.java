package org.medaid.document;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.medaid.document.LetterContent.Appeal;
import org.medaid.document.LetterContent.Approval;
import org.medaid.document.LetterContent.Certificate;
import org.medaid.document.LetterContent.HouseholdFile;
import org.medaid.document.LetterContent.HouseholdFile.HealthCard;
import org.medaid.document.LetterContent.Inquiry;
import org.medaid.document.LetterContent.MissingDocuments;
import org.medaid.document.LetterContent.Notice;
import org.medaid.document.LetterContent.Reason;
import org.medaid.document.LetterContent.Refusal;
import org.medaid.document.LetterContent.Stop;
import org.medaid.kernel.Citation;
import org.medaid.testing.SampleFiles;

/** One letter of each kind, about invented people with rare characters in their names. */
final class SampleLetters {

    static final String NUMBER = "440703196503124029";
    static final Appeal APPEAL = new Appeal("江门市人民政府", "江门市蓬江区人民法院");

    private SampleLetters() {}

    static LetterContent of(LetterKind kind) {
        Citation basis = new Citation("江人社发〔2018〕567号", "三");
        return switch (kind) {
            case INQUIRY -> new Inquiry(
                    "江门市公安局",
                    "JM-S-2026-0007",
                    List.of(
                            new Inquiry.AskedPerson("本人", "虚构𬭎", NUMBER),
                            new Inquiry.AskedPerson("配偶", "虚构㛃", "440703196803124026")),
                    List.of("名下机动车的数量、型号和登记日期；", "户籍登记的家庭成员。"),
                    "上述人员已于2026年3月2日签署授权书，同意查询。",
                    LocalDate.of(2026, 3, 20),
                    new Citation("连政办发〔2017〕22号", "三"),
                    "江门市医疗保障经办机构 窗口，0750-0000000");
            case NOTICE -> new Notice(
                    "JM-G-2026-0001",
                    "棠下镇虚构村",
                    "低收入家庭成员",
                    List.of("虚*𬭎", "阿***·**提"),
                    1,
                    LocalDate.of(2026, 3, 9),
                    LocalDate.of(2026, 3, 15),
                    "可以到镇公共服务中心窗口提出，或者拨打0750-0000000。",
                    Optional.of("http://localhost:8080/notices/1f0f7a5e-0000-4000-8000-000000000000"));
            case MISSING_DOCUMENTS -> new MissingDocuments(
                    "虚构𠅤",
                    "JM-S-2026-0007",
                    List.of(
                            new MissingDocuments.Missing("近12个月银行流水", "全部成年家庭成员，每个账户各一份"),
                            new MissingDocuments.Missing("出院小结", "缺少医院盖章")),
                    "棠下镇公共服务中心3号窗口",
                    Optional.of(LocalDate.of(2026, 3, 31)),
                    "0750-0000000");
            case APPROVAL -> new Approval(
                    "虚构䶮",
                    "JM-S-2026-0007",
                    List.of(new Approval.Recognised(
                            "虚构䶮", "440703**********29", "低收入家庭成员", LocalDate.of(2026, 4, 1), basis)),
                    Optional.of("个人缴费部分由医疗救助基金全额资助。"),
                    List.of("在定点医疗机构就医，凭社会保障卡“一站式”结算医疗救助待遇。"),
                    APPEAL);
            case NON_ACCEPTANCE -> new LetterContent.NonAcceptance(
                    "虚构𠅤",
                    "JM-S-2026-0007",
                    LocalDate.of(2026, 3, 2),
                    new LetterContent.Reason("申请人不属于本县户籍。", basis),
                    new LetterContent.Appeal("江门市人民政府", "江门市蓬江区人民法院"));
            case REFUSAL -> new Refusal(
                    "虚构·买买提",
                    "JM-S-2026-0008",
                    LocalDate.of(2026, 2, 16),
                    List.of("申请之日前12个月家庭人均可支配收入为38000.00元；", "当地上年度人均可支配收入的50%为21000.00元。"),
                    List.of(new Reason("家庭人均可支配收入高于规定标准。", new Citation("连政办发〔2017〕22号", "二(二)"))),
                    APPEAL);
            case REFERRAL_REFUSAL -> new LetterContent.ReferralRefusal(
                    "欧阳示范",
                    "HS-ZZ-2026-000001",
                    LocalDate.of(2026, 3, 2),
                    "广州市示范第一医院",
                    new LetterContent.Reason("申请已经逾期", new Citation("江人社发〔2018〕567号", "五(二)1")),
                    new LetterContent.Appeal("鹤山市人民政府", "鹤山市人民法院"));
            case STOP -> new Stop(
                    "虚构喆",
                    "440703**********29",
                    "精准扶贫重点帮扶对象",
                    LocalDate.of(2026, 4, 30),
                    new Reason("已列入2026年4月移交的退出名单。", new Citation("江人社发〔2018〕567号", "六(一)")),
                    APPEAL);
            case CERTIFICATE -> new Certificate(
                    "虚构𬭎",
                    "女",
                    NUMBER,
                    Optional.of("13800000000"),
                    "江门市蓬江区棠下镇虚构村1号",
                    SampleFiles.jpeg(),
                    "http://localhost:8080/verify?c=ABCDE-FGHJK-MNPQR-23456",
                    "ABCDE-FGHJK-MNPQR-23456",
                    "江门市民政部门",
                    "江门市社会保险经办机构");
            case DEPOSIT_WAIVER -> new LetterContent.DepositWaiver(
                    "虚构𬭎",
                    "320703**********29",
                    "最低生活保障对象",
                    LocalDate.of(2026, 3, 9),
                    LocalDate.of(2026, 12, 31),
                    "连云港市虚构人民医院",
                    new Citation("连政办发〔2017〕22号", "六(二)"));
            case HOSPITAL_STATEMENT -> new LetterContent.HospitalStatement(
                    "月度结算单",
                    "江门市虚构人民医院",
                    "2026年3月",
                    "待医院核对",
                    new Citation("江人社发〔2018〕567号", "五(五)"),
                    List.of(new LetterContent.HospitalStatement.Figure("明细合计（1行）", "100.00")),
                    1,
                    List.of(new LetterContent.HospitalStatement.Line(1, "JM-2026-000001", "虚*𬭎", "0001", "医疗保障精准扶贫资金", "100.00")));
            case RECOVERY_NOTICE -> new LetterContent.RecoveryNotice(
                    "虚构𬭎",
                    "440703**********29",
                    "JM-ZH-2026-000001",
                    "JM-2026-000001",
                    "1200.00",
                    new LetterContent.Reason("所附票据查明不实", new Citation("江人社发〔2018〕567号", "五(四)14")),
                    LocalDate.of(2026, 4, 30),
                    "江门市虚构专户",
                    24,
                    50,
                    "江门市医疗保障经办机构服务窗口",
                    new LetterContent.Appeal("江门市人民政府", "江门市蓬江区人民法院"));
            case HOUSEHOLD_FILE -> new HouseholdFile(
                    "虚构𬭎",
                    "江门市蓬江区棠下镇虚构村1号",
                    Optional.empty(),
                    List.of(
                            card("本人", "虚构𬭎", List.of("慢性肾功能不全（需透析）"), Optional.of("江门市虚构医院（二级）")),
                            card("配偶", "虚构㛃", List.of(), Optional.empty())));
        };
    }

    private static HealthCard card(String relation, String name, List<String> conditions, Optional<String> routedTo) {
        return new HealthCard(
                relation,
                name,
                "女",
                NUMBER,
                LocalDate.of(1965, 3, 12),
                true,
                List.of("精准扶贫重点帮扶对象"),
                conditions,
                Optional.of("虚构医生（棠下镇卫生院）"),
                Optional.of(LocalDate.of(2026, 1, 5)),
                routedTo,
                List.of("每月随访一次；", "每季度复查一次肾功能。"));
    }
}
