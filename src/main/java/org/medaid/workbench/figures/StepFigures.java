package org.medaid.workbench.figures;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.PoolingArea;
import org.medaid.workbench.figures.OfficeFigureRows.Each;
import org.medaid.workbench.figures.OfficeFigureRows.Sum;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How often and how long each step of a process is taken: where cases wait. */
@Component
@Transactional(readOnly = true)
public class StepFigures {

    /** From the quickest to the slowest step, in shades. */
    private static final int SHADES = 4;

    private static final BigDecimal SECONDS_OF_A_DAY = BigDecimal.valueOf(86_400);

    /**
     * @param step the id of the step in the model
     * @param done how often it was completed in the last twelve months
     * @param days how many days that took on average, with one decimal; null where it was never completed
     * @param open how many wait now
     * @param late how many of them are past their last day
     * @param shade 1 to 4 by the share of all waiting that the step has; 0 without any
     */
    public record StepFigure(String step, String name, long done, BigDecimal days, long open, long late, int shade) {}

    private final OfficeFigureRows rows;
    private final StepNames names;
    private final BusinessClock clock;

    StepFigures(OfficeFigureRows rows, StepNames names, BusinessClock clock) {
        this.rows = rows;
        this.names = names;
        this.clock = clock;
    }

    /** The steps of a process that were ever waited for, the slowest first. */
    public List<StepFigure> of(PoolingArea area, String process) {
        LocalDate today = clock.today();
        Map<String, long[]> open = new HashMap<>();
        for (OfficeFigureRows.Open row : rows.open(area, today)) {
            if (row.process().equals(process)) {
                long[] counts = open.computeIfAbsent(row.step(), first -> new long[2]);
                counts[0] += row.all();
                counts[1] += row.late();
            }
        }
        Map<String, Long> done = new HashMap<>();
        Map<String, BigDecimal> seconds = new HashMap<>();
        LocalDate first = YearMonth.from(today).minusMonths(11).atDay(1);
        for (OfficeFigureRows.Row row : rows.of(area, Sum.STEP_DONE, Each.A_AND_B, first, today)) {
            if (row.a().equals(process)) {
                done.put(row.b(), row.n());
                seconds.put(row.b(), row.amount());
            }
        }
        BigDecimal longest = seconds.values().stream().max(Comparator.naturalOrder()).orElse(BigDecimal.ZERO);
        StepNames.Names named = StepNames.of(names.all(), process);
        return java.util.stream.Stream.concat(open.keySet().stream(), done.keySet().stream())
                .distinct()
                .map(step -> new StepFigure(
                        step,
                        named.step(step),
                        done.getOrDefault(step, 0L),
                        done.getOrDefault(step, 0L) == 0
                                ? null
                                : seconds.get(step)
                                        .divide(SECONDS_OF_A_DAY, 6, RoundingMode.HALF_UP)
                                        .divide(BigDecimal.valueOf(done.get(step)), 1, RoundingMode.HALF_UP),
                        open.getOrDefault(step, new long[2])[0],
                        open.getOrDefault(step, new long[2])[1],
                        shade(seconds.get(step), longest)))
                .filter(figure -> figure.done() + figure.open() > 0)
                .sorted(Comparator.comparing(
                                StepFigure::days, Comparator.nullsFirst(Comparator.<BigDecimal>naturalOrder()))
                        .reversed()
                        .thenComparing(StepFigure::step))
                .toList();
    }

    private static int shade(BigDecimal seconds, BigDecimal longest) {
        if (Objects.isNull(seconds) || longest.signum() <= 0 || seconds.signum() <= 0) {
            return 0;
        }
        return seconds.multiply(BigDecimal.valueOf(SHADES)).divide(longest, 0, RoundingMode.CEILING).intValue();
    }
}
