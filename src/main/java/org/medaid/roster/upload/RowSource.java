package org.medaid.roster.upload;

import java.io.Closeable;

/** The rows of a file, one after the other; it never holds more than a few of them. */
interface RowSource extends Closeable {

    /** The longest text of a cell: as in Excel. */
    int LONGEST_CELL = 32_767;

    /** The cells of the first row. */
    String[] header();

    /**
     * The next row below the header, blank ones included; null at the end.
     *
     * @throws UnreadableFile if the file cannot be read any further
     */
    SheetRow next() throws UnreadableFile;

    /** How much of {@link #bytesTotal()} has been read. */
    long bytesRead();

    long bytesTotal();
}
