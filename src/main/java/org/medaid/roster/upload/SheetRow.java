package org.medaid.roster.upload;

/**
 * A row of a table as it stands in a file.
 *
 * @param number counted as the person sees it in a spreadsheet, the header being 1
 * @param cells in the order of the header, blanks stripped, never null
 * @param kinds for each cell
 * @param wellFormed whether the row has as many cells as the header
 */
record SheetRow(int number, String[] cells, Kind[] kinds, boolean wellFormed) {

    enum Kind {
        TEXT,
        /** Stored as a number: long ones have lost their last digits. */
        NUMBER,
        DATE,
        FORMULA,
        /** What a spreadsheet shows as {@code #N/A} and the like. */
        ERROR
    }

    boolean isBlank() {
        for (String cell : cells) {
            if (!cell.isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
