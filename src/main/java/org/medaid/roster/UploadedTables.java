package org.medaid.roster;

import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** Reads tables that people upload (.xlsx or .csv), with the same care as the lists of the roster. */
public interface UploadedTables {

    /** More would not be looked through by hand. */
    int MOST_ROWS = 20_000;

    /** @param number the row's number as a spreadsheet shows it, the header being 1 */
    record Row(int number, Map<String, String> cells) {}

    /** What came of a file. */
    sealed interface Answer {

        /** @param rows each with its cells by the title of their column; blank rows are left out */
        record Read(List<Row> rows) implements Answer {}

        /** @param message a Chinese sentence for the person at the screen; it holds nothing out of the file */
        record Refused(String message) implements Answer {}
    }

    /** @param titles the columns that the first row must have, in any order; further columns are left alone */
    Answer read(InputStream file, List<String> titles);
}
