package org.medaid.roster;

import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.medaid.api.FieldProblem;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.policy.Category;
import org.medaid.roster.Upload.ListOfChanges;
import org.medaid.roster.UploadAnswer.Done;
import org.medaid.roster.UploadAnswer.NotFound;
import org.medaid.roster.UploadAnswer.Refused;
import org.medaid.roster.persistence.CategoryPeriods;
import org.medaid.roster.persistence.LargeCostRows;
import org.medaid.roster.persistence.StagedRows;
import org.medaid.roster.persistence.StagedRows.RefusedRow;
import org.medaid.roster.persistence.Uploads;
import org.medaid.roster.upload.UploadFolder;
import org.medaid.roster.upload.UploadJobs;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Lists handed over as files: announced, received, checked row by row, taken when a person confirms, taken back whole.
 *
 * <p>A department sees the files of its own people only.
 */
@Service
@Clause({"J1", "S1", "H3"})
public class RosterUploads {

    private static final int LONGEST_SOURCE = 200;
    private static final int LONGEST_REASON = 500;
    private static final int MOST_SHOWN = 200;

    private final Uploads uploads;
    private final StagedRows rows;
    private final LargeCostRows costs;
    private final CategoryPeriods periods;
    private final UploadFolder folder;
    private final UploadJobs jobs;
    private final AuditTrail audit;
    private final BusinessClock clock;
    private final Set<UploadId> receiving = ConcurrentHashMap.newKeySet();

    RosterUploads(
            Uploads uploads,
            StagedRows rows,
            LargeCostRows costs,
            CategoryPeriods periods,
            UploadFolder folder,
            UploadJobs jobs,
            AuditTrail audit,
            BusinessClock clock) {
        this.uploads = uploads;
        this.rows = rows;
        this.costs = costs;
        this.periods = periods;
        this.folder = folder;
        this.jobs = jobs;
        this.audit = audit;
        this.clock = clock;
    }

