package org.medaid.roster.upload;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The rows of the first sheet of an .xlsx file (ECMA-376), read as they come.
 *
 * <p>The usual readers keep all texts of a workbook in memory, or do not tell that cells are merged or computed; here both
 * must be known, and memory must not grow with the file.
 */
final class WorkbookRows implements RowSource {

    /** Sheets shrink 10 to 40 times; a bomb 1000 times. */
    private static final long MOST_INFLATION = 200;

    private static final long ALWAYS_INFLATED = 32L << 20;
    private static final long MOST_INFLATED = 8L << 30;
    private static final int MOST_ENTRIES = 1_000;
    private static final int MOST_COLUMNS = 100;

    private static final String BROKEN = "文件不完整或已损坏，无法读取。请用表格软件打开检查，另存为 .xlsx 后重新上传。";
    private static final String NO_WORKBOOK = "这不是 .xlsx 表格文件。请使用模板，保存为 .xlsx 或 .csv 后上传。";
    private static final String BOMB = "文件解压后异常庞大，为安全起见不予读取。请使用模板重新制作后上传。";

    private static final XMLInputFactory XML = xml();

    private final ZipFile zip;
    private final SharedStrings texts;
    private final boolean[] dateStyles;
    private final boolean from1904;
    private final CountedStream counted;
    private final long total;
    private final XMLStreamReader sheet;
    private final StringBuilder text = new StringBuilder();
    private String[] header = new String[0];
    private int lastRow;

    private WorkbookRows(ZipFile zip, Path scratch) throws IOException, UnreadableFile {
        this.zip = zip;
        this.texts = new SharedStrings(scratch);
        try {
            Workbook workbook = readWorkbook();
            from1904 = workbook.from1904();
            dateStyles = readStyles();
            readTexts();
            ZipEntry entry = zip.getEntry(readTarget(workbook.firstSheet()));
            if (entry == null) {
                throw new UnreadableFile(BROKEN);
            }
            total = Math.max(entry.getSize(), 1);
            counted = open(entry);
            sheet = XML.createXMLStreamReader(new BufferedInputStream(counted, 1 << 16));
            SheetRow first = read();
            if (first != null && first.number() == 1) {
                int width = first.cells().length;
                while (width > 0 && first.cells()[width - 1].isEmpty()) {
                    width--;
                }
                header = Arrays.copyOf(first.cells(), width);
            }
        } catch (XMLStreamException | IOException | UnreadableFile | RuntimeException e) {
            texts.close();
            throw e instanceof UnreadableFile said ? said : refusal(e);
        }
    }

    static WorkbookRows open(Path file, Path scratch) throws IOException, UnreadableFile {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException | IllegalArgumentException e) {
            throw new UnreadableFile(BROKEN);
        }
        try {
            checkContents(zip, Files.size(file));
            return new WorkbookRows(zip, scratch);
        } catch (UnreadableFile | IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    @Override
    public String[] header() {
        return header;
    }

    @Override
    public SheetRow next() throws UnreadableFile {
        try {
            SheetRow row = read();
            if (row == null) {
                return null;
            }
            boolean wellFormed = true;
            for (int i = header.length; i < row.cells().length; i++) {
                wellFormed &= row.cells()[i].isEmpty();
            }
            String[] cells = Arrays.copyOf(row.cells(), header.length);
            SheetRow.Kind[] kinds = Arrays.copyOf(row.kinds(), header.length);
            for (int i = row.cells().length; i < header.length; i++) {
                cells[i] = "";
                kinds[i] = SheetRow.Kind.TEXT;
            }
            return new SheetRow(row.number(), cells, kinds, wellFormed);
        } catch (XMLStreamException | IOException | RuntimeException e) {
            throw refusal(e);
        }
    }

    @Override
    public long bytesRead() {
        return counted.count();
    }

    @Override
    public long bytesTotal() {
        return total;
    }

    @Override
    public void close() throws IOException {
        texts.close();
        zip.close();
    }

    private static void checkContents(ZipFile zip, long size) throws UnreadableFile {
        if (zip.size() > MOST_ENTRIES) {
            throw new UnreadableFile(BOMB);
        }
        long declared = 0;
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            declared += Math.max(entries.nextElement().getSize(), 0);
        }
        if (declared > limit(size)) {
            throw new UnreadableFile(BOMB);
        }
        if (zip.getEntry("[Content_Types].xml") == null || zip.getEntry("xl/workbook.xml") == null) {
            throw new UnreadableFile(NO_WORKBOOK);
        }
    }

