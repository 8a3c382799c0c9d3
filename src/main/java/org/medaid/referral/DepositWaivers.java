package org.medaid.referral;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.medaid.api.FieldProblem;
import org.medaid.api.Outcome;
import org.medaid.api.Typed;
import org.medaid.audit.AuditEntry;
import org.medaid.audit.AuditTrail;
import org.medaid.document.Document;
import org.medaid.document.DocumentContent;
import org.medaid.document.DocumentId;
import org.medaid.document.Documents;
import org.medaid.document.LetterAnswer;
import org.medaid.document.LetterContent;
import org.medaid.document.LetterKind;
import org.medaid.document.Letters;
import org.medaid.document.Subject;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Citation;
import org.medaid.kernel.Clause;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Hospital;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.policy.Category;
import org.medaid.procedure.ProcedureParameters;
import org.medaid.referral.persistence.ReferralRows;
import org.medaid.roster.CategoryPeriod;
import org.medaid.roster.Roster;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The card with which a key beneficiary who cannot pay the deposit in time is treated first: 对于不能按时缴纳住院押金的重点医疗救助
 * 对象，医疗救助定点机构应当及时给予救治 (连政办发〔2017〕22号 六(二)).
 *
 * <p>Of the five areas' documents this one alone promises it, so only people of Lianyungang get a card; no other area's
 * article is stretched to it.
 */
@Service
@Transactional
@Clause({"L1", "R7"})
public class DepositWaivers {

    private static final Map<PoolingArea, Citation> PROMISED =
            Map.of(PoolingArea.LIANYUNGANG, new Citation("连政办发〔2017〕22号", "六(二)"));

    /** 重点医疗救助对象: the seven of 连政办发〔2017〕22号 二(一). The extended ones of 二(二) have no such promise. */
    private static final Set<Category> KEY = EnumSet.of(
            Category.SUBSISTENCE_ALLOWANCE,
            Category.EXTREME_POVERTY,
            Category.TEMPORARY_ASSISTANCE_SERIOUS_ILLNESS,
            Category.RETRENCHED_WORKER_1960S,
            Category.PREFERENTIAL_TREATMENT,
            Category.ORPHAN,
            Category.HARDSHIP_WORKER);

    private static final String SUBJECT = "DEPOSIT_WAIVER";

    private final Parties parties;
    private final Roster roster;
    private final Letters letters;
    private final Documents documents;
    private final ProcedureParameters parameters;
    private final ReferralRows rows;
    private final AuditTrail audit;
    private final BusinessClock clock;