    /** Announces a file. It is received afterwards, so that its size is bounded before anything else is done with it. */
    @Transactional
    public UploadAnswer announce(CurrentUser user, NewUpload typed) {
        List<FieldProblem> problems = new ArrayList<>();
        Set<Category> permitted = EnteringRights.enters(user);
        UploadPurpose purpose = "LARGE_COSTS".equals(typed.purpose()) ? UploadPurpose.LARGE_COSTS : UploadPurpose.ROSTER;
        if (permitted.isEmpty() || purpose == UploadPurpose.LARGE_COSTS && !user.isIn(Groups.AGENCY_CLERK)) {
            return new Refused(List.of(new FieldProblem("purpose", "NOT_ALLOWED", "您的岗位不能上报名单。")));
        }
        Optional<ListOfChanges> list = Optional.empty();
        OptionalInt year = OptionalInt.empty();
        if (purpose == UploadPurpose.ROSTER) {
            list = list(user, typed, permitted, problems);
        } else {
            year = year(user, typed, problems);
        }
        String source = typed.sourceDocument() == null ? "" : typed.sourceDocument().strip();
        if (source.isEmpty()) {
            problems.add(new FieldProblem("sourceDocument", "SOURCE_DOCUMENT_MISSING", "请填写依据的名单或决定的文号或名称。"));
        } else if (source.length() > LONGEST_SOURCE) {
            problems.add(new FieldProblem(
                    "sourceDocument", "SOURCE_DOCUMENT_TOO_LONG", "依据文件名称不能超过" + LONGEST_SOURCE + "个字。"));
        }
        String name = typed.fileName() == null ? "" : typed.fileName().strip();
        if (!name.toLowerCase().endsWith(".xlsx") && !name.toLowerCase().endsWith(".csv")) {
            problems.add(new FieldProblem("file", "FILE_TYPE_NOT_ACCEPTED", "请选择 .xlsx 或 .csv 文件。"));
        }
        if (!problems.isEmpty()) {
            return new Refused(problems);
        }
        // A name of a file may hold anything, even a person's number: only what it ends with is of use.
        String kept = name.replaceAll("\\d{15,}[0-9Xx]?", "…");
        Upload upload = new Upload(
                UploadId.random(),
                user.office(),
                EnteringRights.department(user),
                purpose,
                list,
                year,
                source,
                kept.length() > LONGEST_SOURCE ? kept.substring(kept.length() - LONGEST_SOURCE) : kept,
                0,
                permitted,
                UploadState.AWAITING_FILE,
                Optional.empty(),
                new Upload.Counts(0, 0, 0, 0),
                user.id(),
                clock.now(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        uploads.add(upload);
        return new Done(upload);
    }

    /**
     * Receives the announced file and begins to check it.
     *
     * @param length in bytes as the sender says, or less than 0 if it does not
     * @throws IOException if the line broke; the file can be sent again
     */
    public UploadAnswer receive(CurrentUser user, UploadId id, long length, InputStream content) throws IOException {
        Optional<Upload> known = find(user, id).filter(upload -> upload.uploadedBy().equals(user.id()));
        if (known.isEmpty()) {
            return new NotFound();
        }
        // Two files for one list: the second must not take the place of the one that is being read.
        if (!receiving.add(id)) {
            return refused("file", "FILE_BEING_RECEIVED", "这份名单的文件正在上传，请等待完成。");
        }
        try {
            return receiveOnce(id, length, content);
        } finally {
            receiving.remove(id);
        }
    }

    private UploadAnswer receiveOnce(UploadId id, long length, InputStream content) throws IOException {
        if (uploads.find(id).orElseThrow().state() != UploadState.AWAITING_FILE) {
            return refused("file", "FILE_RECEIVED_ALREADY", "这份名单的文件已经收到，请新建一次上报。");
        }
        long received = length > folder.mostBytes() ? -1 : folder.receive(id, content);
        if (received < 0) {
            return refused(
                    "file", "FILE_TOO_LARGE", "文件不能超过" + (folder.mostBytes() >> 20) + "MB，请分成几个文件上传。");
        }
        if (uploads.received(id, received)) {
            jobs.workOn(id);
        }
        return new Done(uploads.find(id).orElseThrow());
    }

    /** Confirms the checked rows: from here on they are taken into the roster. */
    @Transactional
    public UploadAnswer confirm(CurrentUser user, UploadId id) {
        Optional<Upload> known = find(user, id);
        if (known.isEmpty()) {
            return new NotFound();
        }
        if (!mayChange(user, known.get())) {
            return refused("confirm", "NOT_ALLOWED", "您的岗位不能确认这份名单。");
        }
        if (known.get().state() == UploadState.CHECKED && known.get().counts().good() == 0) {
            return refused("confirm", "NOTHING_TO_TAKE", "没有检查通过的行，无需确认。请改正后重新上报。");
        }
        if (!uploads.confirm(id, user.id(), clock.now())) {
            return refused("confirm", "STATE_CHANGED", "这份名单已被确认或尚未检查完毕，请刷新后查看。");
        }
        Upload upload = uploads.find(id).orElseThrow();
        audit.record(AuditEntry.of(user.id(), user.office(), "ROSTER_UPLOAD_CONFIRMED", "ROSTER_UPLOAD", id)
                .with("rows", upload.counts().good())
                .with("uploadedBy", upload.uploadedBy()));
        jobs.workOn(id);
        return new Done(upload);
    }

    /** Takes the whole file back, by added records. */
    @Transactional
    public UploadAnswer undo(CurrentUser user, UploadId id, String typedReason) {
        Optional<Upload> known = find(user, id);
        if (known.isEmpty()) {
            return new NotFound();
        }
        if (!mayChange(user, known.get())) {
            return refused("undo", "NOT_ALLOWED", "您的岗位不能撤销这份名单。");
        }
        String reason = typedReason == null ? "" : typedReason.strip();
        if (reason.isEmpty()) {
            return refused("reason", "REASON_MISSING", "请填写撤销的原因。");
        }
        if (reason.length() > LONGEST_REASON) {
            return refused("reason", "REASON_TOO_LONG", "原因不能超过" + LONGEST_REASON + "个字。");
        }
        periods.lock(user.office());
        int builtUpon = rows.builtUpon(id);
        if (builtUpon > 0) {
            return refused(
                    "undo", "BUILT_UPON", "名单中有" + builtUpon + "人退出后又重新纳入，撤销会使时间重叠。请先处理这些人员的记录。");
        }
        if (!uploads.undo(id, reason, user.id(), clock.now())) {
            return refused("undo", "STATE_CHANGED", "只有已入库的名单可以撤销，请刷新后查看。");
        }
        audit.record(AuditEntry.of(user.id(), user.office(), "ROSTER_UPLOAD_UNDONE", "ROSTER_UPLOAD", id));
        jobs.workOn(id);
        return new Done(uploads.find(id).orElseThrow());
    }

    @Transactional(readOnly = true)
    public Optional<Upload> find(CurrentUser user, UploadId id) {
        return uploads.find(id).filter(upload -> maySee(user, upload));
    }

    /** The files the user may see, the newest first, at most {@value #MOST_SHOWN}. */
    @Transactional(readOnly = true)
    public List<Upload> of(CurrentUser user) {
        return user.area().isEmpty()
                ? List.of()
                : uploads.of(user.office(), MOST_SHOWN).stream()
                        .filter(upload -> maySee(user, upload))
                        .toList();
    }

    /** Gives out the refused rows of a file the user may see, in its order. */
    @Transactional(readOnly = true)
    public void refusedRows(CurrentUser user, UploadId id, int most, Consumer<RefusedRow> each) {
        if (find(user, id).isPresent()) {
            rows.refusedRows(id, most, each);
        }
    }

    /** The most megabytes a file may have. */
    public long mostMegabytes() {
        return folder.mostBytes() >> 20;
    }

    /** Whether the user may confirm and undo a file: who enters, for the own department. */
    public boolean mayChange(CurrentUser user, Upload upload) {
        return maySee(user, upload) && EnteringRights.enters(user).containsAll(upload.permitted());
    }

    private static boolean maySee(CurrentUser user, Upload upload) {
        return user.area().filter(upload.area()::equals).isPresent()
                && (EnteringRights.readsAll(user)
                        || upload.department().isPresent()
                                && upload.department().equals(EnteringRights.department(user)));
    }

    private Optional<ListOfChanges> list(
            CurrentUser user, NewUpload typed, Set<Category> permitted, List<FieldProblem> problems) {
        ListKind kind = "MONTHLY".equals(typed.kind()) ? ListKind.MONTHLY : ListKind.DAILY;
        Optional<Category> category = Optional.empty();
        if (typed.category() != null && !typed.category().isBlank()) {
            category = Category.of(typed.category()).filter(permitted::contains);
            if (category.isEmpty()) {
                problems.add(new FieldProblem("category", "CATEGORY_NOT_YOURS", "这一类别不能由您上报，请重新选择。"));
            } else if (ListKind.of(user.office(), category.get()) != kind) {
                problems.add(new FieldProblem(
                        "kind",
                        "KIND_DIFFERS",
                        "“" + category.get().chineseName() + "”须以“"
                                + ListKind.of(user.office(), category.get()).chineseName() + "”的名单上报。"));
            }
        }
        LocalDate day = clock.today();
        if (typed.day() != null && !typed.day().isBlank()) {
            try {
                day = LocalDate.parse(typed.day().strip());
            } catch (DateTimeParseException e) {
                problems.add(new FieldProblem("day", "DATE_MALFORMED", "日期格式不正确，请按“年-月-日”填写，例如 2020-05-01。"));
                return Optional.empty();
            }
        }
        if (day.getYear() < 2000 || day.getYear() > 2100) {
            problems.add(new FieldProblem("day", "DATE_IMPLAUSIBLE", "日期的年份不合理，请核对。"));
            return Optional.empty();
        }
        if (kind == ListKind.DAILY) {
            return Optional.of(new ListOfChanges(kind, category, day, Optional.empty(), ListKind.daily(day)));
        }
        if (day.isAfter(clock.today())) {
            problems.add(new FieldProblem("day", "HANDED_OVER_LATER", "移交日期不能晚于今天。"));
            return Optional.empty();
        }
        YearMonth month;
        try {
            month = typed.month() == null || typed.month().isBlank()
                    ? YearMonth.from(day)
                    : YearMonth.parse(typed.month().strip());
        } catch (DateTimeException e) {
            problems.add(new FieldProblem("month", "MONTH_MALFORMED", "月份格式不正确，请按“年-月”填写，例如 2020-05。"));
            return Optional.empty();
        }
        if (month.isAfter(YearMonth.from(day).plusMonths(1)) || month.getYear() < 2000) {
            problems.add(new FieldProblem("month", "MONTH_IMPLAUSIBLE", "名单月份与移交日期不相符，请核对。"));
            return Optional.empty();
        }
        return Optional.of(
                new ListOfChanges(kind, category, month.atDay(1), Optional.of(day), ListKind.monthly(month, day)));
    }

    private OptionalInt year(CurrentUser user, NewUpload typed, List<FieldProblem> problems) {
        if (costs.threshold(user.office(), clock.today()).isEmpty()) {
            problems.add(new FieldProblem("purpose", "THRESHOLD_MISSING", "本单位尚未设定大额医疗费用的标准，请先在“名单查询”页登记。"));
        }
        String text = typed.year() == null ? "" : typed.year().strip();
        if (!text.matches("20\\d\\d") || Integer.parseInt(text) > clock.today().getYear()) {
            problems.add(new FieldProblem("year", "YEAR_MALFORMED", "请填写费用发生的年度，四位数字，不晚于今年。"));
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(text));
    }

    private static Refused refused(String field, String code, String message) {
        return new Refused(List.of(new FieldProblem(field, code, message)));
    }
}