    private static long limit(long compressed) {
        return Math.min(MOST_INFLATED, Math.max(ALWAYS_INFLATED, compressed * MOST_INFLATION));
    }

    /** The declared size may lie, so what really comes out is counted. */
    private CountedStream open(ZipEntry entry) throws IOException {
        return new CountedStream(zip.getInputStream(entry), limit(entry.getCompressedSize()));
    }

    private XMLStreamReader part(String name) throws IOException, XMLStreamException {
        ZipEntry entry = zip.getEntry(name);
        return entry == null ? null : XML.createXMLStreamReader(new BufferedInputStream(open(entry), 1 << 16));
    }

    private record Workbook(String firstSheet, boolean from1904) {}

    private Workbook readWorkbook() throws IOException, XMLStreamException, UnreadableFile {
        XMLStreamReader xml = part("xl/workbook.xml");
        boolean old = false;
        String first = null;
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                if (xml.getLocalName().equals("workbookPr")) {
                    String value = xml.getAttributeValue(null, "date1904");
                    old = "1".equals(value) || "true".equals(value);
                } else if (xml.getLocalName().equals("sheet") && first == null) {
                    for (int i = 0; i < xml.getAttributeCount(); i++) {
                        if (xml.getAttributeLocalName(i).equals("id")) {
                            first = xml.getAttributeValue(i);
                        }
                    }
                }
            }
        }
        if (first == null) {
            throw new UnreadableFile(NO_WORKBOOK);
        }
        return new Workbook(first, old);
    }

    private String readTarget(String relation) throws IOException, XMLStreamException, UnreadableFile {
        XMLStreamReader xml = part("xl/_rels/workbook.xml.rels");
        while (xml != null && xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("Relationship")
                    && relation.equals(xml.getAttributeValue(null, "Id"))) {
                String target = xml.getAttributeValue(null, "Target");
                return target.startsWith("/") ? target.substring(1) : "xl/" + target;
            }
        }
        throw new UnreadableFile(BROKEN);
    }

    /** Which of the cells' styles show a number as a date. */
    private boolean[] readStyles() throws IOException, XMLStreamException {
        XMLStreamReader xml = part("xl/styles.xml");
        Set<Integer> dateFormats = new HashSet<>();
        for (int id : new int[] {14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58}) {
            dateFormats.add(id);
        }
        List<Boolean> styles = new ArrayList<>();
        boolean inCellFormats = false;
        while (xml != null && xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "numFmt" -> {
                        String code = xml.getAttributeValue(null, "formatCode")
                                .replaceAll("\"[^\"]*\"|\\[[^]]*]|\\\\.", "")
                                .toLowerCase();
                        if (code.contains("y") || code.contains("d")) {
                            dateFormats.add(Integer.parseInt(xml.getAttributeValue(null, "numFmtId")));
                        }
                    }
                    case "cellXfs" -> inCellFormats = true;
                    case "xf" -> {
                        if (inCellFormats) {
                            String format = xml.getAttributeValue(null, "numFmtId");
                            styles.add(format != null && dateFormats.contains(Integer.parseInt(format)));
                        }
                    }
                    default -> {}
                }
            } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("cellXfs")) {
                inCellFormats = false;
            }
        }
        boolean[] result = new boolean[styles.size()];
        for (int i = 0; i < result.length; i++) {
            result[i] = styles.get(i);
        }
        return result;
    }

    private void readTexts() throws IOException, XMLStreamException, UnreadableFile {
        XMLStreamReader xml = part("xl/sharedStrings.xml");
        boolean inText = false;
        boolean inPhonetic = false;
        while (xml != null && xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                String name = xml.getLocalName();
                if (name.equals("si")) {
                    text.setLength(0);
                }
                inPhonetic |= name.equals("rPh");
                inText = name.equals("t") && !inPhonetic;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                String name = xml.getLocalName();
                if (name.equals("si")) {
                    texts.add(text);
                }
                inPhonetic &= !name.equals("rPh");
                inText = false;
            } else if (inText && isText(event)) {
                append(xml);
            }
        }
        texts.complete();
    }

    private SheetRow read() throws XMLStreamException, IOException, UnreadableFile {
        while (sheet.hasNext()) {
            if (sheet.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            if (sheet.getLocalName().equals("row")) {
                return readRow();
            }
            if (sheet.getLocalName().equals("mergeCell")) {
                throw new UnreadableFile(
                        "表格里有合并单元格（" + plain(sheet.getAttributeValue(null, "ref")) + "），无法分清各行。请取消合并后重新上传。");
            }
        }
        return null;
    }

    private SheetRow readRow() throws XMLStreamException, UnreadableFile {
        String said = sheet.getAttributeValue(null, "r");
        int number = said == null ? lastRow + 1 : Integer.parseInt(said);
        if (number <= lastRow) {
            throw new UnreadableFile(BROKEN);
        }
        lastRow = number;
        List<String> cells = new ArrayList<>();
        List<SheetRow.Kind> kinds = new ArrayList<>();
        while (sheet.hasNext()) {
            int event = sheet.next();
            if (event == XMLStreamConstants.END_ELEMENT && sheet.getLocalName().equals("row")) {
                break;
            }
            if (event == XMLStreamConstants.START_ELEMENT && sheet.getLocalName().equals("c")) {
                String reference = sheet.getAttributeValue(null, "r");
                int column = reference == null ? cells.size() : column(reference);
                readCell(column, cells, kinds);
            }
        }
        return new SheetRow(number, cells.toArray(String[]::new), kinds.toArray(SheetRow.Kind[]::new), true);
    }

    private void readCell(int column, List<String> cells, List<SheetRow.Kind> kinds)
            throws XMLStreamException, UnreadableFile {
        String type = sheet.getAttributeValue(null, "t");
        String style = sheet.getAttributeValue(null, "s");
        boolean formula = false;
        boolean inText = false;
        text.setLength(0);
        while (sheet.hasNext()) {
            int event = sheet.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                String name = sheet.getLocalName();
                formula |= name.equals("f");
                inText = name.equals("v") || name.equals("t");
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                if (sheet.getLocalName().equals("c")) {
                    break;
                }
                inText = false;
            } else if (inText && isText(event)) {
                append(sheet);
            }
        }
        if (column >= MOST_COLUMNS) {
            return;
        }
        while (cells.size() <= column) {
            cells.add("");
            kinds.add(SheetRow.Kind.TEXT);
        }
        String value = text.toString().strip();
        SheetRow.Kind kind = SheetRow.Kind.TEXT;
        if (formula) {
            kind = SheetRow.Kind.FORMULA;
        } else if ("e".equals(type)) {
            kind = SheetRow.Kind.ERROR;
        } else if ("s".equals(type) && !value.isEmpty()) {
            value = texts.get(Integer.parseInt(value));
            if (value == null) {
                throw new UnreadableFile(BROKEN);
            }
            value = value.strip();
        } else if ((type == null || "n".equals(type)) && !value.isEmpty()) {
            boolean date = style != null && isDate(Integer.parseInt(style));
            kind = date ? SheetRow.Kind.DATE : SheetRow.Kind.NUMBER;
            BigDecimal figure = new BigDecimal(value);
            if (Math.abs(figure.precision() - (long) figure.scale()) > 400) {
                throw new UnreadableFile(BROKEN);
            }
            value = date ? day(figure) : figure.toPlainString();
        }
        cells.set(column, value);
        kinds.set(column, kind);
    }

    private boolean isDate(int style) {
        return style >= 0 && style < dateStyles.length && dateStyles[style];
    }

    /** Excel counts days since 1899-12-30, for it believes in a 29th of February 1900. */
    private String day(BigDecimal serial) {
        LocalDate start = from1904 ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, 30);
        long days = serial.longValue();
        return days < 0 || days > 2_958_465 ? serial.toPlainString() : start.plusDays(days).toString();
    }

    private void append(XMLStreamReader xml) throws UnreadableFile {
        text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        if (text.length() > LONGEST_CELL) {
            throw new UnreadableFile("有单元格的内容过长，请检查后重新上传。");
        }
    }

    private static boolean isText(int event) {
        return event == XMLStreamConstants.CHARACTERS
                || event == XMLStreamConstants.CDATA
                || event == XMLStreamConstants.SPACE;
    }

    private static int column(String reference) {
        int column = 0;
        for (int i = 0; i < reference.length() && Character.isLetter(reference.charAt(i)) && column < 20_000; i++) {
            column = column * 26 + Character.toUpperCase(reference.charAt(i)) - 'A' + 1;
        }
        return column - 1;
    }

    private static String plain(String reference) {
        return reference != null && reference.matches("[A-Z0-9:]{1,20}") ? reference : "位置不明";
    }

    private static UnreadableFile refusal(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnreadableFile said) {
                return said;
            }
            if (cause instanceof CountedStream.OverLimit) {
                return new UnreadableFile(BOMB);
            }
        }
        return new UnreadableFile(BROKEN);
    }

    private static XMLInputFactory xml() {
        // The platform's own, whatever other parsers libraries bring: its limits are the ones known here.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        return factory;
    }
}
