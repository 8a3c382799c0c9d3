package org.medaid.roster.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.medaid.kernel.BusinessClock;
import org.medaid.policy.Category;
import org.medaid.roster.ListKind;
import org.medaid.roster.EnteringRights;
import org.medaid.roster.RosterUploads;
import org.medaid.roster.Upload;
import org.medaid.roster.UploadId;
import org.medaid.roster.UploadPurpose;
import org.medaid.roster.UploadState;
import org.medaid.roster.model.StagedRow;
import org.medaid.roster.upload.Columns.Column;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;

/** Lists as files, for people: upload, progress, result, confirmation, reversal, and what there was before. */
@Controller
class RosterUploadPages {

    private static final int ROWS_SHOWN = 100;

    record Row(
            String id,
            String at,
            String by,
            String department,
            String purpose,
            String list,
            String source,
            String state,
            int rows,
            int refused,
            int taken) {}

    record Refusal(int number, String residentId, String name, String reasons) {}

    private final RosterFrame frame;
    private final RosterUploads uploads;
    private final StaffNames names;
    private final BusinessClock clock;

    RosterUploadPages(RosterFrame frame, RosterUploads uploads, StaffNames names, BusinessClock clock) {
        this.frame = frame;
        this.uploads = uploads;
        this.names = names;
        this.clock = clock;
    }

    @GetMapping("/roster/uploads")
    String list(Model model) {
        CurrentUser user = frame.reader();
        frame.addTo(model, user);
        model.addAttribute("rows", uploads.of(user).stream().map(this::row).toList());
        model.addAttribute("today", clock.today().toString());
        model.addAttribute("month", clock.today().toString().substring(0, 7));
        model.addAttribute("year", clock.today().getYear());
        model.addAttribute("megabytes", uploads.mostMegabytes());
        Set<ListKind> kinds = EnumSet.noneOf(ListKind.class);
        EnteringRights.enters(user).forEach(category -> kinds.add(ListKind.of(user.office(), category)));
        model.addAttribute("kinds", kinds);
        model.addAttribute("mayUploadCosts", user.isIn(Groups.AGENCY_CLERK));
        return "roster-uploads";
    }

    @GetMapping("/roster/uploads/{id}")
    String one(@PathVariable String id, Model model) {
        CurrentUser user = frame.reader();
        Upload upload = visible(user, id);
        frame.addTo(model, user);
        model.addAttribute("upload", upload);
        model.addAttribute("row", row(upload));
        model.addAttribute("kindName", upload.list().map(list -> list.kind().chineseName()).orElse(""));
        model.addAttribute("effect", upload.list().map(Upload.ListOfChanges::effect).orElse(null));
        model.addAttribute("mayChange", uploads.mayChange(user, upload));
        model.addAttribute("confirmedBy", upload.confirmed().map(act -> names.of(act.by())).orElse(""));
        model.addAttribute("confirmedAt", upload.confirmed().map(act -> RosterFrame.MOMENT.format(act.at())).orElse(""));
        boolean undone = upload.state() == UploadState.UNDONE || upload.state() == UploadState.UNDOING;
        model.addAttribute("undone", undone);
        model.addAttribute("undoneBy", upload.undone().map(act -> names.of(act.by())).orElse(""));
        model.addAttribute("undoneAt", upload.undone().map(act -> RosterFrame.MOMENT.format(act.at())).orElse(""));
        List<Refusal> refusals = new ArrayList<>();
        uploads.refusedRows(user, upload.id(), ROWS_SHOWN, row -> refusals.add(new Refusal(
                row.number(), hidden(row.residentId()), RosterFrame.masked(row.name()), row.reasons())));
        model.addAttribute("refusals", refusals);
        model.addAttribute("rowsShown", ROWS_SHOWN);
        return "roster-upload";
    }

