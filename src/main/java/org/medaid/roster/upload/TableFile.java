package org.medaid.roster.upload;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells by its first bytes what a file is: its name says nothing reliable. */
final class TableFile {

    private TableFile() {}

    /**
     * @param scratch a folder for what does not fit into memory; emptied again when the rows are closed
     * @throws UnreadableFile if it is no table that can be read
     */
    static RowSource open(Path file, Path scratch) throws IOException, UnreadableFile {
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(8);
        }
        if (start.length == 0) {
            throw new UnreadableFile("文件是空的，请检查后重新上传。");
        }
        if (start.length >= 4 && start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4) {
            return WorkbookRows.open(file, scratch);
        }
        if (start.length >= 4 && (start[0] & 0xFF) == 0xD0 && (start[1] & 0xFF) == 0xCF && (start[2] & 0xFF) == 0x11) {
            throw new UnreadableFile("这是旧版 .xls 文件或加了密码的表格，无法读取。请去掉密码，另存为 .xlsx 后重新上传。");
        }
        return CsvRows.open(file);
    }
}
