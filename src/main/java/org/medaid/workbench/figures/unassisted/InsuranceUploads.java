package org.medaid.workbench.figures.unassisted;

import java.io.InputStream;
import java.sql.Date;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Money;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.policy.CareType;
import org.medaid.roster.UploadedTables;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the insurance has settled, as lists that a clerk uploads: each row is checked, the good ones are taken once the clerk
 * says so. A bill that was taken before is not taken twice.
 */
@Service
@Transactional
public class InsuranceUploads {

    static final String RESIDENT_ID = "身份证号";
    static final String NAME = "姓名";
    static final String HOSPITAL = "医院编码";
    static final String INVOICE = "结算单号";
    static final String CARE_TYPE = "就医方式";
    static final String ADMITTED = "入院日期";
    static final String DISCHARGED = "出院日期";
    static final String TOTAL = "费用总额";
    static final String IN_SCOPE = "政策范围内费用";
    static final String PAID = "医保支付合计";

    /** The columns of the template. */
    public static final List<String> TITLES =
            List.of(RESIDENT_ID, NAME, HOSPITAL, INVOICE, CARE_TYPE, ADMITTED, DISCHARGED, TOTAL, IN_SCOPE, PAID);

    private static final Pattern DATE = Pattern.compile("(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?");

    /** @param state {@code STAGED}, {@code TAKEN} or {@code DROPPED} */
    public record Upload(UUID id, String state, int rows, int good, String by, Instant at) {}

    /** A row that cannot be taken. */
    public record Fault(int row, String message) {}

    private record Checked(
            int row,
            String residentId,
            String name,
            String hospital,
            String invoice,
            String careType,
            LocalDate admitted,
            LocalDate discharged,
            Money total,
            Money inScope,
            Money paid,
            String fault) {}

    /** @param bills hospital and number of bills that were uploaded before */
    private record Known(Set<String> hospitals, Set<String> bills) {}

    private final UploadedTables tables;
    private final Parties parties;
    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final AuditTrail audit;
    private final BusinessClock clock;

    InsuranceUploads(
            UploadedTables tables, Parties parties, JdbcClient jdbc, JdbcTemplate batch, AuditTrail audit, BusinessClock clock) {
        this.tables = tables;
        this.parties = parties;
        this.jdbc = jdbc;
        this.batch = batch;
        this.audit = audit;
        this.clock = clock;
    }

