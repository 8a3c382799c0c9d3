package org.medaid.roster.upload;

import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The texts of a workbook, which its cells name by number. Kept in files: a million rows have millions of them. */
final class SharedStrings implements Closeable {

    /** As much as can be mapped at once, with room to spare. */
    private static final long MOST_BYTES = 1_500_000_000;

    private final Path textFile;
    private final Path offsetFile;
    private DataOutputStream texts;
    private DataOutputStream offsets;
    private long written;
    private int count;
    private MappedByteBuffer mappedTexts;
    private MappedByteBuffer mappedOffsets;

    SharedStrings(Path scratch) throws IOException {
        textFile = PrivateFiles.create(scratch, "texts");
        offsetFile = PrivateFiles.create(scratch, "offsets");
        texts = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(textFile), 1 << 16));
        offsets = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(offsetFile), 1 << 16));
    }

    void add(CharSequence text) throws IOException, UnreadableFile {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        offsets.writeInt((int) written);
        texts.write(bytes);
        written += bytes.length;
        count++;
        if (written > MOST_BYTES) {
            throw new UnreadableFile("文件内容过大，请分成几个文件上传。");
        }
    }

    /** No more will be added. */
    void complete() throws IOException {
        offsets.writeInt((int) written);
        offsets.close();
        texts.close();
        mappedTexts = map(textFile);
        mappedOffsets = map(offsetFile);
    }

    /** @return null if there is no text with this number */
    String get(int number) {
        if (number < 0 || number >= count) {
            return null;
        }
        int from = mappedOffsets.getInt(number * 4);
        byte[] bytes = new byte[mappedOffsets.getInt(number * 4 + 4) - from];
        mappedTexts.get(from, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        texts.close();
        offsets.close();
        mappedTexts = null;
        mappedOffsets = null;
        Files.deleteIfExists(textFile);
        Files.deleteIfExists(offsetFile);
    }

    private static MappedByteBuffer map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
    }
}