    /** The refused rows with their reasons, in the template's own columns: corrected, the file can be sent again. */
    @GetMapping("/roster/uploads/{id}/result.xlsx")
    void result(@PathVariable String id, HttpServletResponse response) throws IOException {
        CurrentUser user = frame.reader();
        Upload upload = visible(user, id);
        List<Column> columns = Column.of(upload.purpose());
        List<String> header = new ArrayList<>();
        columns.forEach(column -> header.add(column.title()));
        header.add("行号");
        header.add("未通过原因");
        attachment(response, TableOutput.Format.XLSX, "名单检查结果");
        TableOutput.write(TableOutput.Format.XLSX, response.getOutputStream(), "未通过", header, table ->
                uploads.refusedRows(user, upload.id(), Integer.MAX_VALUE, row -> {
                    List<String> cells = new ArrayList<>();
                    for (Column column : columns) {
                        cells.add(switch (column) {
                            case RESIDENT_ID -> row.residentId();
                            case NAME -> row.name();
                            case CHANGE -> changeName(row.change());
                            case CATEGORY -> Category.of(row.category()).map(Category::chineseName).orElse(row.category());
                            case EFFECTIVE, YEAR -> row.effective();
                            case DIVISION -> row.division();
                            case INSURED -> insuredName(row.insured());
                            case AMOUNT -> row.amount();
                        });
                    }
                    cells.add(Integer.toString(row.number()));
                    cells.add(row.reasons());
                    table.row(cells.toArray(String[]::new));
                }));
    }

    /** The header to fill in, and nothing else: an example row would be sent back as a person. */
    @GetMapping("/roster/uploads/templates/{purpose}.{ending}")
    void template(@PathVariable String purpose, @PathVariable String ending, HttpServletResponse response)
            throws IOException {
        frame.reader();
        UploadPurpose asked = "large-costs".equals(purpose) ? UploadPurpose.LARGE_COSTS : UploadPurpose.ROSTER;
        TableOutput.Format format = TableOutput.Format.of(ending);
        attachment(response, format, asked == UploadPurpose.ROSTER ? "名单模板" : "医疗费用模板");
        List<String> header = Column.of(asked).stream().map(Column::title).toList();
        TableOutput.write(format, response.getOutputStream(), asked.chineseName(), header, table -> {});
    }

    static void attachment(HttpServletResponse response, TableOutput.Format format, String name) {
        response.setContentType(format.mediaType);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name + "." + format.ending, StandardCharsets.UTF_8)
                        .build()
                        .toString());
    }

    private Upload visible(CurrentUser user, String id) {
        try {
            return uploads.find(user, UploadId.parse(id))
                    .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
    }

    private Row row(Upload upload) {
        return new Row(
                upload.id().toString(),
                RosterFrame.MOMENT.format(upload.uploadedAt()),
                names.of(upload.uploadedBy()),
                upload.department().flatMap(Groups::chineseName).orElse("经办机构"),
                upload.purpose().chineseName(),
                upload.list()
                        .map(list -> list.kind() == ListKind.MONTHLY
                                ? list.listOn().toString().substring(0, 7)
                                : list.listOn().toString())
                        .orElseGet(() -> upload.benefitYear().orElseThrow() + "年度"),
                upload.sourceDocument(),
                upload.state().chineseName(),
                upload.counts().staged(),
                upload.counts().refused(),
                upload.counts().taken());
    }

    private static String changeName(String change) {
        return switch (change) {
            case StagedRow.ENTRY -> "新增";
            case StagedRow.EXIT -> "退出";
            default -> change;
        };
    }

    private static String insuredName(String insured) {
        return switch (insured) {
            case "true" -> "是";
            case "false" -> "否";
            default -> insured;
        };
    }

    /** What was typed need not be a number; whatever it is, its middle is nobody's business on a screen. */
    private static String hidden(String typed) {
        return typed.length() <= 8
                ? typed
                : typed.substring(0, 6) + "*".repeat(typed.length() - 8) + typed.substring(typed.length() - 2);
    }
}
