package org.medaid.roster.upload;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Divisions;
import org.medaid.policy.Category;
import org.medaid.roster.ListKind;
import org.medaid.roster.RecognisedCategories;
import org.medaid.roster.Upload;
import org.medaid.roster.UploadPurpose;
import org.medaid.roster.model.StagedRow;
import org.medaid.roster.model.StagedRow.Fault;
import org.medaid.roster.upload.Columns.Column;

/** Says of a row what can be said without looking at the roster. */
final class RowReading {

    private static final int LONGEST_KEPT = 100;
    private static final BigDecimal MOST_YUAN = new BigDecimal("100000000");
    private static final Pattern DATE = Pattern.compile("(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?|(\\d{4})(\\d{2})(\\d{2})");
    private static final Map<String, Category> CATEGORIES = categories();

    private final Upload upload;
    private final Columns columns;

    RowReading(Upload upload, Columns columns) {
        this.upload = upload;
        this.columns = columns;
    }

    StagedRow read(SheetRow row) {
        List<Fault> faults = new ArrayList<>(0);
        if (!row.wellFormed()) {
            faults.add(new Fault("COLUMNS_DIFFER", "这一行的列数与表头不一致，请检查是否多了或少了逗号。"));
        }
        for (Column column : Column.of(upload.purpose())) {
            switch (columns.kind(row, column)) {
                case FORMULA -> faults.add(new Fault("FORMULA", "“" + column.title() + "”是公式，请改为数值或文字（复制后选择性粘贴为值）。"));
                case ERROR -> faults.add(new Fault("CELL_ERROR", "“" + column.title() + "”是错误值，请重新填写。"));
                default -> {}
            }
            if (columns.text(row, column).length() > LONGEST_KEPT) {
                faults.add(new Fault("TOO_LONG", "“" + column.title() + "”不能超过" + LONGEST_KEPT + "个字。"));
            }
        }
        String residentId = residentId(row, faults);
        String name = columns.text(row, Column.NAME);
        if (name.isEmpty()) {
            faults.add(new Fault("NAME_MISSING", "请填写姓名。"));
        }
        return upload.purpose() == UploadPurpose.ROSTER
                ? change(row, residentId, name, faults)
                : cost(row, residentId, name, faults);
    }

    private StagedRow change(SheetRow row, String residentId, String name, List<Fault> faults) {
        Upload.ListOfChanges list = upload.list().orElseThrow();
        String change = switch (columns.text(row, Column.CHANGE)) {
            case "新增", "纳入", "进入" -> StagedRow.ENTRY;
            case "退出", "减少", "终止" -> StagedRow.EXIT;
            default -> null;
        };
        if (change == null) {
            faults.add(new Fault("CHANGE_UNKNOWN", "“变动”请填写“新增”或“退出”。"));
            change = columns.text(row, Column.CHANGE);
        }
        String category = category(row, list, faults);
        String division = columns.text(row, Column.DIVISION);
        if (!division.isEmpty()) {
            checkDivision(division, faults);
        }
        String insured = switch (columns.text(row, Column.INSURED)) {
            case "" -> "";
            case "是", "已参保", "1" -> "true";
            case "否", "未参保", "0" -> "false";
            default -> null;
        };
        if (insured == null) {
            faults.add(new Fault("INSURED_UNKNOWN", "“是否参保”请填写“是”或“否”。"));
            insured = columns.text(row, Column.INSURED);
        }
        String typed = columns.text(row, Column.EFFECTIVE);
        LocalDate effective = StagedRow.EXIT.equals(change) ? list.effect().exitLast() : list.effect().entryFrom();
        if (!typed.isEmpty()) {
            Optional<LocalDate> day = day(typed);
            if (list.kind() == ListKind.MONTHLY) {
                faults.add(new Fault("DATE_NOT_FOR_MONTHLY", "按月移交的名单由移交日期决定生效时间，“生效日期”请留空。"));
            } else if (day.isEmpty()) {
                faults.add(new Fault("DATE_MALFORMED", "“生效日期”不是日期，请按“年-月-日”填写，例如 2020-05-01。"));
                effective = null;
            } else {
                effective = day.get();
                if (effective.getYear() < 2000 || effective.getYear() > 2100) {
                    faults.add(new Fault("DATE_IMPLAUSIBLE", "“生效日期”的年份不合理，请核对。"));
                }
            }
        }
        return new StagedRow(
                row.number(), residentId, kept(name), kept(change), kept(category), kept(division), kept(insured),
                kept(typed), effective, null, faults);
    }

