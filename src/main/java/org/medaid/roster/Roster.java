package org.medaid.roster;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.party.Parties;
import org.medaid.policy.Category;
import org.medaid.roster.CategoriesBackdated.Change;
import org.medaid.roster.CategoriesBackdated.PastDays;
import org.medaid.roster.RosterAnswer.Reason;
import org.medaid.roster.RosterAnswer.Recorded;
import org.medaid.roster.RosterAnswer.Refused;
import org.medaid.roster.persistence.CategoryPeriods;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who is a beneficiary, in which category, from when to when, on whose word. Nothing entered is ever overwritten. */
@Service
@Transactional
public class Roster {

    private static final int LONGEST_SOURCE = 200;

    private final CategoryPeriods periods;
    private final Parties parties;
    private final AuditTrail audit;
    private final BusinessClock clock;
    private final ApplicationEventPublisher events;

    Roster(
            CategoryPeriods periods,
            Parties parties,
            AuditTrail audit,
            BusinessClock clock,
            ApplicationEventPublisher events) {
        this.periods = periods;
        this.parties = parties;
        this.audit = audit;
        this.clock = clock;
        this.events = events;
    }

    /** The categories a person holds on a day, in the order of {@link Category}; each at most once. */
    @Transactional(readOnly = true)
    public List<CategoryPeriod> categoriesOn(PersonId person, LocalDate day) {
        return on(periods.of(person), day);
    }

    /** All periods of many people as the roster knows them now; who never held any is left out. */
    @Transactional(readOnly = true)
    public Map<PersonId, List<CategoryPeriod>> heldBy(Collection<PersonId> people) {
        return people.isEmpty()
                ? Map.of()
                : periods.ofAll(people).stream().collect(Collectors.groupingBy(CategoryPeriod::person));
    }

    /** Of a person's periods those of a day, in the order of {@link Category}. */
    public static List<CategoryPeriod> on(List<CategoryPeriod> held, LocalDate day) {
        return held.stream()
                .filter(period -> period.period().contains(day))
                .sorted(Comparator.comparing(CategoryPeriod::category))
                .toList();
    }

    /** All periods of a person as the roster knows them now, those gone by too; what was annulled is left out. */
    @Transactional(readOnly = true)
    public List<CategoryPeriod> held(PersonId person) {
        return periods.of(person);
    }

    /**
     * People of an area who hold a category today and have done so since a day or longer, the longest first.
     *
     * @param startedBy the latest first day
     * @param after the last one of the page before; empty for the first page
     * @param most the size of a page
     */
    @Transactional(readOnly = true)
    public List<CategoryHolder> holders(
            PoolingArea area, LocalDate startedBy, Optional<CategoryHolder> after, int most) {
        return periods.holders(area, clock.today(), startedBy, after, most);
    }

    /** Everything ever entered about a person, oldest first. */
    @Transactional(readOnly = true)
    public List<RosterRecord> history(PersonId person) {
        return periods.history(person);
    }

    /** Enters a person of the area in a category that the area's documents know, or says why not. */
    @Clause({"F1", "L1", "H1"})
    public RosterAnswer enter(PoolingArea area, EnterCategory command) {
        if (parties.person(area, command.person()).isEmpty()) {
            return refused(Reason.PERSON_NOT_FOUND, "person", "本统筹区没有登记此人，请先登记人员信息。");
        }
        Optional<Citation> basis = RecognisedCategories.basis(area, command.category());
        if (basis.isEmpty()) {
            return notOfThisArea(area, command.category());
        }
        Optional<Refused> badSource = checkSource(command.sourceDocument());
        if (badSource.isPresent()) {
            return badSource.get();
        }
        // Two clerks at once must not both find the place free.
        periods.lock(area, command.person(), command.category());
        Optional<CategoryPeriod> overlapping = overlapping(command.person(), command.category(), command.period(), null);
        if (overlapping.isPresent()) {
            return overlaps(overlapping.get());
        }
        CategoryPeriod entered = new CategoryPeriod(
                CategoryPeriodId.random(),
                command.person(),
                command.category(),
                command.period(),
                command.sourceDocument().strip());
        periods.add(entered, command.enteredBy(), clock.now());
        audit.record(audited(area, command.enteredBy(), "CATEGORY_ENTERED", entered).restingOn(basis.get()));
        backdated(area, Change.ENTERED, entered, entered.period().from(), entered.period().to());
        return new Recorded(entered);
    }

