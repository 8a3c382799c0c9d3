package org.medaid.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.medaid.policy.CalculationRequest;
import org.medaid.policy.CalculationResult;
import org.medaid.policy.Cases;
import org.medaid.policy.DeskWithoutDatabase;
import org.medaid.policy.OfficeParameterValues;
import org.medaid.policy.PolicyDesk;
import org.medaid.policy.RandomBills;
import org.medaid.policy.RuleBook;
import org.medaid.policy.model.KeptLines;
import org.medaid.policy.process.ClassPathRuleBook;

/**
 * Computes random bills with kept lines and with the decision tables evaluated anew for each, and compares the two
 * answers byte by byte. Ends with status 1 at the first difference.
 *
 * <pre>
 * mvn -q -Pbenchmark test-compile exec:exec -Dbenchmark.main=org.medaid.bench.EqualityRun
 * mvn -q -Pbenchmark test-compile exec:exec -Dbenchmark.main=org.medaid.bench.EqualityRun -Dbenchmark.args="20000 7"
 * </pre>
 *
 * The arguments are the number of bills (1,000,000) and the seed.
 */
public final class EqualityRun {

    private static final int BILLS = 1_000_000;
    private static final long SEED = 20_201_009;

    private EqualityRun() {}

    public static void main(String[] arguments) throws Exception {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : BILLS;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : SEED;
        RuleBook book = new ClassPathRuleBook();
        PolicyDesk keeping = DeskWithoutDatabase.over(book);
        PolicyDesk evaluating = DeskWithoutDatabase.over(new EvaluatedEachTime(book));
        RandomBills bills = new RandomBills(seed);
        Set<KeptLines> kept = Collections.newSetFromMap(new IdentityHashMap<>());
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            CalculationRequest request = bills.next();
            if (i % 2 == 0) {
                // Every other bill goes by the stored office parameters, the rest bring their own.
                request = request.withOfficeParameters(OfficeParameterValues.NONE);
            }
            kept.add(book.latest(request.division().area()).lines(request));
            byte[] one = bytes(keeping.determine(request));
            byte[] other = bytes(evaluating.determine(request));
            if (!Arrays.equals(one, other)) {
                System.err.printf("Bill %d of seed %d%nkept:      %s%nevaluated: %s%n",
                        i, seed, new String(one, "UTF-8"), new String(other, "UTF-8"));
                System.exit(1);
            }
            if ((i + 1) % 100_000 == 0) {
                System.out.printf("%,d bills equal%n", i + 1);
            }
        }
        System.out.printf(
                "%,d bills of seed %d: every answer equal byte by byte; %,d different sets of kept lines; %,d s%n",
                count, seed, kept.size(), (System.nanoTime() - begin) / 1_000_000_000);
    }

    private static byte[] bytes(CalculationResult result) throws Exception {
        ObjectMapper json = Cases.JSON;
        return result instanceof CalculationResult.Calculated calculated
                ? json.writeValueAsBytes(calculated.determination().answer())
                : json.writeValueAsBytes(((CalculationResult.Refused) result).problems());
    }
}
