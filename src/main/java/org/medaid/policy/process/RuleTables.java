package org.medaid.policy.process;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.camunda.bpm.model.xml.instance.DomElement;
import org.medaid.policy.RuleSheet;

/** A rule file as it is written, cell by cell, for naming rows to people and for what can be checked by reading. */
final class RuleTables {

    private final List<Table> tables = new ArrayList<>();
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final List<String> decisions = new ArrayList<>();
    private final Set<String> languages = new TreeSet<>();

    /** A table: its columns' expressions and names, their labels in the same order, and its rows. */
    record Table(String decision, String name, List<String> inputs, List<String> outputs, List<String> labels, List<Row> rows) {

        RuleSheet sheet() {
            List<RuleSheet.Column> columns = new ArrayList<>();
            for (int i = 0; i < labels.size(); i++) {
                columns.add(new RuleSheet.Column(labels.get(i), i < inputs.size() ? inputs.get(i) : outputs.get(i - inputs.size())));
            }
            return new RuleSheet(
                    name,
                    columns.subList(0, inputs.size()),
                    columns.subList(inputs.size(), columns.size()),
                    rows.stream()
                            .map(row -> new RuleSheet.Row(row.description(), row.inputs(), List.copyOf(row.outputs().values())))
                            .toList());
        }
    }

    /** A row: its place, counted from 1, and its cells' texts. */
    record Row(
            String decision,
            String table,
            String id,
            int number,
            String description,
            List<String> inputs,
            Map<String, String> outputs) {

        String named() {
            return "“" + table + "”第" + number + "行" + (description.isEmpty() ? "" : "（" + description + "）");
        }
    }

    RuleTables(byte[] content) {
        DmnModelInstance model = Dmn.readModelFromStream(new ByteArrayInputStream(content));
        collectLanguages(model.getDocument().getRootElement());
        for (Decision decision : model.getModelElementsByType(Decision.class)) {
            decisions.add(decision.getId());
            if (decision.getExpression() instanceof DecisionTable table) {
                tables.add(table(decision, table));
            }
        }
    }

    private void collectLanguages(DomElement element) {
        String language = element.getAttribute("expressionLanguage");
        if (language != null && !language.isBlank()) {
            languages.add(language);
        }
        element.getChildElements().forEach(this::collectLanguages);
    }

    private Table table(Decision decision, DecisionTable table) {
        List<String> inputs = new ArrayList<>();
        for (Input input : table.getInputs()) {
            inputs.add(text(input.getInputExpression() == null || input.getInputExpression().getText() == null
                    ? null
                    : input.getInputExpression().getText().getTextContent()));
        }
        List<String> outputs = table.getOutputs().stream().map(Output::getName).toList();
        List<Row> own = new ArrayList<>();
        for (Rule rule : table.getRules()) {
            Map<String, String> cells = new LinkedHashMap<>();
            int column = 0;
            for (OutputEntry entry : rule.getOutputEntries()) {
                cells.put(outputs.get(column++), text(entry.getTextContent()));
            }
            Row row = new Row(
                    decision.getId(),
                    decision.getName(),
                    rule.getId(),
                    own.size() + 1,
                    rule.getDescription() == null ? "" : text(rule.getDescription().getTextContent()),
                    rule.getInputEntries().stream().map(InputEntry::getTextContent).map(RuleTables::text).toList(),
                    cells);
            own.add(row);
            rows.put(row.id(), row);
        }
        List<String> labels = Stream.concat(
                        table.getInputs().stream().map(Input::getLabel), table.getOutputs().stream().map(Output::getLabel))
                .map(RuleTables::text)
                .toList();
        return new Table(decision.getId(), decision.getName(), List.copyOf(inputs), outputs, labels, own);
    }

    List<Table> tables() {
        return tables;
    }

    /** The ids of all decisions, tables or not. */
    List<String> decisions() {
        return decisions;
    }

    /** The expression languages that are named anywhere. */
    Set<String> languages() {
        return languages;
    }

    /** All rows by id, in the order of the file. */
    Map<String, Row> rows() {
        return rows;
    }

    /** How to name a row, a column or a table to a person. */
    String named(String decision, String row) {
        if (rows.containsKey(row)) {
            return rows.get(row).named();
        }
        return tables.stream()
                .filter(table -> table.decision().equals(decision))
                .findFirst()
                .map(table -> "“" + table.name() + "”")
                .orElse("规则文件");
    }

    private static String text(String content) {
        return content == null ? "" : content.strip();
    }
}
