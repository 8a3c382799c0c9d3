package org.medaid.claim.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.medaid.claim.ExclusionArticles;
import org.medaid.kernel.Citation;
import org.medaid.kernel.PoolingArea;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Reads the exclusion table once, outside the engine: which article a bill touches is nothing for its history. */
@Component
class DmnExclusionArticles implements ExclusionArticles {

    private static final int ARTICLES = 14;

    private final DmnEngine engine =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private final DmnDecision table;
    private final List<Article> articles;

    DmnExclusionArticles() {
        try (InputStream dmn = new ClassPathResource("deployment/exclusion-articles.dmn").getInputStream()) {
            table = engine.parseDecision("ExclusionArticles", dmn);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Article> all = new ArrayList<>();
        for (int i = 1; i <= ARTICLES; i++) {
            String code = "E%02d".formatted(i);
            DmnDecisionRuleResult rule = rule(code, false)
                    .orElseThrow(() -> new IllegalStateException("no row for exclusion " + code));
            all.add(new Article(
                    code,
                    rule.getEntry("statement"),
                    Optional.ofNullable(rule.getEntry("exceptionStatement")),
                    Boolean.TRUE.equals(rule.getEntry("selectable")),
                    new Citation(rule.getEntry("document"), rule.getEntry("article"))));
        }
        articles = List.copyOf(all);
    }

    @Override
    public List<Article> of(PoolingArea area) {
        // The list belongs to the Jiangmen plan; Heshan is part of that pooling area.
        return area == PoolingArea.JIANGMEN || area == PoolingArea.HESHAN ? articles : List.of();
    }

    @Override
    public boolean excludes(String code, boolean exceptionApplies) {
        Article article = articles.stream()
                .filter(a -> a.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown exclusion " + code));
        if (exceptionApplies && article.exceptionStatement().isEmpty()) {
            throw new IllegalArgumentException("article " + code + " gives no exception");
        }
        return Boolean.TRUE.equals(rule(code, exceptionApplies).orElseThrow().getEntry("excluded"));
    }

    private Optional<DmnDecisionRuleResult> rule(String code, boolean exceptionApplies) {
        var result = engine.evaluateDecisionTable(table, Map.of("code", code, "exceptionApplies", exceptionApplies));
        return result.isEmpty() ? Optional.empty() : Optional.of(result.getSingleResult());
    }
}
