package org.medaid.roster.upload;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.medaid.roster.UploadPurpose;

/** Which column of a file holds what, told by the header: the order is free, further columns are left alone. */
public final class Columns {

    /** The columns of the templates, in their order. */
    public enum Column {
        RESIDENT_ID("身份证号", UploadPurpose.ROSTER, UploadPurpose.LARGE_COSTS),
        NAME("姓名", UploadPurpose.ROSTER, UploadPurpose.LARGE_COSTS),
        CHANGE("变动", UploadPurpose.ROSTER),
        CATEGORY("类别", UploadPurpose.ROSTER),
        EFFECTIVE("生效日期", UploadPurpose.ROSTER),
        DIVISION("参保地区划代码", UploadPurpose.ROSTER),
        INSURED("是否参保", UploadPurpose.ROSTER),
        YEAR("年度", UploadPurpose.LARGE_COSTS),
        AMOUNT("个人自付金额", UploadPurpose.LARGE_COSTS);

        private final String title;
        private final List<UploadPurpose> purposes;

        Column(String title, UploadPurpose... purposes) {
            this.title = title;
            this.purposes = List.of(purposes);
        }

        public String title() {
            return title;
        }

        /** The columns of a purpose's template. */
        public static List<Column> of(UploadPurpose purpose) {
            List<Column> columns = new ArrayList<>();
            for (Column column : values()) {
                if (column.purposes.contains(purpose)) {
                    columns.add(column);
                }
            }
            return columns;
        }

        private boolean mayBeAbsent(boolean categoryKnown) {
            return switch (this) {
                case EFFECTIVE, DIVISION, INSURED -> true;
                case CATEGORY -> categoryKnown;
                default -> false;
            };
        }
    }

    private final Map<Column, Integer> places;

    private Columns(Map<Column, Integer> places) {
        this.places = places;
    }

    /**
     * @param categoryKnown whether the list as a whole names the category
     * @throws UnreadableFile if a column is missing or comes twice
     */
    static Columns read(String[] header, UploadPurpose purpose, boolean categoryKnown) throws UnreadableFile {
        Map<Column, Integer> places = new EnumMap<>(Column.class);
        List<Column> known = Column.of(purpose);
        for (int i = 0; i < header.length; i++) {
            // As people decorate templates: "姓名*", "类别（必填）".
            String title = header[i].replaceAll("[*＊\\s\\uFEFF]|[(（].*", "");
            for (Column column : known) {
                if (column.title().equals(title) && places.put(column, i) != null) {
                    throw new UnreadableFile("表头中“" + column.title() + "”出现了两次，请删去多余的一列后重新上传。");
                }
            }
        }
        if (places.isEmpty()) {
            throw new UnreadableFile("第一行不是模板的表头。请下载模板，第一行保持不变，从第二行起填写。");
        }
        List<String> missing = new ArrayList<>();
        for (Column column : known) {
            if (!places.containsKey(column) && !column.mayBeAbsent(categoryKnown)) {
                missing.add("“" + column.title() + "”");
            }
        }
        if (!missing.isEmpty()) {
            throw new UnreadableFile("表头缺少" + String.join("、", missing) + "列。请下载模板，第一行保持不变，从第二行起填写。");
        }
        return new Columns(places);
    }

    /** The cell's text; empty where the file has no such column. */
    String text(SheetRow row, Column column) {
        Integer place = places.get(column);
        return place == null ? "" : row.cells()[place];
    }

    SheetRow.Kind kind(SheetRow row, Column column) {
        Integer place = places.get(column);
        return place == null ? SheetRow.Kind.TEXT : row.kinds()[place];
    }
}
