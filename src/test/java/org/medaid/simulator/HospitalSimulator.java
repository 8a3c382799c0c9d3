package org.medaid.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.ResidentId;
import org.medaid.testing.HospitalSystem;
import org.medaid.testing.HospitalSystem.Answer;

/**
 * A hospital's system at work: it admits, asks for the split, settles, sometimes strikes and settles anew, sends requests a
 * second time, and mistypes. Everything follows from the seed but the ids, so that a run can be repeated.
 *
 * <p>{@code HospitalSimulator [address [secret [stays [seed [people.csv]]]]]}; the people are by default those of the
 * demonstration, a file has the same columns ({@code area,residentId,name,category,…}).
 */
public final class HospitalSimulator {

    private static final String ADDRESS = "http://localhost:8080";
    /** As the demonstration prints it at its start. */
    static final String SECRET = "yzs_Jiuzhu-2026-Demo-H2104022";

    private static final List<String> DIAGNOSES = List.of("社区获得性肺炎", "2型糖尿病", "慢性阻塞性肺疾病", "脑梗死", "股骨颈骨折", "急性阑尾炎");
    private static final List<String> ITEMS = List.of("床位费", "护理费", "检查费", "化验费", "西药费", "中成药费", "手术费", "材料费");
    private static final List<String> SPECIAL_DISEASES = List.of("HAEMOPHILIA", "CHRONIC_RENAL_FAILURE_DIALYSIS", "MALIGNANT_TUMOUR");

    /** Somebody to be treated. */
    public record Patient(String office, ResidentId residentId, String name) {}

    /**
     * What came of a run.
     *
     * @param answers how often each answer was given, by step, status and code
     * @param differing how many requests sent again got other bytes than the first time; none in a sound application
     */
    public record Result(int stays, int settled, BigDecimal deducted, Map<String, Integer> answers, int differing, long[] micros) {

        /** @param share 0 to 1 */
        public double millis(double share) {
            return micros.length == 0 ? 0 : micros[(int) Math.min(micros.length - 1, Math.floor(share * micros.length))] / 1000.0;
        }
    }

    private final HospitalSystem system;
    private final List<Patient> people;
    private final Random random;
    private final LocalDate today = LocalDate.now(BusinessClock.ZONE);
    private final Map<String, Integer> answers = new TreeMap<>();
    private final List<Long> micros = new ArrayList<>();
    private int settled;
    private int differing;
    private BigDecimal deducted = BigDecimal.ZERO;

    public HospitalSimulator(HospitalSystem system, List<Patient> people, long seed) {
        this.system = system;
        this.people = people;
        this.random = new Random(seed);
    }

    public static void main(String[] given) {
        List<String> arguments = Arrays.asList(given);
        String address = at(arguments, 0, ADDRESS);
        int stays = Integer.parseInt(at(arguments, 2, "20"));
        List<Patient> people = arguments.size() > 4 ? read(Path.of(arguments.get(4))) : demonstration();
        HospitalSystem system = new HospitalSystem(address, at(arguments, 1, SECRET));
        long begin = System.nanoTime();
        Result result = new HospitalSimulator(system, people, Long.parseLong(at(arguments, 3, "1"))).run(stays);
        print(result, (System.nanoTime() - begin) / 1e9, System.out);
    }

    /** Plays so many stays, one after the other. */
    public Result run(int stays) {
        for (int i = 0; i < stays; i++) {
            stay(people.get(random.nextInt(people.size())));
        }
        long[] sorted = micros.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Result(stays, settled, deducted, answers, differing, sorted);
    }

    private void stay(Patient patient) {
        boolean inpatient = happens(70);
        LocalDate discharged = today.minusDays(random.nextInt(3));
        LocalDate admitted = inpatient ? discharged.minusDays(2 + random.nextInt(20)) : discharged;
        Map<String, Object> typed = HospitalSystem.patient(
                patient.office(),
                patient.residentId(),
                patient.name(),
                inpatient ? "INPATIENT" : "SPECIAL_OUTPATIENT",
                admitted.toString());
        typed.put("diagnosis", DIAGNOSES.get(random.nextInt(DIAGNOSES.size())));
        if (happens(8)) {
            mistype(typed);
        }
        Answer registered = sent("admission", "/api/v1/admissions", typed);
        if (registered.status() != 201) {
            return;
        }
        String admission = registered.text("admission");
        if (happens(3)) {
            sent("cancellation", "/api/v1/admissions/" + admission + "/cancellations", Map.of("reason", "患者放弃住院"));
            return;
        }
        Map<String, Object> bill = bill(admission, discharged, inpatient);
        for (int asked = random.nextInt(3); asked > 0; asked--) {
            sent("pre-settlement", "/api/v1/pre-settlements", bill);
        }
        if (happens(5)) {
            Map<String, Object> wrong = new HashMap<>(bill);
            wrong.put("dischargedOn", admitted.minusDays(1).toString());
            sent("settlement", "/api/v1/settlements", wrong);
        }
        Answer answer = sent("settlement", "/api/v1/settlements", bill);
        if (answer.status() == 201 && happens(5)) {
            String reversals = "/api/v1/settlements/" + answer.text("settlement") + "/reversals";
            if (sent("reversal", reversals, Map.of("reason", "费用录入有误")).status() == 200) {
                answer = sent("settlement", "/api/v1/settlements", bill);
            }
        }
        if (answer.status() == 201) {
            settled++;
            deducted = deducted.add(new BigDecimal(answer.text("deductedAtCounter")));
            if (happens(20)) {
                count("slip", system.file(answer.text("slip")).statusCode(), "");
            }
        } else if (answer.status() != 202) {
            // Settled as everybody's bill; the bed is free again.
            sent("cancellation", "/api/v1/admissions/" + admission + "/cancellations", Map.of("reason", "按普通患者结算"));
        }
    }

