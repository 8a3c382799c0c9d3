package org.medaid.roster.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.medaid.roster.Upload;
import org.medaid.roster.model.StagedRow;
import org.springframework.batch.item.ExecutionContext;
import org.springframework.batch.item.ItemStreamReader;

/**
 * Reads a file from the row after the last one that was staged.
 *
 * <p>The last row's number is kept with the rows themselves, in the same transaction: after a kill the file is read again,
 * and rows up to that number are passed over.
 */
final class FileRows implements ItemStreamReader<FileRows.Item> {

    /** More rows than any city has beneficiaries, and few enough for the numbers used here. */
    private static final int MOST_ROWS = 3_000_000;

    private static final String LAST_ROW = "lastRow";

    /**
     * A row, or the reason why the file as a whole is refused.
     *
     * @param bytesRead of {@code bytesTotal} up to here
     */
    record Item(StagedRow row, String refusal, long bytesRead, long bytesTotal) {}

    private final Upload upload;
    private final UploadFolder folder;
    private RowSource source;
    private RowReading reading;
    private String refusal;
    private int lastRow;
    private boolean anyRow;
    private boolean ended;

    FileRows(Upload upload, UploadFolder folder) {
        this.upload = upload;
        this.folder = folder;
    }

    @Override
    public void open(ExecutionContext context) {
        lastRow = context.getInt(LAST_ROW, 0);
        anyRow = lastRow > 0;
        Path file = folder.file(upload.id());
        if (!Files.exists(file)) {
            refusal = "上传的文件已不在服务器上，请重新上传。";
            return;
        }
        try {
            source = TableFile.open(file, folder.folder());
            boolean categoryKnown = upload.list().flatMap(Upload.ListOfChanges::category).isPresent();
            reading = new RowReading(upload, Columns.read(source.header(), upload.purpose(), categoryKnown));
        } catch (UnreadableFile e) {
            refusal = e.getMessage();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Item read() {
        if (ended) {
            return null;
        }
        try {
            if (refusal == null) {
                for (SheetRow row = source.next(); row != null; row = source.next()) {
                    if (row.number() <= lastRow || row.isBlank()) {
                        continue;
                    }
                    if (row.number() > MOST_ROWS) {
                        throw new UnreadableFile("文件超过" + MOST_ROWS / 10_000 + "万行，请分成几个文件上传。");
                    }
                    lastRow = row.number();
                    anyRow = true;
                    return new Item(reading.read(row), null, source.bytesRead(), source.bytesTotal());
                }
                if (anyRow) {
                    ended = true;
                    return null;
                }
                throw new UnreadableFile("文件里只有表头，没有数据。请从第二行起填写后重新上传。");
            }
        } catch (UnreadableFile e) {
            refusal = e.getMessage();
        }
        ended = true;
        return new Item(null, refusal, 1, 1);
    }

    @Override
    public void update(ExecutionContext context) {
        context.putInt(LAST_ROW, lastRow);
    }

    @Override
    public void close() {
        try {
            if (source != null) {
                source.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<StagedRow> rows(List<? extends Item> items) {
        return items.stream().map(Item::row).filter(row -> row != null).toList();
    }
}