    private StagedRow cost(SheetRow row, String residentId, String name, List<Fault> faults) {
        String year = columns.text(row, Column.YEAR).replace("年", "");
        String expected = Integer.toString(upload.benefitYear().orElseThrow());
        if (!year.equals(expected)) {
            faults.add(new Fault("YEAR_DIFFERS", "“年度”应为" + expected + "，与本次上传的年度一致。"));
        }
        BigDecimal amount = null;
        try {
            BigDecimal typed = new BigDecimal(columns.text(row, Column.AMOUNT).replace(",", ""));
            // Spreadsheets compute in binary: 0.1 + 0.2 arrives with seventeen digits.
            BigDecimal rounded = typed.abs().compareTo(MOST_YUAN) < 0 ? typed.setScale(2, RoundingMode.HALF_UP) : typed;
            if (rounded.signum() <= 0 || rounded.compareTo(MOST_YUAN) >= 0) {
                faults.add(new Fault("AMOUNT_IMPLAUSIBLE", "“个人自付金额”应大于0且小于一亿元，请核对。"));
            } else {
                amount = rounded;
            }
        } catch (NumberFormatException e) {
            faults.add(new Fault("AMOUNT_MALFORMED", "“个人自付金额”不是数字，请按元填写，例如 12345.60。"));
        }
        return new StagedRow(
                row.number(), residentId, kept(name), "", "", "", "", kept(columns.text(row, Column.YEAR)), null, amount,
                faults);
    }

    private String residentId(SheetRow row, List<Fault> faults) {
        String typed = columns.text(row, Column.RESIDENT_ID);
        if (typed.isEmpty()) {
            faults.add(new Fault("RESIDENT_ID_MISSING", "请填写身份证号。"));
            return "";
        }
        if (columns.kind(row, Column.RESIDENT_ID) == SheetRow.Kind.NUMBER && typed.length() > 15) {
            faults.add(new Fault(
                    "RESIDENT_ID_ROUNDED", "身份证号被表格软件当作数字保存，末几位已丢失。请将该列设为“文本”格式后重新填写。"));
            return kept(typed);
        }
        try {
            return ResidentId.parse(typed).value();
        } catch (IllegalArgumentException e) {
            faults.add(new Fault("RESIDENT_ID_MALFORMED", "身份证号不正确：应为18位，且校验码须相符。"));
            return kept(typed);
        }
    }

    private String category(SheetRow row, Upload.ListOfChanges list, List<Fault> faults) {
        String typed = columns.text(row, Column.CATEGORY);
        Category category = typed.isEmpty() ? list.category().orElse(null) : CATEGORIES.get(typed);
        if (category == null) {
            faults.add(new Fault(
                    "CATEGORY_UNKNOWN", typed.isEmpty() ? "请填写类别。" : "没有这一类别，请按模板说明中的名称填写。"));
            return typed;
        }
        if (!RecognisedCategories.of(upload.area()).contains(category)) {
            faults.add(new Fault(
                    "CATEGORY_NOT_OF_THIS_AREA", upload.area().chineseName() + "的文件没有“" + category.chineseName() + "”这一类别。"));
        } else if (!upload.permitted().contains(category)) {
            faults.add(new Fault("CATEGORY_NOT_YOURS", "“" + category.chineseName() + "”不由您所在的部门认定，不能由您登记。"));
        } else if (list.category().isPresent() && list.category().get() != category) {
            faults.add(new Fault(
                    "CATEGORY_NOT_OF_LIST", "本名单的类别是“" + list.category().get().chineseName() + "”，与这一行不一致。"));
        } else if (ListKind.of(upload.area(), category) != list.kind()) {
            faults.add(new Fault(
                    "KIND_DIFFERS",
                    "“" + category.chineseName() + "”须以“" + ListKind.of(upload.area(), category).chineseName() + "”的名单上报。"));
        }
        return category.name();
    }

    private void checkDivision(String typed, List<Fault> faults) {
        DivisionCode division;
        try {
            division = new DivisionCode(typed);
        } catch (IllegalArgumentException e) {
            faults.add(new Fault("DIVISION_MALFORMED", "“参保地区划代码”应为6位数字。"));
            return;
        }
        if (Divisions.nameOf(division).isEmpty()) {
            faults.add(new Fault("DIVISION_UNKNOWN", "没有找到这个行政区划代码，请核对参保地。"));
        } else if (PoolingArea.of(division).filter(upload.area()::equals).isEmpty()) {
            faults.add(new Fault("DIVISION_ELSEWHERE", "该参保地不属于" + upload.area().chineseName() + "经办机构，请核对。"));
        }
    }

    private static Optional<LocalDate> day(String typed) {
        Matcher parts = DATE.matcher(typed);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int first = parts.group(1) != null ? 1 : 4;
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(parts.group(first)),
                    Integer.parseInt(parts.group(first + 1)),
                    Integer.parseInt(parts.group(first + 2))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String kept(String text) {
        // The database keeps no character zero.
        String storable = text.indexOf('\0') < 0 ? text : text.replace("\0", "");
        return storable.length() <= LONGEST_KEPT ? storable : storable.substring(0, LONGEST_KEPT);
    }

    private static Map<String, Category> categories() {
        Map<String, Category> byName = new HashMap<>();
        for (Category category : Category.values()) {
            byName.put(category.chineseName(), category);
            byName.put(category.name(), category);
        }
        // As the departments call them among themselves.
        byName.put("低保", Category.SUBSISTENCE_ALLOWANCE);
        byName.put("低保对象", Category.SUBSISTENCE_ALLOWANCE);
        byName.put("特困人员", Category.EXTREME_POVERTY);
        byName.put("低保边缘", Category.SUBSISTENCE_MARGIN);
        byName.put("精准扶贫对象", Category.POVERTY_ALLEVIATION);
        return byName;
    }
}
