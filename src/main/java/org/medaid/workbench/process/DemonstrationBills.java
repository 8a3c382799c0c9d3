package org.medaid.workbench.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.variable.Variables;
import org.medaid.claim.EnterBill;
import org.medaid.engine.EngineIdentity;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.security.Groups;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Sends invented bills through the start form's own door, as the first clerk of each office. */
@Component
public class DemonstrationBills {

    private record Sample(
            String hospital, String careType, String from, String to, String diagnosis, String inScope, String paid, String selfPaid) {}

    private static final Map<PoolingArea, List<Sample>> SAMPLES = Map.of(
            PoolingArea.FUSHUN,
            List.of(
                    new Sample("H2104022", "INPATIENT", "2020-05-06", "2020-05-18", "脑梗死", "12000.00", "7200.00", "800.00"),
                    new Sample("H2104023", "INPATIENT", "2020-08-03", "2020-08-21", "慢性肾功能不全", "26000.00", "15600.00", "2400.00")),
            PoolingArea.LIANYUNGANG,
            List.of(
                    new Sample("H3207032", "INPATIENT", "2018-04-10", "2018-04-22", "冠心病", "18000.00", "10800.00", "900.00"),
                    new Sample("H3207221", "OUTPATIENT", "2018-06-05", "2018-06-05", "高血压", "360.00", "0.00", "40.00")),
            PoolingArea.JINING,
            List.of(
                    new Sample("H3708122", "INPATIENT", "2021-03-01", "2021-03-15", "肺炎", "22000.00", "14300.00", "1200.00"),
                    new Sample("H3708113", "INPATIENT", "2021-06-02", "2021-06-28", "急性胰腺炎", "58000.00", "34800.00", "6000.00")),
            PoolingArea.JIANGMEN,
            List.of(
                    new Sample("H4407042", "INPATIENT", "2019-09-02", "2019-09-16", "股骨颈骨折", "31000.00", "18600.00", "4200.00"),
                    new Sample("H4407042", "INPATIENT", "2020-04-01", "2020-04-25", "肝硬化", "64000.00", "44800.00", "13500.00")),
            PoolingArea.HESHAN,
            List.of(
                    new Sample("H4407842", "INPATIENT", "2020-03-03", "2020-03-14", "慢性阻塞性肺病", "16000.00", "9600.00", "2600.00"),
                    new Sample("H4407842", "INPATIENT", "2020-11-02", "2020-11-20", "直肠癌", "48000.00", "28800.00", "12600.00")));

    private final RuntimeService runtime;
    private final HistoryService history;
    private final EngineIdentity engine;
    private final ObjectMapper json;

    DemonstrationBills(@Lazy RuntimeService runtime, @Lazy HistoryService history, EngineIdentity engine, ObjectMapper json) {
        this.runtime = runtime;
        this.history = history;
        this.engine = engine;
        this.json = json;
    }

    /** Enters the area's bills for the given people in turn, unless the area has cases already. */
    public void enterOnce(PoolingArea area, List<PersonId> people) {
        if (history.createHistoricProcessInstanceQuery()
                        .processDefinitionKey("ClaimSettlementProcess")
                        .tenantIdIn(area.tenantId())
                        .count()
                > 0) {
            return;
        }
        String clerk = area.tenantId() + "-clerk1";
        SecurityContextHolder.getContext()
                .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(clerk, null, List.of()));
        engine.actAs(clerk, List.of(Groups.AGENCY_CLERK), List.of(area.tenantId()));
        try {
            List<Sample> samples = SAMPLES.get(area);
            for (int i = 0; i < samples.size(); i++) {
                start(samples.get(i), people.get(i % people.size()), area, i);
            }
        } finally {
            engine.actAsNobody();
            SecurityContextHolder.clearContext();
        }
    }

    private void start(Sample sample, PersonId person, PoolingArea area, int number) {
        String total = new BigDecimal(sample.inScope).add(new BigDecimal(sample.selfPaid)).toPlainString();
        EnterBill bill = new EnterBill(
                person.toString(),
                sample.hospital,
                sample.careType,
                sample.from,
                sample.to,
                sample.diagnosis,
                List.of(),
                true,
                false,
                false,
                null,
                "DEMO-" + area.name() + "-" + (number + 1),
                new EnterBill.Amounts(total, sample.inScope, "0.00", sample.paid, "0.00", "0.00", sample.selfPaid),
                List.of(),
                List.of(),
                null);
        try {
            runtime.startProcessInstanceByKey(
                    "ClaimSettlementProcess",
                    Variables.createVariables()
                            .putValueTyped("form", Variables.stringValue(json.writeValueAsString(bill), true)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
