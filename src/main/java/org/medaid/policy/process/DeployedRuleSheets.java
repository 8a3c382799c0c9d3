package org.medaid.policy.process;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.RuleSheet;
import org.medaid.policy.RuleSheets;
import org.medaid.policy.RuleVersion;
import org.springframework.stereotype.Component;

/** Reads the tables out of the files that were deployed. */
@Component
class DeployedRuleSheets implements RuleSheets {

    private final DeployedRuleBook book;

    DeployedRuleSheets(DeployedRuleBook book) {
        this.book = book;
    }

    @Override
    public Sheets inForce(PoolingArea area) {
        DecisionDefinition newest = book.newest(area)
                .orElseThrow(() -> new IllegalStateException("no rules are deployed for " + area.tenantId()));
        return new Sheets(book.versionOf(area, newest), true, sheets(book.contentOf(newest)));
    }

    @Override
    public Optional<Sheets> of(RuleVersion version) {
        boolean inForce = book.newest(version.area())
                .filter(newest -> book.versionOf(version.area(), newest).equals(version))
                .isPresent();
        return book.content(version).map(content -> new Sheets(version, inForce, sheets(content)));
    }

    @Override
    public List<RuleSheet> released(String decision) {
        return book.newest(decision)
                .map(book::contentOf)
                .map(DeployedRuleSheets::sheets)
                .orElse(List.of());
    }

    private static List<RuleSheet> sheets(byte[] content) {
        return new RuleTables(content).tables().stream().map(RuleTables.Table::sheet).toList();
    }
}
