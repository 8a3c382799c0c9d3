package org.medaid.roster.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.medaid.roster.UploadedTables;
import org.springframework.stereotype.Component;

/** Holds a table for the time of one reading: such files hold identity numbers, so they do not stay. */
@Component
class ReadTables implements UploadedTables {

    private final UploadFolder folder;

    ReadTables(UploadFolder folder) {
        this.folder = folder;
    }

    @Override
    public Answer read(InputStream file, List<String> titles) {
        try {
            Path copy = PrivateFiles.create(folder.folder(), "part");
            try {
                try (OutputStream out = Files.newOutputStream(copy)) {
                    file.transferTo(out);
                }
                return read(copy, titles);
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (UnreadableFile e) {
            return new Answer.Refused(e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer read(Path copy, List<String> titles) throws IOException, UnreadableFile {
        try (RowSource source = TableFile.open(copy, folder.folder())) {
            Map<String, Integer> places = new HashMap<>();
            for (int i = 0; i < source.header().length; i++) {
                // As people decorate templates: "姓名*", "类别（必填）".
                places.putIfAbsent(source.header()[i].replaceAll("[*＊\\s\\uFEFF]|[(（].*", ""), i);
            }
            List<String> missing = titles.stream().filter(title -> !places.containsKey(title)).toList();
            if (!missing.isEmpty()) {
                throw new UnreadableFile("表头缺少“" + String.join("”“", missing) + "”列。请下载模板，第一行保持不变，从第二行起填写。");
            }
            List<Row> rows = new ArrayList<>();
            for (SheetRow row = source.next(); row != null; row = source.next()) {
                if (row.isBlank()) {
                    continue;
                }
                if (rows.size() == MOST_ROWS) {
                    throw new UnreadableFile("文件超过" + MOST_ROWS + "行，请分成几个文件上传。");
                }
                Map<String, String> cells = new HashMap<>();
                for (String title : titles) {
                    int place = places.get(title);
                    cells.put(title, place < row.cells().length ? row.cells()[place] : "");
                }
                rows.add(new Row(row.number(), cells));
            }
            return rows.isEmpty()
                    ? new Answer.Refused("文件里只有表头，没有数据。请从第二行起填写后重新上传。")
                    : new Answer.Read(rows);
        }
    }
}
