package org.medaid.roster.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.medaid.roster.UploadId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Where uploaded files wait until their rows are staged. They hold identity numbers: only the application's own user reads
 * them, and they are gone as soon as they are read.
 */
@Component
public class UploadFolder {

    private static final String RECEIVED = ".table";

    private final Path folder;
    private final long mostBytes;

    UploadFolder(
            @Value("${medaid.roster.upload-folder:.medaid/uploads}") Path folder,
            @Value("${medaid.roster.most-upload-megabytes:200}") int mostMegabytes) {
        this.folder = folder;
        this.mostBytes = mostMegabytes * 1024L * 1024L;
    }

    /** The most bytes a file may have. */
    public long mostBytes() {
        return mostBytes;
    }

    /**
     * Stores what comes in, never more of it in memory than a few kilobytes.
     *
     * @return the number of bytes, or -1 if there were more than {@link #mostBytes()}; then nothing is kept
     * @throws IOException if the line broke; then nothing is kept
     */
    public long receive(UploadId id, InputStream in) throws IOException {
        Path part = PrivateFiles.create(folder, "part");
        try {
            CountedStream counted = new CountedStream(in, mostBytes);
            try (OutputStream out = Files.newOutputStream(part)) {
                counted.transferTo(out);
            }
            // Whole under its final name, or not there at all.
            Files.move(part, file(id), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return counted.count();
        } catch (CountedStream.OverLimit e) {
            return -1;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    Path file(UploadId id) {
        return folder.resolve(id + RECEIVED);
    }

    Path folder() {
        return folder;
    }

    void delete(UploadId id) {
        try {
            Files.deleteIfExists(file(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Clears away what a killed application left behind. */
    void keepOnly(Set<UploadId> needed) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Set<Path> kept = needed.stream().map(this::file).collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> !kept.contains(path)).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
