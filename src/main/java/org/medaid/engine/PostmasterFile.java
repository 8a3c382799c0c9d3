package org.medaid.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a running PostgreSQL server notes in its data folder: its process, and when it started.
 *
 * @param data the data folder that the file lies in
 * @param process the process id of the server
 * @param startedAt when this process started, to the second
 */
record PostmasterFile(Path data, long process, Instant startedAt) {

    /** How far the start noted in the file may lie from the start that the system knows. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    /** What became of the server that wrote the file. */
    enum Holder {
        /** No such process: PostgreSQL clears the file up by itself. */
        GONE,
        /** The server of this data folder is alive. */
        THIS_SERVER,
        /** The number now belongs to something else, or to an ended process that nobody has collected. */
        STRANGER,
        /** The system does not tell what the process is. */
        UNKNOWN
    }

    static Path in(Path data) {
        return data.resolve("postmaster.pid");
    }

    /** The file of this data folder; empty when there is none or when its first lines are not all written. */
    static Optional<PostmasterFile> read(Path data) throws IOException {
        try {
            // The folder's name may be in any encoding; the numbers are ASCII.
            List<String> lines = Files.readAllLines(in(data), StandardCharsets.ISO_8859_1);
            if (lines.size() < 3) {
                return Optional.empty();
            }
            return Optional.of(new PostmasterFile(
                    data,
                    Math.abs(Long.parseLong(lines.get(0).strip())),
                    Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()))));
        } catch (NoSuchFileException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Tells a living server of this data folder from a process that was given the same number later. */
    Holder holder() throws IOException {
        Optional<ProcessHandle> handle = ProcessHandle.of(process).filter(ProcessHandle::isAlive);
        if (handle.isEmpty()) {
            return Holder.GONE;
        }
        if (isUncollected()) {
            return Holder.STRANGER;
        }
        Optional<String> command = handle.get().info().command();
        if (command.isEmpty()) {
            return Holder.UNKNOWN;
        }
        // Linux marks a program whose file has been replaced since.
        String program = Path.of(command.get()).getFileName().toString().replace(" (deleted)", "");
        if (!program.equals("postgres") && !program.equals("postgres.exe")) {
            return Holder.STRANGER;
        }
        return worksHere(handle.get()) ? Holder.THIS_SERVER : Holder.STRANGER;
    }

    /**
     * Whether the process has ended, yet still has its number: in a container without a collecting first process an
     * orphan stays like this for good, and PostgreSQL would take it for alive.
     */
    private boolean isUncollected() throws IOException {
        try {
            // "12345 (postgres) Z …"
            String status = Files.readString(
                    Path.of("/proc", Long.toString(process), "stat"), StandardCharsets.ISO_8859_1);
            return status.substring(status.lastIndexOf(')')).startsWith(") Z");
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private boolean worksHere(ProcessHandle handle) throws IOException {
        // A server's working folder is its data folder; Linux shows it.
        Path workingFolder = Path.of("/proc", Long.toString(process), "cwd");
        if (Files.isReadable(workingFolder)) {
            return Files.isSameFile(workingFolder, data);
        }
        return handle.info()
                .startInstant()
                .map(start -> Duration.between(start, startedAt).abs().compareTo(TOLERANCE) <= 0)
                .orElse(false);
    }
}