    /** Reads and checks a file; its rows wait for the clerk's word. */
    public Outcome<UUID> upload(CurrentUser user, InputStream file) {
        if (!mayUpload(user)) {
            return refused("您的岗位不能上传医保结算数据。");
        }
        UploadedTables.Answer answer = tables.read(file, TITLES);
        if (answer instanceof UploadedTables.Answer.Refused refused) {
            return refused(refused.message());
        }
        List<UploadedTables.Row> rows = ((UploadedTables.Answer.Read) answer).rows();
        Known known = known(user.office(), rows);
        Set<String> seen = new HashSet<>();
        List<Checked> checked = rows.stream().map(row -> check(row, known, seen)).toList();
        UUID id = UUID.randomUUID();
        long good = checked.stream().filter(row -> row.fault() == null).count();
        jdbc.sql(
                        """
                        insert into medaid.insurance_upload (id, area, state, row_count, good_count, uploaded_by, uploaded_at)
                        values (?, ?, 'STAGED', ?, ?, ?, ?)
                        """)
                .params(id, user.office().tenantId(), checked.size(), good, user.id(), now())
                .update();
        batch.batchUpdate(
                """
                insert into medaid.insurance_upload_row
                  (upload_id, row_no, resident_id, name, hospital_code, invoice_number, care_type, admitted_on, discharged_on, total,
                   in_scope, paid, fault)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                checked.stream()
                        .map(row -> new Object[] {
                            id, row.row(), row.residentId(), row.name(), row.hospital(), row.invoice(), row.careType(),
                            day(row.admitted()), day(row.discharged()), yuan(row.total()), yuan(row.inScope()), yuan(row.paid()),
                            row.fault()
                        })
                        .toList());
        audit.record(AuditEntry.of(user.id(), user.office(), "INSURANCE_DATA_UPLOADED", "INSURANCE_UPLOAD", id)
                .with("rows", checked.size())
                .with("good", good));
        return Outcome.done(id);
    }

    /** Asked once for the whole file. */
    private Known known(PoolingArea area, List<UploadedTables.Row> rows) {
        String[] codes = rows.stream().map(InsuranceUploads::hospital).toArray(String[]::new);
        String[] invoices = rows.stream().map(row -> row.cells().get(INVOICE)).toArray(String[]::new);
        Set<String> hospitals = parties.hospitals(Set.copyOf(List.of(codes))).stream()
                .map(Hospital::code)
                .collect(Collectors.toSet());
        Set<String> bills = jdbc.sql(
                        """
                        select b.hospital_code || ' ' || b.invoice_number
                          from unnest(:codes::text[], :invoices::text[]) as typed (code, invoice)
                          join medaid.insurance_bill b
                            on b.area = :area and b.hospital_code = typed.code and b.invoice_number = typed.invoice
                        """)
                .param("codes", codes)
                .param("invoices", invoices)
                .param("area", area.tenantId())
                .query(String.class)
                .set();
        return new Known(hospitals, bills);
    }

    private static String hospital(UploadedTables.Row row) {
        return row.cells().get(HOSPITAL).toUpperCase(Locale.ROOT);
    }

    private Checked check(UploadedTables.Row row, Known known, Set<String> seen) {
        Map<String, String> cells = row.cells();
        List<String> faults = new ArrayList<>();
        String residentId = cells.get(RESIDENT_ID).toUpperCase(Locale.ROOT);
        try {
            residentId = ResidentId.parse(residentId).value();
        } catch (IllegalArgumentException e) {
            faults.add("“身份证号”不正确");
        }
        if (cells.get(NAME).isBlank()) {
            faults.add("“姓名”没有填写");
        }
        String hospital = hospital(row);
        if (!known.hospitals().contains(hospital)) {
            faults.add("“医院编码”不在医院目录中");
        }
        String invoice = cells.get(INVOICE);
        if (invoice.isBlank() || invoice.length() > 60) {
            faults.add("“结算单号”没有填写或超过60个字");
        } else if (!seen.add(hospital + " " + invoice)) {
            faults.add("同一医院的“结算单号”在文件中重复");
        } else if (known.bills().contains(hospital + " " + invoice)) {
            faults.add("这张结算单以前已经上传");
        }
        Optional<CareType> careType = Arrays.stream(CareType.values())
                .filter(one -> one.chineseName().equals(cells.get(CARE_TYPE)) || one.name().equals(cells.get(CARE_TYPE)))
                .findFirst();
        if (careType.isEmpty()) {
            faults.add("“就医方式”应为住院、普通门诊或特病门诊");
        }
        LocalDate admitted = day(cells.get(ADMITTED), ADMITTED, faults);
        LocalDate discharged = day(cells.get(DISCHARGED), DISCHARGED, faults);
        if (admitted != null && discharged != null && discharged.isBefore(admitted)) {
            faults.add("“出院日期”早于“入院日期”");
        }
        if (discharged != null && discharged.isAfter(clock.today())) {
            faults.add("“出院日期”还没有到");
        }
        Money total = money(cells.get(TOTAL), TOTAL, faults);
        Money inScope = money(cells.get(IN_SCOPE), IN_SCOPE, faults);
        Money paid = money(cells.get(PAID), PAID, faults);
        if (total != null && inScope != null && paid != null) {
            if (!total.isPositive() || inScope.isMoreThan(total) || paid.isMoreThan(inScope)) {
                faults.add("金额不合理：费用总额应大于0，政策范围内费用不超过总额，医保支付不超过政策范围内费用");
            }
        }
        return new Checked(
                row.number(),
                residentId,
                kept(cells.get(NAME)),
                kept(hospital),
                kept(invoice),
                careType.map(CareType::name).orElse(""),
                admitted,
                discharged,
                total,
                inScope,
                paid,
                faults.isEmpty() ? null : String.join("；", faults) + "。");
    }

    private static String kept(String cell) {
        return cell.length() > 100 ? cell.substring(0, 100) : cell;
    }

    private static LocalDate day(String typed, String title, List<String> faults) {
        Matcher parts = DATE.matcher(typed);
        try {
            if (parts.matches()) {
                LocalDate day = LocalDate.of(
                        Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
                if (day.getYear() >= 2000) {
                    return day;
                }
            }
        } catch (DateTimeException noDay) {
            // Said below, like what is no date at all.
        }
        faults.add("“" + title + "”不是日期，请按“年-月-日”填写");
        return null;
    }

    private static Money money(String typed, String title, List<String> faults) {
        try {
            Money amount = Money.parse(typed.replace(",", ""));
            if (!amount.isNegative()) {
                return amount;
            }
        } catch (IllegalArgumentException noAmount) {
            // Said below, like what is below zero.
        }
        faults.add("“" + title + "”不是金额，请填写元，最多两位小数");
        return null;
    }

    private static Date day(LocalDate day) {
        return day == null ? null : Date.valueOf(day);
    }

    private static Object yuan(Money money) {
        return money == null ? null : money.yuan();
    }

    /** Takes the good rows, or drops the file; either once. */
    public List<FieldProblem> decide(CurrentUser user, UUID id, boolean take) {
        if (!mayUpload(user)) {
            return List.of(new FieldProblem("", "NOT_ALLOWED", "您的岗位不能上传医保结算数据。"));
        }
        int decided = jdbc.sql(
                        """
                        update medaid.insurance_upload set state = ?, decided_by = ?, decided_at = ?
                         where id = ? and area = ? and state = 'STAGED'
                        """)
                .params(take ? "TAKEN" : "DROPPED", user.id(), now(), id, user.office().tenantId())
                .update();
        if (decided == 0) {
            return List.of(new FieldProblem("", "DECIDED_ALREADY", "这份数据已经处理过，请刷新后查看。"));
        }
        if (take) {
            jdbc.sql(
                            """
                            insert into medaid.insurance_bill
                              (id, area, resident_id, hospital_code, invoice_number, care_type, admitted_on, discharged_on, total,
                               in_scope, paid, upload_id)
                            select gen_random_uuid(), :area, r.resident_id, r.hospital_code, r.invoice_number, r.care_type, r.admitted_on,
                                   r.discharged_on, r.total, r.in_scope, r.paid, r.upload_id
                              from medaid.insurance_upload_row r where r.upload_id = :id and r.fault is null
                            on conflict on constraint uq_insurance_bill_once do nothing
                            """)
                    .param("area", user.office().tenantId())
                    .param("id", id)
                    .update();
        }
        jdbc.sql("delete from medaid.insurance_upload_row where upload_id = ?").param(id).update();
        audit.record(AuditEntry.of(
                user.id(), user.office(), take ? "INSURANCE_DATA_TAKEN" : "INSURANCE_DATA_DROPPED", "INSURANCE_UPLOAD", id));
        return List.of();
    }

    @Transactional(readOnly = true)
    public List<Upload> newest(PoolingArea area) {
        return jdbc.sql("select * from medaid.insurance_upload where area = ? order by uploaded_at desc limit 10")
                .param(area.tenantId())
                .query((rs, row) -> new Upload(
                        rs.getObject("id", UUID.class),
                        rs.getString("state"),
                        rs.getInt("row_count"),
                        rs.getInt("good_count"),
                        rs.getString("uploaded_by"),
                        rs.getObject("uploaded_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** What is wrong with the rows of a file that waits, the first of them. */
    @Transactional(readOnly = true)
    public List<Fault> faults(UUID upload) {
        return jdbc.sql("select row_no, fault from medaid.insurance_upload_row where upload_id = ? and fault is not null order by row_no limit 200")
                .param(upload)
                .query((rs, row) -> new Fault(rs.getInt(1), rs.getString(2)))
                .list();
    }

    static boolean mayUpload(CurrentUser user) {
        return user.area().isPresent() && user.isIn(Groups.AGENCY_CLERK);
    }

    private OffsetDateTime now() {
        return clock.now().atOffset(ZoneOffset.UTC);
    }

    private static <T> Outcome<T> refused(String message) {
        return Outcome.refused(List.of(new FieldProblem("file", "FILE_REFUSED", message)));
    }
}
