package org.medaid.bench;

import java.util.Map;
import java.util.Optional;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.CalculationRequest;
import org.medaid.policy.RuleBook;
import org.medaid.policy.RuleVersion;
import org.medaid.policy.model.Facts;
import org.medaid.policy.model.KeptLines;
import org.medaid.policy.model.RuleFile;

/** The rules of another book with nothing kept: every request has the area's decision tables evaluated. */
final class EvaluatedEachTime implements RuleBook {

    private final RuleBook book;

    EvaluatedEachTime(RuleBook book) {
        this.book = book;
    }

    @Override
    public RuleFile latest(PoolingArea area) {
        return new Evaluated(book.latest(area));
    }

    @Override
    public Optional<RuleFile> of(RuleVersion version) {
        return book.of(version).map(Evaluated::new);
    }

    @Override
    public RuleFile in(String deploymentId, PoolingArea area) {
        return new Evaluated(book.in(deploymentId, area));
    }

    private record Evaluated(RuleFile file) implements RuleFile {

        @Override
        public RuleVersion version() {
            return file.version();
        }

        @Override
        public KeptLines lines(CalculationRequest request) {
            return file.evaluate(Facts.of(request));
        }

        @Override
        public KeptLines evaluate(Facts facts) {
            return file.evaluate(facts);
        }

        @Override
        public Map<String, Object> lineVariables(Facts facts) {
            return file.lineVariables(facts);
        }

        @Override
        public String lineDecisionKey() {
            return file.lineDecisionKey();
        }
    }
}
