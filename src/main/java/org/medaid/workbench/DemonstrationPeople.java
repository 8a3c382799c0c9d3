package org.medaid.workbench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.policy.Category;

/**
 * The invented people of the demonstration, from {@code demonstration/people.csv}: in every area two of each category it
 * knows, and one of none.
 *
 * <p>Their numbers are valid in form only; their names say what they are. They are written out rather than made up at
 * the start, because manuals and tests name them.
 */
public final class DemonstrationPeople {

    /**
     * An invented person.
     *
     * @param categories what the person is entered as; empty for the one of none
     * @param since the first day in the categories, which are still held
     */
    public record DemonstrationPerson(
            PoolingArea area,
            ResidentId residentId,
            String name,
            Set<Category> categories,
            DivisionCode division,
            LocalDate since) {}

    private static final String FILE = "/demonstration/people.csv";

    private static final List<DemonstrationPerson> ALL = read();

    private DemonstrationPeople() {}

    /** The people of an area, the one of none last. */
    public static List<DemonstrationPerson> of(PoolingArea area) {
        return ALL.stream().filter(person -> person.area() == area).toList();
    }

    /** The two people of an area in a category; none if the area does not know it. */
    public static List<DemonstrationPerson> of(PoolingArea area, Category category) {
        return of(area).stream()
                .filter(person -> person.categories().contains(category))
                .toList();
    }

    /** The person of an area who is in no category. */
    public static DemonstrationPerson withoutCategory(PoolingArea area) {
        return of(area).stream()
                .filter(person -> person.categories().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    public static List<DemonstrationPerson> all() {
        return ALL;
    }

    private static List<DemonstrationPerson> read() {
        try (InputStream file = DemonstrationPeople.class.getResourceAsStream(FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines().skip(1).map(DemonstrationPeople::person).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DemonstrationPerson person(String line) {
        String[] cells = line.split(",");
        return new DemonstrationPerson(
                PoolingArea.ofTenant(cells[0]).orElseThrow(),
                new ResidentId(cells[1]),
                cells[2],
                cells[3].isEmpty() ? Set.of() : Set.of(Category.valueOf(cells[3])),
                new DivisionCode(cells[4]),
                LocalDate.parse(cells[5]));
    }
}
