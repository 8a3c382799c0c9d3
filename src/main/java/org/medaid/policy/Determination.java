package org.medaid.policy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Money;
import org.medaid.kernel.Ratio;
import org.medaid.policy.model.Figure;
import org.medaid.policy.model.KeptLine;
import org.medaid.policy.model.KeptLines;
import org.medaid.policy.model.KeptReason;
import org.medaid.policy.model.LineMethod;
import org.medaid.policy.model.LinePayer;

/**
 * What one bill came to. Holds only numbers and what they rest on; texts and maps are made when asked for, so that a
 * determination itself costs little.
 */
public final class Determination {

    /** How far the calculation got. */
    public enum Status {
        CALCULATED,
        /** The self-paid cost is over the threshold and experts have not yet looked at it, 江人社发〔2018〕567号 五(三). */
        REVIEW_REQUIRED
    }

    public static final String BASIC_INSURANCE = "BASIC_INSURANCE";
    public static final String CRITICAL_ILLNESS_INSURANCE = "CRITICAL_ILLNESS_INSURANCE";
    public static final String SUPPLEMENTARY_INSURANCE = "SUPPLEMENTARY_INSURANCE";
    public static final String HOSPITAL_PREFIX = "HOSPITAL:";

    /** Numbers for each line, all in fen: base, amount, used before, burden before, burden added. */
    public static final int NUMBERS = 5;

    private static final int BASE = 0;
    private static final int AMOUNT = 1;
    private static final int USED = 2;
    private static final int BURDEN_BEFORE = 3;
    private static final int BURDEN_ADDED = 4;

    private final Status status;
    private final CalculationRequest request;
    private final KeptLines kept;
    private final OfficeParameterValues parameters;
    private final long[] numbers;
    private final int reached;
    private final long remainder;

    /**
     * @param numbers {@link #NUMBERS} numbers for each kept line
     * @param reached how many kept lines were computed
     * @param remainder what nobody else pays, fen; not read while a review is required
     */
    public Determination(
            Status status,
            CalculationRequest request,
            KeptLines kept,
            OfficeParameterValues parameters,
            long[] numbers,
            int reached,
            long remainder) {
        this.status = status;
        this.request = request;
        this.kept = kept;
        this.parameters = parameters;
        this.numbers = numbers;
        this.reached = reached;
        this.remainder = remainder;
    }

    public Status status() {
        return status;
    }

    public CalculationRequest request() {
        return request;
    }

    /** The rules that were used: with the same request, parameters and rules the result is the same for ever. */
    public RuleVersion rules() {
        return kept.version();
    }

    /** The parameters it was computed with, stored ones and the request's own. */
    public OfficeParameterValues officeParameters() {
        return parameters;
    }

    public List<BenefitLine> lines() {
        List<BenefitLine> lines = new ArrayList<>();
        for (int i = 0; i < reached; i++) {
            if (number(i, AMOUNT) > 0) {
                lines.add(line(i));
            }
        }
        return lines;
    }

    /** Payer → amount, zero payers left out; empty while a review is required. */
    public Optional<Map<String, Money>> payers() {
        if (status == Status.REVIEW_REQUIRED) {
            return Optional.empty();
        }
        Map<String, Money> payers = new LinkedHashMap<>();
        add(payers, BASIC_INSURANCE, request.amounts().basicPaid().fen());
        add(payers, CRITICAL_ILLNESS_INSURANCE, request.amounts().criticalIllnessPaid().fen());
        add(payers, SUPPLEMENTARY_INSURANCE, request.amounts().supplementaryPaid().fen());
        for (int i = 0; i < reached; i++) {
            if (number(i, AMOUNT) > 0) {
                add(payers, payer(kept.line(i).payer()), number(i, AMOUNT));
            }
        }
        add(payers, payer(kept.remainderPayer()), remainder);
        return Optional.of(payers);
    }

    /** What to add to each accumulator, zeros left out; empty while a review is required. */
    public Map<AccumulatorKey, Money> accumulated() {
        Map<AccumulatorKey, Money> accumulated = new LinkedHashMap<>();
        if (status == Status.REVIEW_REQUIRED) {
            return accumulated;
        }
        for (int i = 0; i < reached; i++) {
            KeptLine line = kept.line(i);
            if (line.accumulator() != null) {
                add(accumulated, line.accumulator(), number(i, line.method() == LineMethod.REVIEW ? BURDEN_ADDED : AMOUNT));
            }
            if (line.burden() != null) {
                add(accumulated, line.burden(), number(i, BURDEN_ADDED));
            }
        }
        return accumulated;
    }

    public List<ReasonCode> reasons() {
        return kept.reasons().stream().map(KeptReason::code).toList();
    }

    /** Who bears what nobody else pays: {@code PERSON}, {@code HEALTH_AUTHORITY} or {@code CIVIL_AFFAIRS}. */
    public String remainderPayer() {
        return payer(kept.remainderPayer());
    }

    /** What nobody else pays; zero while a review is required. */
    public Money remainder() {
        return status == Status.REVIEW_REQUIRED ? Money.ZERO : Money.ofFen(remainder);
    }

    /** Fen of the remainder, for callers that count in millions. */
    public long remainderFen() {
        return remainder;
    }

