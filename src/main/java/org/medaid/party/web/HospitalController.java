package org.medaid.party.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.medaid.api.FieldProblem;
import org.medaid.api.Problems;
import org.medaid.kernel.BusinessClock;
import org.medaid.party.Divisions;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The hospital register, the same for every signed-in user. */
@RestController
@RequestMapping("/api/v1/hospitals")
class HospitalController {

    private static final int LONGEST_QUERY = 100;

    private final Parties parties;
    private final BusinessClock clock;

    HospitalController(Parties parties, BusinessClock clock) {
        this.parties = parties;
        this.clock = clock;
    }

    /**
     * At most 20 hospitals whose name or code contains the query.
     *
     * @param on the day that decides whether a hospital is shown as designated; today if left out
     */
    @GetMapping
    ResponseEntity<Object> search(
            @RequestParam(defaultValue = "") String query, @RequestParam Optional<String> on) {
        if (query.length() > LONGEST_QUERY) {
            return Problems.invalid(List.of(
                    new FieldProblem("query", "QUERY_TOO_LONG", "查询内容不能超过" + LONGEST_QUERY + "个字。")));
        }
        return onDay(on, day -> ResponseEntity.ok(parties.searchHospitals(query).stream()
                .map(hospital -> HospitalView.of(hospital, day))
                .toList()));
    }

    @GetMapping("/{code}")
    ResponseEntity<Object> hospital(@PathVariable String code, @RequestParam Optional<String> on) {
        return onDay(on, day -> parties.hospital(code)
                .map(hospital -> ResponseEntity.<Object>ok(HospitalView.of(hospital, day)))
                .orElseGet(() -> Problems.of(
                        HttpStatus.NOT_FOUND,
                        "HOSPITAL_NOT_FOUND",
                        "没有找到这家医院，请核对医院代码，或按名称查询。",
                        "No such hospital")));
    }

    private ResponseEntity<Object> onDay(
            Optional<String> on, Function<LocalDate, ResponseEntity<Object>> answer) {
        try {
            return answer.apply(on.filter(text -> !text.isBlank()).map(LocalDate::parse).orElseGet(clock::today));
        } catch (DateTimeParseException e) {
            return Problems.invalid(List.of(
                    new FieldProblem("on", "DATE_MALFORMED", "日期格式不正确，请按“年-月-日”填写，例如 2020-05-01。")));
        }
    }

    /**
     * A hospital as the screens show it.
     *
     * @param designated on the day asked for
     */
    record HospitalView(
            String code,
            String name,
            int level,
            String levelName,
            String division,
            String divisionName,
            boolean designated,
            boolean demonstration) {

        static HospitalView of(Hospital hospital, LocalDate day) {
            return new HospitalView(
                    hospital.code(),
                    hospital.name(),
                    hospital.level(),
                    hospital.levelName(),
                    hospital.division().value(),
                    Divisions.labelOf(hospital.division()),
                    hospital.designatedOn(day),
                    hospital.demonstration());
        }
    }
}
