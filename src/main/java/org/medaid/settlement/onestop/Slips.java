package org.medaid.settlement.onestop;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.medaid.claim.ClaimId;
import org.medaid.claim.ClaimState;
import org.medaid.claim.ClaimWording;
import org.medaid.claim.CounterDesk;
import org.medaid.claim.OwedDiscount;
import org.medaid.document.SettlementSlipContent;
import org.medaid.document.SettlementSlips;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.kernel.Money;
import org.medaid.party.Hospital;
import org.medaid.party.Office;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.policy.BenefitLine;
import org.medaid.policy.CalculationAnswer;
import org.medaid.policy.CareType;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The slip that the patient gets, for the hospital that settled and for the office's own people. */
@Service
@Clause("C16")
public class Slips {

    private static final String NONE = "—";

    /** Who of an office sees its cases with the persons' names. */
    private static final Set<String> READERS = Set.of(
            Groups.AGENCY_CLERK, Groups.AGENCY_CHECKER, Groups.REVIEW_CHAIR, Groups.AGENCY_MANAGER, Groups.AUDITOR);

    private final CounterDesk counter;
    private final OneStopRows rows;
    private final Parties parties;
    private final SettlementSlips slips;

    Slips(CounterDesk counter, OneStopRows rows, Parties parties, SettlementSlips slips) {
        this.counter = counter;
        this.rows = rows;
        this.parties = parties;
        this.slips = slips;
    }

    /** A slip as PDF. The same settlement gives the same bytes, until it is struck and its slip says so. */
    public record Slip(String fileName, byte[] pdf) {}

    /** The slip of a settlement of the user's own hospital or office; empty where nothing has been settled. */
    @Transactional(readOnly = true)
    public Optional<Slip> of(ClaimId id, CurrentUser user) {
        return counter.find(id).filter(standing -> mayRead(standing, user)).filter(Slips::isSettled).map(this::slip);
    }

    static boolean isSettled(CounterDesk.Standing standing) {
        return (standing.state() == ClaimState.SETTLED || standing.state() == ClaimState.REVERSED)
                && standing.answer().filter(answer -> answer.payers() != null).isPresent();
    }

    private static boolean mayRead(CounterDesk.Standing standing, CurrentUser user) {
        return OneStopDesk.isSystemOf(standing.hospitalCode(), user)
                || user.area().filter(standing.area()::equals).isPresent()
                        && READERS.stream().anyMatch(user::isIn);
    }

    private Slip slip(CounterDesk.Standing standing) {
        CalculationAnswer answer = standing.answer().orElseThrow();
        Person person = parties.person(standing.area(), standing.person()).orElseThrow();
        Instant settledAt = standing.closedAt().orElseThrow();
        Split split = Split.of(answer);
        SettlementSlipContent content = new SettlementSlipContent(
                hospital(standing.hospitalCode()),
                parties.office(standing.area()).map(Office::name).orElse(standing.area().chineseName() + "医疗保障经办机构"),
                standing.caseNumber(),
                person.name(),
                person.residentId().masked(),
                CareType.valueOf(standing.careType()).chineseName(),
                standing.admittedOn(),
                standing.dischargedOn(),
                standing.invoiceNumber(),
                day(settledAt),
                rows.reversal(standing.claim()).map(reversal -> day(reversal.at())),
                standing.total().toString(),
                payers(standing, split),
                answer.lines().stream().map(this::line).toList(),
                split.deducted().toString(),
                split.patientPays().toString(),
                answer.reasonBasis().stream()
                        .map(reason -> ClaimWording.REASONS.getOrDefault(reason.code(), reason.code())
                                + (reason.citation() == null ? "" : "（" + reason.citation() + "）"))
                        .toList(),
                standing.discounts().stream().map(OwedDiscount::sentence).toList());
        return new Slip("一站式结算单 " + standing.caseNumber() + ".pdf", slips.print(content, settledAt));
    }

    private List<SettlementSlipContent.Payer> payers(CounterDesk.Standing standing, Split split) {
        List<SettlementSlipContent.Payer> payers = new ArrayList<>();
        split.amounts().forEach((payer, amount) -> payers.add(new SettlementSlipContent.Payer(payer(payer), amount.toString())));
        Money discount = OwedDiscount.sum(standing.discounts());
        if (discount.isPositive()) {
            payers.add(new SettlementSlipContent.Payer("医院减免（不由基金支付）", discount.toString()));
        }
        return payers;
    }

    private SettlementSlipContent.Line line(BenefitLine line) {
        List<String> notes = new ArrayList<>();
        if (line.burdenBefore() != null) {
            notes.add("本年此前累计负担" + line.burdenBefore() + "元");
        }
        if (line.threshold() != null) {
            notes.add("起付标准" + line.threshold() + "元");
        }
        if (line.brackets() != null) {
            line.brackets().forEach(bracket -> notes.add(bracket.base() + "元×" + percent(bracket.ratio())));
        }
        return new SettlementSlipContent.Line(
                ClaimWording.LINES.getOrDefault(line.code(), line.code()),
                payer(line.payer()),
                line.base(),
                line.ratio() == null ? "分段" : percent(line.ratio()),
                line.ceiling() == null ? NONE : line.ceiling(),
                line.usedBefore() == null ? NONE : line.usedBefore(),
                line.amount(),
                line.citation() + (line.officeParameter() ? "（金额由本地规定）" : ""),
                String.join("；", notes));
    }

    private String payer(String code) {
        return code.startsWith(Split.HOSPITAL)
                ? hospital(code.substring(Split.HOSPITAL.length()))
                : ClaimWording.payer(code);
    }

    private String hospital(String code) {
        return parties.hospital(code).map(Hospital::name).orElse(code);
    }

    private static String percent(String ratio) {
        return new BigDecimal(ratio).movePointRight(2).stripTrailingZeros().toPlainString() + "%";
    }

    private static LocalDate day(Instant at) {
        return at.atZone(BusinessClock.ZONE).toLocalDate();
    }
}