    public CalculationAnswer answer() {
        Map<String, String> payers = payers().map(Determination::texts).orElse(null);
        Map<String, String> accumulated = new LinkedHashMap<>();
        accumulated().forEach((key, amount) -> accumulated.put(key.code(), amount.toString()));
        CalculationAnswer.Remainder rest = status == Status.REVIEW_REQUIRED
                ? null
                : new CalculationAnswer.Remainder(
                        remainderPayer(), remainder().toString(), kept.remainderCitation());
        return new CalculationAnswer(
                status.name(),
                lines(),
                payers,
                accumulated,
                reasons().stream().map(Enum::name).toList(),
                kept.reasons().stream()
                        .map(reason -> new CalculationAnswer.Reason(reason.code().name(), reason.citation()))
                        .toList(),
                rest,
                new CalculationAnswer.Rules(kept.decisionKey(), kept.version().hash()),
                usedParameters());
    }

    private List<CalculationAnswer.UsedParameter> usedParameters() {
        Set<ParameterKey> keys = EnumSet.noneOf(ParameterKey.class);
        for (int i = 0; i < reached; i++) {
            KeptLine line = kept.line(i);
            for (Figure figure : new Figure[] {line.ratio(), line.threshold(), line.ceiling()}) {
                if (figure != null && figure.isOfficeParameter(parameters)) {
                    keys.add(figure.key());
                }
            }
        }
        List<CalculationAnswer.UsedParameter> used = new ArrayList<>();
        for (ParameterKey key : keys) {
            ParameterSource source = parameters.source(key);
            used.add(new CalculationAnswer.UsedParameter(
                    key.code(),
                    parameters.written(key),
                    source == null ? null : source.documentNumber(),
                    source != null && source.demonstration()));
        }
        return used;
    }

    private BenefitLine line(int i) {
        KeptLine line = kept.line(i);
        boolean year = line.burden() != null;
        boolean best = line.method() == LineMethod.ABOVE_DEDUCTIBLE_BEST_CATEGORY;
        boolean brackets = line.method() == LineMethod.IN_SCOPE_YEAR_BRACKETS;
        int category = best ? parameters.categoryTable().best(kept.assistanceCategories()) : -1;
        String ratio = null;
        if (best) {
            ratio = new Ratio(parameters.categoryTable().ratio(category)).toString();
        } else if (!brackets && line.ratio() != null) {
            ratio = new Ratio((int) line.ratio().value(parameters)).toString();
        }
        String ceiling = null;
        if (best) {
            ceiling = yuan(parameters.categoryTable().ceiling(category));
        } else if (line.ceiling() != null) {
            ceiling = yuan(line.ceiling().value(parameters));
        }
        Citation citation = line.citation();
        return new BenefitLine(
                line.code().code(),
                payer(line.payer()),
                yuan(number(i, BASE)),
                ratio,
                ceiling,
                line.accumulator() == null ? null : yuan(number(i, USED)),
                yuan(number(i, AMOUNT)),
                citation,
                isOffice(line.ratio()) || isOffice(line.threshold()) || isOffice(line.ceiling()),
                line.threshold() == null ? null : yuan(line.threshold().value(parameters)),
                year ? yuan(number(i, BURDEN_BEFORE)) : null,
                brackets ? bracketShares(number(i, BURDEN_BEFORE), number(i, BURDEN_ADDED)) : null);
    }

    private boolean isOffice(Figure figure) {
        return figure != null && figure.isOfficeParameter(parameters);
    }

    private List<BenefitLine.BracketShare> bracketShares(long before, long added) {
        OfficeParameterValues.Brackets brackets = parameters.brackets();
        List<BenefitLine.BracketShare> shares = new ArrayList<>();
        for (int i = 0; i < brackets.count(); i++) {
            long share = brackets.share(i, before, before + added);
            if (share > 0) {
                shares.add(new BenefitLine.BracketShare(yuan(share), new Ratio(brackets.ratio(i)).toString()));
            }
        }
        return shares;
    }

    private String payer(LinePayer payer) {
        return switch (payer) {
            case TREATING_HOSPITAL -> HOSPITAL_PREFIX + request.hospital().code();
            case REFERRING_TIER2_HOSPITAL -> HOSPITAL_PREFIX + request.referral().tier2Hospital();
            case REFERRING_TIER3_HOSPITAL -> HOSPITAL_PREFIX + request.referral().tier3Hospital();
            default -> payer.name();
        };
    }

    private long number(int line, int which) {
        return numbers[line * NUMBERS + which];
    }

    private static String yuan(long fen) {
        return Money.ofFen(fen).toString();
    }

    private static void add(Map<String, Money> payers, String payer, long fen) {
        if (fen != 0) {
            payers.merge(payer, Money.ofFen(fen), Money::plus);
        }
    }

    private void add(Map<AccumulatorKey, Money> accumulated, Accumulator accumulator, long fen) {
        if (fen != 0) {
            accumulated.merge(AccumulatorKey.on(accumulator, request.dischargedOn()), Money.ofFen(fen), Money::plus);
        }
    }

    private static Map<String, String> texts(Map<String, Money> amounts) {
        Map<String, String> texts = new LinkedHashMap<>();
        amounts.forEach((key, amount) -> texts.put(key, amount.toString()));
        return texts;
    }
}