    private void mistype(Map<String, Object> typed) {
        switch (random.nextInt(4)) {
            case 0 -> typed.put("name", "错写姓名");
            case 1 -> typed.put("residentId", "210402199001010000");
            case 2 -> typed.put("admittedOn", today.plusDays(1).toString());
            default -> typed.put("diagnosis", "");
        }
    }

    /** A bill whose lines add up; most cost little and few cost much, as in a county hospital. */
    private Map<String, Object> bill(String admission, LocalDate discharged, boolean inpatient) {
        double middle = inpatient ? 6_000 : 300;
        List<Map<String, Object>> items = new ArrayList<>();
        BigDecimal inScope = BigDecimal.ZERO;
        BigDecimal selfPaid = BigDecimal.ZERO;
        for (int i = 0, count = 2 + random.nextInt(6); i < count; i++) {
            BigDecimal amount = yuan(middle / count * Math.exp(random.nextGaussian() * 0.8));
            boolean self = i > 0 && happens(12);
            items.add(Map.of(
                    "name", ITEMS.get(random.nextInt(ITEMS.size())),
                    "catalogueClass", self ? "OUTSIDE" : happens(60) ? "A" : "B",
                    "selfPaid", self,
                    "amount", amount.toPlainString()));
            inScope = self ? inScope : inScope.add(amount);
            selfPaid = self ? selfPaid.add(amount) : selfPaid;
        }
        BigDecimal deductible = inScope.min(new BigDecimal(inpatient ? "300.00" : "0.00"));
        BigDecimal basic = yuan(inScope.subtract(deductible).doubleValue() * (0.5 + random.nextDouble() * 0.3)).min(inScope);
        Map<String, Object> bill = HospitalSystem.bill(
                admission, discharged.toString(), inScope.toPlainString(), basic.toPlainString(), selfPaid.toPlainString());
        Map<String, Object> amounts = new HashMap<>();
        ((Map<?, ?>) bill.get("amounts")).forEach((name, amount) -> amounts.put(name.toString(), amount));
        amounts.put("deductible", deductible.toPlainString());
        bill.put("amounts", amounts);
        bill.put("items", items);
        if (!inpatient && happens(80)) {
            bill.put("diseases", List.of(SPECIAL_DISEASES.get(random.nextInt(SPECIAL_DISEASES.size()))));
        }
        return bill;
    }

    /** Sends a request until it is answered; every tenth once more, to compare the bytes. */
    private Answer sent(String step, String path, Object body) {
        String key = UUID.randomUUID().toString();
        Answer answer = timed(path, key, body);
        while (answer.status() == 429 || answer.status() == 503 || answer.status() == 409) {
            count(step, answer.status(), answer.code());
            pause(answer);
            answer = timed(path, key, body);
        }
        if (happens(10)) {
            Answer again = system.post(path, key, body);
            if (again.status() != 429 && (again.status() != answer.status() || !again.body().equals(answer.body()))) {
                differing++;
            }
        }
        count(step, answer.status(), answer.status() < 400 ? answer.text("status") : answer.code());
        return answer;
    }

    private Answer timed(String path, String key, Object body) {
        long begin = System.nanoTime();
        Answer answer = system.post(path, key, body);
        micros.add((System.nanoTime() - begin) / 1000);
        return answer;
    }

    private static void pause(Answer answer) {
        try {
            TimeUnit.SECONDS.sleep(
                    answer.response().headers().firstValueAsLong("Retry-After").orElse(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void count(String step, int status, String code) {
        answers.merge((step + " " + status + " " + code).strip(), 1, Integer::sum);
    }

    private boolean happens(int percent) {
        return random.nextInt(100) < percent;
    }

    private static BigDecimal yuan(double amount) {
        return BigDecimal.valueOf(Math.max(1, Math.round(amount * 100)), 2);
    }

    private static void print(Result result, double seconds, PrintStream out) {
        out.printf(Locale.ROOT, "%d stays in %.1f s, %d settled, %s yuan deducted%n",
                result.stays(), seconds, result.settled(), result.deducted());
        result.answers().forEach((answer, times) -> out.printf("%6d  %s%n", times, answer));
        out.printf(Locale.ROOT, "median %.1f ms, 99%% %.1f ms%n", result.millis(0.5), result.millis(0.99));
        out.printf("%d requests sent again got another answer%n", result.differing());
    }

    /** The demonstration's people, also the one of no category. */
    public static List<Patient> demonstration() {
        try (var file = HospitalSimulator.class.getResourceAsStream("/demonstration/people.csv");
                var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return patients(lines.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Patient> read(Path file) {
        try {
            return patients(Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Patient> patients(List<String> lines) {
        return lines.stream()
                .skip(1)
                .map(line -> line.split(","))
                .map(cells -> new Patient(cells[0], ResidentId.parse(cells[1]), cells[2]))
                .toList();
    }

    private static String at(List<String> arguments, int place, String otherwise) {
        return arguments.size() > place && !arguments.get(place).isBlank() ? arguments.get(place) : otherwise;
    }
}