    /** Ends a period of a person of the area, or corrects its end, by an added record; or says why not. */
    public RosterAnswer end(PoolingArea area, EndCategory command) {
        Optional<CategoryPeriod> known = periods.find(command.period())
                .filter(period -> parties.person(area, period.person()).isPresent());
        if (known.isEmpty()) {
            return refused(Reason.PERIOD_NOT_FOUND, "period", "没有找到这条类别记录，请刷新后重试。");
        }
        Optional<Refused> badSource = checkSource(command.sourceDocument());
        if (badSource.isPresent()) {
            return badSource.get();
        }
        CategoryPeriod period = known.get();
        if (command.lastDay().isBefore(period.period().from())) {
            return refused(
                    Reason.ENDS_BEFORE_START, "lastDay", "终止日期不能早于开始日期 " + period.period().from() + "。");
        }
        periods.lock(area, period.person(), period.category());
        DateRange shortened = new DateRange(period.period().from(), command.lastDay());
        Optional<CategoryPeriod> overlapping =
                overlapping(period.person(), period.category(), shortened, period.id());
        if (overlapping.isPresent()) {
            return overlaps(overlapping.get());
        }
        CategoryPeriod ended = new CategoryPeriod(
                period.id(), period.person(), period.category(), shortened, period.sourceDocument());
        periods.addEnd(
                period.id(), command.lastDay(), command.sourceDocument().strip(), command.enteredBy(), clock.now());
        audit.record(audited(area, command.enteredBy(), "CATEGORY_ENDED", ended));
        LocalDate before = period.period().to();
        if (before == null || before.isAfter(command.lastDay())) {
            backdated(area, Change.ENDED, ended, command.lastDay().plusDays(1), before);
        } else {
            backdated(area, Change.ENTERED, ended, before.plusDays(1), command.lastDay());
        }
        return new Recorded(ended);
    }

    /** Tells of days that are answered differently from now on, if any of them are past. Today's bills may be settled too. */
    private void backdated(PoolingArea area, Change change, CategoryPeriod period, LocalDate from, LocalDate to) {
        LocalDate today = clock.today();
        LocalDate last = to == null || to.isAfter(today) ? today : to;
        if (!from.isAfter(last)) {
            events.publishEvent(new CategoriesBackdated(
                    area, change, List.of(new PastDays(period.person(), period.category(), new DateRange(from, last)))));
        }
    }

    private Optional<CategoryPeriod> overlapping(
            PersonId person, Category category, DateRange range, CategoryPeriodId except) {
        return periods.of(person).stream()
                .filter(other -> other.category() == category && !other.id().equals(except))
                .filter(other -> other.period().overlaps(range))
                .findFirst();
    }

    private static Optional<Refused> checkSource(String sourceDocument) {
        if (sourceDocument == null || sourceDocument.isBlank()) {
            return Optional.of(refused(
                    Reason.SOURCE_DOCUMENT_MISSING, "sourceDocument", "请填写依据的名单或决定的文号或名称。"));
        }
        if (sourceDocument.strip().length() > LONGEST_SOURCE) {
            return Optional.of(refused(
                    Reason.SOURCE_DOCUMENT_TOO_LONG, "sourceDocument", "依据文件名称不能超过" + LONGEST_SOURCE + "个字。"));
        }
        return Optional.empty();
    }

    private static Refused notOfThisArea(PoolingArea area, Category category) {
        List<Citation> bases = RecognisedCategories.bases(area);
        String articles = bases.stream().map(Citation::toString).collect(Collectors.joining("、"));
        String known = RecognisedCategories.of(area).stream()
                .map(Category::chineseName)
                .collect(Collectors.joining("、"));
        return new Refused(
                Reason.CATEGORY_NOT_OF_THIS_AREA,
                "category",
                area.chineseName() + "的文件没有“" + category.chineseName() + "”这一类别，不能登记。依据" + articles
                        + "，可以登记的类别有：" + known + "。",
                Optional.of(bases.get(0)));
    }

    private static Refused overlaps(CategoryPeriod other) {
        DateRange range = other.period();
        return refused(
                Reason.PERIOD_OVERLAPS,
                "period",
                "此人在这一类别已有记录（" + range.from() + "至" + (range.to() == null ? "今" : range.to()) + "），时间不能重叠。");
    }

    private static Refused refused(Reason reason, String field, String message) {
        return new Refused(reason, field, message, Optional.empty());
    }

    private static AuditEntry audited(PoolingArea area, String user, String action, CategoryPeriod period) {
        AuditEntry entry = AuditEntry.of(user, area, action, "PERSON", period.person())
                .with("period", period.id())
                .with("category", period.category())
                .with("from", period.period().from());
        return period.period().to() == null ? entry : entry.with("to", period.period().to());
    }
}
