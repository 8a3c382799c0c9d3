package org.medaid.roster.upload;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Comma-separated text in UTF-8, with or without byte-order mark, or in GB18030 as Chinese spreadsheets save it. */
final class CsvRows implements RowSource {

    private static final Charset GB18030 = Charset.forName("GB18030");
    /** A forgotten quote would otherwise take the rest of the file for one cell. */
    private static final int LONGEST_RECORD = 65_536;

    private static final int BLOCK = 65_536;

    private final long size;
    private final CountedStream counted;
    private final CsvReader<CsvRecord> reader;
    private final CloseableIterator<CsvRecord> records;
    private final String[] header;
    private long lastLine = 1;

    private CsvRows(Path file, Charset charset, int skip, char separator) throws IOException, UnreadableFile {
        size = Files.size(file);
        counted = new CountedStream(Files.newInputStream(file), Long.MAX_VALUE);
        InputStream in = new BufferedInputStream(counted, BLOCK);
        in.skipNBytes(skip);
        CharsetDecoder strict = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        reader = CsvReader.builder()
                .fieldSeparator(separator)
                .quoteCharacter('"')
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(false)
                .allowUnclosedQuote(false)
                .maxBufferSize(LONGEST_RECORD)
                .ofCsvRecord(new InputStreamReader(in, strict));
        records = reader.iterator();
        CsvRecord first = record();
        header = first == null ? new String[0] : stripped(first, first.getFieldCount());
    }

    /** @throws UnreadableFile if the text is in none of the known encodings */
    static CsvRows open(Path file) throws IOException, UnreadableFile {
        byte[] start = start(file);
        if (startsWith(start, 0xFF, 0xFE) || startsWith(start, 0xFE, 0xFF)) {
            throw new UnreadableFile("文件编码是 UTF-16，无法读取。请在表格软件中另存为“CSV UTF-8（逗号分隔）”后重新上传。");
        }
        for (byte b : start) {
            if (b == 0) {
                throw new UnreadableFile("这不是表格文件。请使用模板，保存为 .xlsx 或 .csv 后上传。");
            }
        }
        int skip = startsWith(start, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        Charset charset;
        if (decodes(file, StandardCharsets.UTF_8)) {
            charset = StandardCharsets.UTF_8;
        } else if (skip == 0 && decodes(file, GB18030)) {
            charset = GB18030;
        } else {
            throw new UnreadableFile("文件编码无法识别，只接受 UTF-8 或 GB18030 编码。请在表格软件中另存为“CSV UTF-8（逗号分隔）”后重新上传。");
        }
        return new CsvRows(file, charset, skip, separator(start));
    }

    @Override
    public String[] header() {
        return header;
    }

    @Override
    public SheetRow next() throws UnreadableFile {
        CsvRecord record = record();
        if (record == null) {
            return null;
        }
        String[] cells = stripped(record, header.length);
        SheetRow.Kind[] kinds = new SheetRow.Kind[cells.length];
        for (int i = 0; i < cells.length; i++) {
            kinds[i] = cells[i].startsWith("=") ? SheetRow.Kind.FORMULA : SheetRow.Kind.TEXT;
        }
        return new SheetRow(
                Math.toIntExact(record.getStartingLineNumber()), cells, kinds, record.getFieldCount() == header.length);
    }

    @Override
    public long bytesRead() {
        return counted.count();
    }

    @Override
    public long bytesTotal() {
        return size;
    }

    @Override
    public void close() throws IOException {
        records.close();
        reader.close();
    }

    private CsvRecord record() throws UnreadableFile {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvRecord record = records.next();
            lastLine = record.getStartingLineNumber();
            return record;
        } catch (CsvParseException e) {
            throw new UnreadableFile("第" + lastLine + "行之后的引号不成对，无法分清各列。请检查该处的英文引号后重新上传。");
        } catch (UncheckedIOException e) {
            throw new UnreadableFile("第" + lastLine + "行之后的内容无法读取，请检查文件是否完整后重新上传。");
        }
    }

    private static String[] stripped(CsvRecord record, int length) {
        String[] cells = new String[length];
        int known = Math.min(length, record.getFieldCount());
        for (int i = 0; i < known; i++) {
            cells[i] = record.getField(i).strip();
        }
        Arrays.fill(cells, known, length, "");
        return cells;
    }

    private static byte[] start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(4096);
        }
    }

    private static boolean startsWith(byte[] content, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (content.length <= i || (content[i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Some spreadsheets save with tabs or semicolons. Looked for in bytes: the same in every encoding accepted. */
    private static char separator(byte[] start) {
        int comma = 0;
        int tab = 0;
        int semicolon = 0;
        for (byte b : start) {
            if (b == '\n') {
                break;
            }
            comma += b == ',' ? 1 : 0;
            tab += b == '\t' ? 1 : 0;
            semicolon += b == ';' ? 1 : 0;
        }
        if (comma >= tab && comma >= semicolon) {
            return ',';
        }
        return tab >= semicolon ? '\t' : ';';
    }

    /** Reads the whole file: a wrong guess would show only at the first strange character, rows later. */
    private static boolean decodes(Path file, Charset charset) throws IOException {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
        CharBuffer characters = CharBuffer.allocate(BLOCK);
        try (InputStream in = Files.newInputStream(file)) {
            boolean end = false;
            while (!end) {
                int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
                end = read < 0;
                bytes.position(bytes.position() + Math.max(read, 0));
                bytes.flip();
                CoderResult result = decoder.decode(bytes, characters, end);
                while (result.isOverflow()) {
                    characters.clear();
                    result = decoder.decode(bytes, characters, end);
                }
                if (result.isError()) {
                    return false;
                }
                characters.clear();
                bytes.compact();
            }
            return !decoder.flush(characters).isError();
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
