package org.medaid.workbench.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.medaid.claim.ExclusionArticles;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.policy.RuleSheet;
import org.medaid.policy.RuleSheets;
import org.medaid.policy.RuleSheets.Sheets;
import org.medaid.policy.RuleVersion;
import org.springframework.stereotype.Service;

/** An area's rules as a document of its own: which rule holds when, what it gives, and by which article. */
@Service
@Clause("X6")
public class RulesInWords {

    private static final String ROUTES = "ReferralRoute";
    private static final String EXCLUSIONS = "ExclusionArticles";
    private static final List<String> BASIS = List.of("document", "article");
    private static final String AREA = "area";

    /**
     * A rule.
     *
     * @param number its place in the table, counted from 1
     * @param what what it is for; empty where nothing is written
     * @param conditions when it holds; empty for always
     * @param results what it gives
     * @param basis document and article
     */
    public record Rule(int number, String what, List<String> conditions, List<String> results, String basis) {}

    public record Table(String name, List<Rule> rules) {

        /** Whether anything is written of what its rules are for. */
        public boolean isDescribed() {
            return rules.stream().anyMatch(rule -> !rule.what.isEmpty());
        }
    }

    /** @param inForce whether cases that start now go by it */
    public record Rules(RuleVersion version, boolean inForce, List<Table> tables) {}

    private final RuleSheets sheets;
    private final ExclusionArticles exclusions;

    RulesInWords(RuleSheets sheets, ExclusionArticles exclusions) {
        this.sheets = sheets;
        this.exclusions = exclusions;
    }

    /** What cases that start now go by, with the tables that came with a release for several areas. */
    public Rules inForce(PoolingArea area) {
        Sheets own = sheets.inForce(area);
        List<RuleSheet> all = new ArrayList<>(own.tables());
        all.addAll(sheets.released(ROUTES));
        if (!exclusions.of(area, Optional.empty()).articles().isEmpty()) {
            all.addAll(sheets.released(EXCLUSIONS));
        }
        return rules(own.version(), true, all);
    }

    /** A version of the past. */
    public Optional<Rules> of(RuleVersion version) {
        return sheets.of(version).map(found -> rules(found.version(), found.inForce(), found.tables()));
    }

    private static Rules rules(RuleVersion version, boolean inForce, List<RuleSheet> sheets) {
        RuleWords words = new RuleWords(version.area());
        return new Rules(version, inForce, sheets.stream().map(sheet -> table(sheet, words, version.area())).toList());
    }

    private static Table table(RuleSheet sheet, RuleWords words, PoolingArea area) {
        int place = sheet.conditions().stream().map(RuleSheet.Column::name).toList().indexOf(AREA);
        List<Rule> rules = new ArrayList<>();
        for (RuleSheet.Row row : sheet.rows()) {
            if (place < 0 || row.conditions().get(place).contains('"' + area.tenantId() + '"')) {
                rules.add(rule(rules.size() + 1, sheet, row, words));
            }
        }
        return new Table(sheet.name(), rules);
    }

    private static Rule rule(int number, RuleSheet sheet, RuleSheet.Row row, RuleWords words) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < row.conditions().size(); i++) {
            RuleSheet.Column column = sheet.conditions().get(i);
            String asked = words.condition(row.conditions().get(i));
            if (!asked.isEmpty() && !column.name().equals(AREA)) {
                conditions.add(column.label() + "：" + asked);
            }
        }
        List<String> results = new ArrayList<>();
        List<String> basis = new ArrayList<>();
        for (int i = 0; i < row.results().size(); i++) {
            RuleSheet.Column column = sheet.results().get(i);
            String given = words.result(column.name(), row.results().get(i));
            if (BASIS.contains(column.name())) {
                basis.add(given);
            } else if (!given.isEmpty()) {
                results.add(column.label().replace("（元）", "") + "：" + given);
            }
        }
        return new Rule(number, row.description(), conditions, results, String.join(" ", basis));
    }
}
