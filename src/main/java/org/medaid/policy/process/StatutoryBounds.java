package org.medaid.policy.process;

import java.util.ArrayList;
import java.util.List;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.LineCode;
import org.medaid.policy.ParameterKey;
import org.medaid.policy.model.Figure;
import org.medaid.policy.model.KeptLine;

/** The figures that the documents fix as a floor or a ceiling: a rule may be kinder, never harsher. */
final class StatutoryBounds {

    private static final long HALF = 5_000;
    private static final long SEVENTY_PERCENT = 7_000;
    private static final long YUAN_5000 = 500_000;
    private static final long YUAN_10000 = 1_000_000;
    private static final long YUAN_20000 = 2_000_000;
    private static final long WHOLE = 10_000;

    private StatutoryBounds() {}

    /** What is wrong with the row, in plain Chinese. */
    @Clause({"C5", "C7", "C8"})
    static List<String> check(PoolingArea area, KeptLine line) {
        List<String> faults = new ArrayList<>();
        for (Figure figure : new Figure[] {line.ratio(), line.threshold(), line.ceiling()}) {
            if (figure != null && figure.key() != null && !figure.key().areas().contains(area)) {
                faults.add("“" + figure.key().code() + "”不是本地的办件单位参数");
            }
        }
        if (line.code() == null) {
            return faults;
        }
        String owner = area == PoolingArea.HESHAN ? PoolingArea.JIANGMEN.tenantId() : area.tenantId();
        if (!line.code().code().startsWith(owner + ".")) {
            faults.add("“" + line.code().code() + "”不是本地的待遇项目");
        }
        if (line.accumulator() != null && !line.accumulator().code().startsWith(owner + ".")) {
            faults.add("“" + line.accumulator().code() + "”不是本地的累计项");
        }
        switch (line.code()) {
            case LIANYUNGANG_KEY_INPATIENT -> {
                ratioAtLeast70(line, "连政办发〔2017〕22号 五(一)", faults);
                Figure ceiling = line.ceiling();
                if (ceiling != null
                        && ceiling.key() == ParameterKey.LIANYUNGANG_BASIC_CEILING
                        && ceiling.share() < HALF) {
                    faults.add("住院年度限额不低于基本医疗保险封顶线的50%（连政办发〔2017〕22号 五(一)）");
                }
            }
            case LIANYUNGANG_KEY_OUTPATIENT -> ratioAtLeast70(line, "连政办发〔2017〕22号 五(一)", faults);
            case JINING_KEY_INPATIENT -> {
                ratioAtLeast70(line, "鲁医保发〔2020〕79号 二(三)", faults);
                if (line.ceiling() != null && line.ceiling().key() == null && line.ceiling().statutory() < YUAN_10000) {
                    faults.add("重点救助对象的限额不低于1万元（鲁医保发〔2020〕79号 二(三)）");
                }
            }
            case JINING_REASSISTANCE -> {
                ratioAtLeast70(line, "鲁医保发〔2020〕79号 二(三)", faults);
                if (line.threshold() != null && line.threshold().statutory() > YUAN_5000) {
                    faults.add("再救助的起算额不高于5000元（鲁医保发〔2020〕79号 二(三)）");
                }
                if (line.ceiling() == null || line.ceiling().statutory() > YUAN_20000) {
                    faults.add("再救助年度累计限额不超过2万元（鲁医保发〔2020〕79号 二(三)）");
                }
            }
            default -> {
                // The other figures are the document's own, without a bound to hold them against.
            }
        }
        return faults;
    }

    private static void ratioAtLeast70(KeptLine line, String basis, List<String> faults) {
        Figure ratio = line.ratio();
        boolean floored = ratio.key() == ParameterKey.LIANYUNGANG_KEY_RATIO;
        boolean tooLow = ratio.key() == null || ratio.statutory() != Figure.MISSING
                ? ratio.statutory() < SEVENTY_PERCENT
                : !floored;
        if (tooLow || ratio.share() < WHOLE) {
            faults.add("支付比例不低于70%（" + basis + "）");
        }
    }
}
