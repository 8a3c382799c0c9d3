package org.medaid.settlement.onestop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.medaid.api.FieldProblem;
import org.medaid.api.Problems;
import org.medaid.claim.ClaimId;
import org.medaid.claim.ClaimWording;
import org.medaid.claim.CounterAnswer;
import org.medaid.claim.CounterDesk;
import org.medaid.claim.OwedDiscount;
import org.medaid.kernel.MaskedName;
import org.medaid.party.Person;
import org.medaid.policy.CalculationAnswer;
import org.medaid.roster.CategoryPeriod;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** What a hospital's system reads: the split of a bill, who was registered, or why not. Persons stand in it by masked name. */
@Component
class OneStopAnswers {

    private final ObjectMapper json;

    OneStopAnswers(ObjectMapper json) {
        this.json = json;
    }

    StoredAnswer refused(List<FieldProblem> problems) {
        return answer(HttpStatus.UNPROCESSABLE_ENTITY, Problems.invalid(problems).getBody(), null);
    }

    StoredAnswer admitted(Admission admission, Person person, List<CategoryPeriod> held) {
        return answer(HttpStatus.CREATED, admission(admission, person, held), "/api/v1/admissions/" + admission.id());
    }

    StoredAnswer ofAdmission(Admission admission, Person person, List<CategoryPeriod> held) {
        return answer(HttpStatus.OK, admission(admission, person, held), null);
    }

    StoredAnswer previewed(Admission admission, CounterAnswer.Previewed previewed, LocalDate heldUntil) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("admission", admission.id());
        body.put("status", "PREVIEWED");
        body.put("reservedUntil", heldUntil);
        split(body, previewed.answer(), previewed.discounts());
        return answer(HttpStatus.OK, body, null);
    }

    /** A mere preview of what people would have to look at. */
    StoredAnswer needsPeople(Admission admission, CounterAnswer.Why why) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("admission", admission.id());
        body.put("status", "NEEDS_OFFICE");
        body.put("code", why.name());
        body.put("message", why.message() + "出院结算时将转经办机构办理。");
        return answer(HttpStatus.OK, body, null);
    }

    StoredAnswer settled(Admission admission, CounterAnswer.Settled settled) {
        Map<String, Object> body = settlement(settled.claim(), settled.caseNumber(), "SETTLED");
        body.put("admission", admission.id());
        split(body, settled.answer(), settled.discounts());
        body.put("slip", address(settled.claim()) + "/slip.pdf");
        return answer(HttpStatus.CREATED, body, address(settled.claim()));
    }

    StoredAnswer leftToOffice(Admission admission, CounterAnswer.LeftToOffice left) {
        Map<String, Object> body = settlement(left.claim(), left.caseNumber(), "WITH_OFFICE");
        body.put("admission", admission.id());
        body.put("code", left.why().name());
        body.put("message", left.why().message() + "已转经办机构办理，请告知患者业务编号，办理结果请按本地址查询。");
        return answer(HttpStatus.ACCEPTED, body, address(left.claim()));
    }

    StoredAnswer ofSettlement(CounterDesk.Standing standing) {
        String status = switch (standing.state()) {
            case SETTLED -> "SETTLED";
            case REVERSED -> "REVERSED";
            case REFUSED -> "REFUSED";
            case WITHDRAWN -> "WITHDRAWN";
            default -> "WITH_OFFICE";
        };
        Map<String, Object> body = settlement(standing.claim(), standing.caseNumber(), status);
        body.put("state", standing.state().name());
        body.put("stateName", standing.state().chineseName());
        standing.refusal().ifPresent(refusal -> body.put("message", refusal));
        // Before somebody has confirmed the sheet, nobody may deduct by it.
        if (Slips.isSettled(standing)) {
            split(body, standing.answer().orElseThrow(), standing.discounts());
            body.put("slip", address(standing.claim()) + "/slip.pdf");
        }
        return answer(HttpStatus.OK, body, null);
    }

    StoredAnswer reversed(ClaimId claim, String caseNumber) {
        return answer(HttpStatus.OK, settlement(claim, caseNumber, "REVERSED"), null);
    }

    private static Map<String, Object> settlement(ClaimId claim, String caseNumber, String status) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("settlement", claim.toString());
        body.put("caseNumber", caseNumber);
        body.put("status", status);
        return body;
    }

    private static Map<String, Object> admission(Admission admission, Person person, List<CategoryPeriod> held) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("admission", admission.id());
        body.put("office", admission.area().tenantId());
        body.put("officeName", admission.area().chineseName());
        body.put("patient", MaskedName.of(person.name()));
        body.put("state", admission.state().name());
        body.put("stateName", admission.state().chineseName());
        body.put("careType", admission.careType());
        body.put("admissionNumber", admission.admissionNumber());
        body.put("admittedOn", admission.admittedOn());
        List<Map<String, String>> categories = new ArrayList<>();
        held.forEach(period -> categories.add(
                Map.of("code", period.category().name(), "name", period.category().chineseName())));
        body.put("categories", categories);
        admission.claim().ifPresent(claim -> body.put("settlement", claim.toString()));
        return body;
    }

    private static void split(Map<String, Object> body, CalculationAnswer answer, List<OwedDiscount> discounts) {
        Split split = Split.of(answer);
        List<Map<String, String>> payers = new ArrayList<>();
        split.amounts().forEach((payer, amount) -> {
            Map<String, String> line = new LinkedHashMap<>();
            line.put("payer", payer);
            line.put("name", ClaimWording.payer(payer));
            line.put("amount", amount.toString());
            payers.add(line);
        });
        body.put("payers", payers);
        body.put("deductedAtCounter", split.deducted().toString());
        body.put("patientPays", split.patientPays().toString());
        // No payer's share: the bill is smaller by it, and the payers come to the rest.
        body.put("providerDiscount", OwedDiscount.sum(discounts).toString());
        body.put(
                "providerDiscounts",
                discounts.stream().map(OneStopAnswers::discount).toList());
        body.put("lines", answer.lines());
        body.put("reasons", answer.reasonBasis());
        body.put("rules", answer.rules());
    }

    private static Map<String, Object> discount(OwedDiscount owed) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("line", owed.lineNo());
        line.put("code", owed.discount().name());
        line.put("amount", owed.amount().toString());
        line.put("message", owed.sentence());
        line.put("legalBasis", owed.discount().citation());
        return line;
    }

    private static String address(ClaimId claim) {
        return "/api/v1/settlements/" + claim;
    }

    private StoredAnswer answer(HttpStatus status, Object body, String location) {
        try {
            return new StoredAnswer(status.value(), json.writeValueAsString(body), location);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer can be written", e);
        }
    }
}
