package org.medaid.workbench.figures;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/** Keeps short what is added up at each look. Off where the engine's own jobs are off; the figures are the same without. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnProperty(name = "camunda.bpm.job-execution.enabled", matchIfMissing = true)
class FoldingTimer {

    private final FinishedCasesCaughtUp finishedCases;
    private final OfficeFigureRows rows;

    FoldingTimer(FinishedCasesCaughtUp finishedCases, OfficeFigureRows rows) {
        this.finishedCases = finishedCases;
        this.rows = rows;
    }

    @Scheduled(fixedDelayString = "${medaid.office-figures-folding:PT1M}", initialDelayString = "PT1M")
    void fold() {
        finishedCases.now();
        rows.fold();
    }
}