    DepositWaivers(
            Parties parties,
            Roster roster,
            Letters letters,
            Documents documents,
            ProcedureParameters parameters,
            ReferralRows rows,
            AuditTrail audit,
            BusinessClock clock) {
        this.parties = parties;
        this.roster = roster;
        this.letters = letters;
        this.documents = documents;
        this.parameters = parameters;
        this.rows = rows;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A patient at the admission desk.
     *
     * @param office tenant id of the office of the patient's area; may be left out where only one comes into question
     * @param name has to fit the identity number
     */
    public record Asked(String office, String residentId, String name) {

        /** Without what is personal, so that it never reaches a log by accident. */
        @Override
        public String toString() {
            return "Asked[" + office + "]";
        }
    }

    /** @param document the card, see {@link #paper} */
    public record Card(String number, DocumentId document) {}

    /** Whether a user issues cards: a hospital's doctor or its medical affairs office. */
    public static boolean mayIssue(CurrentUser user) {
        return user.hospitalCode().isPresent()
                && (user.isIn(Groups.HOSPITAL_DOCTOR) || user.isIn(Groups.HOSPITAL_MEDICAL_AFFAIRS));
    }

    /** The offices whose people get a card at the user's hospital, in the order of {@link PoolingArea}; may be empty. */
    public static Set<PoolingArea> offices(CurrentUser user) {
        Set<PoolingArea> offices = EnumSet.noneOf(PoolingArea.class);
        user.offices().stream().filter(PROMISED::containsKey).forEach(offices::add);
        return offices;
    }

    /** Issues the card, or says why not. Asked for twice on a day by a hospital, a person has one card. */
    public Outcome<Card> issue(Asked asked, CurrentUser user) {
        Hospital hospital = parties.hospital(user.hospitalCode().orElseThrow()).orElseThrow();
        LocalDate today = clock.today();
        if (!hospital.designatedOn(today)) {
            return Outcome.refused("", "HOSPITAL_NOT_DESIGNATED", "本院目前不是医疗救助定点医疗机构，不能出具告知卡。");
        }
        Optional<PoolingArea> office = office(asked, user);
        if (office.isEmpty()) {
            return Outcome.refused("office", "OFFICE_MISSING", "请选择患者的参保地。");
        }
        PoolingArea area = office.get();
        Citation basis = PROMISED.get(area);
        List<FieldProblem> problems = new ArrayList<>();
        ResidentId residentId = null;
        try {
            residentId = ResidentId.parse(asked.residentId());
        } catch (IllegalArgumentException | NullPointerException e) {
            problems.add(new FieldProblem("residentId", "RESIDENT_ID_INVALID", "身份证号码不正确，请核对18位号码。"));
        }
        if (Typed.blank(asked.name())) {
            problems.add(new FieldProblem("name", "NAME_MISSING", "请填写姓名。"));
        }
        if (!problems.isEmpty()) {
            return Outcome.refused(problems);
        }
        // Name and number have to fit: a hospital learns nothing about people it does not know.
        Optional<Person> found = parties.findPerson(area, residentId)
                .filter(known -> known.name().equals(asked.name().strip()));
        if (found.isEmpty()) {
            return Outcome.refused(
                    "residentId", "PERSON_UNKNOWN", "没有查到姓名与身份证号码相符的" + area.chineseName() + "参保人员，请核对。");
        }
        Person person = found.get();
        Optional<CategoryPeriod> held = roster.categoriesOn(person.id(), today).stream()
                .filter(period -> KEY.contains(period.category()))
                .findFirst();
        if (held.isEmpty()) {
            audit.record(AuditEntry.of(user.id(), area, "DEPOSIT_WAIVER_REFUSED", "PERSON", person.id())
                    .with("hospital", hospital.code())
                    .restingOn(basis));
            return Outcome.refused(
                    "residentId", "NOT_A_KEY_BENEFICIARY", "此人目前不属于重点医疗救助对象（连政办发〔2017〕22号 二(一)），不能出具告知卡。");
        }
        Subject subject = subject(hospital.code(), person, today);
        rows.lockRequest(hospital.code(), subject.id());
        Optional<Card> earlier = letters.of(area, subject).stream()
                .findFirst()
                .map(issued -> new Card(issued.number(), issued.document()));
        return earlier.isPresent() ? Outcome.done(earlier.get()) : print(held.get(), person, area, hospital, subject, user);
    }

    private Outcome<Card> print(
            CategoryPeriod held, Person person, PoolingArea area, Hospital hospital, Subject subject, CurrentUser user) {
        LocalDate today = clock.today();
        LocalDate last = today.plusDays(parameters.days(area, ReferralParameter.WAIVER_DAYS) - 1L);
        LocalDate ends = held.period().to();
        LetterContent content = new LetterContent.DepositWaiver(
                person.name(),
                person.residentId().masked(),
                held.category().chineseName(),
                today,
                ends != null && ends.isBefore(last) ? ends : last,
                hospital.name(),
                PROMISED.get(area));
        LetterAnswer answer = letters.issue(area, LetterKind.DEPOSIT_WAIVER, subject, content, user.id());
        if (!(answer instanceof LetterAnswer.Issued issued)) {
            return Outcome.refused("name", "NOT_PRINTABLE", ((LetterAnswer.MissingGlyphs) answer).message());
        }
        audit.record(AuditEntry.of(user.id(), area, "DEPOSIT_WAIVER_ISSUED", "PERSON", person.id())
                .with("hospital", hospital.code())
                .with("category", held.category())
                .with("document", issued.document())
                .restingOn(PROMISED.get(area)));
        return Outcome.done(new Card(issued.number(), issued.document()));
    }

    /** A card as PDF, for the hospital it was issued at; reading is recorded. */
    public Optional<DocumentContent> paper(DocumentId id, CurrentUser user) {
        String own = user.hospitalCode().orElseThrow() + "/";
        for (PoolingArea area : offices(user)) {
            CurrentUser reader = ReferralLetters.forOffice(user, area);
            Optional<Document> card = documents
                    .find(reader, id)
                    .filter(document -> document.attachedTo()
                            .filter(subject -> subject.type().equals(SUBJECT) && subject.id().startsWith(own))
                            .isPresent());
            if (card.isPresent()) {
                return documents.read(reader, id);
            }
        }
        return Optional.empty();
    }

    private static Optional<PoolingArea> office(Asked asked, CurrentUser user) {
        Set<PoolingArea> offices = offices(user);
        return Typed.blank(asked.office())
                ? offices.stream().findFirst().filter(only -> offices.size() == 1)
                : PoolingArea.ofTenant(asked.office()).filter(offices::contains);
    }

    private static Subject subject(String hospital, Person person, LocalDate day) {
        return new Subject(SUBJECT, hospital + "/" + person.id() + "/" + day);
    }
}
