package org.medaid.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.Arguments;
import org.medaid.kernel.Clause;
import org.medaid.kernel.DateRange;
import org.medaid.kernel.DivisionCode;
import org.medaid.kernel.PersonId;
import org.medaid.kernel.PoolingArea;
import org.medaid.kernel.ResidentId;
import org.medaid.party.Parties;
import org.medaid.party.Person;
import org.medaid.party.PersonRegistration.Registered;
import org.medaid.party.RegisterPerson;
import org.medaid.policy.Category;
import org.medaid.security.CurrentUser;
import org.medaid.security.Groups;
import org.medaid.testing.IntegrationTest;
import org.medaid.testing.InventedResidents;
import org.medaid.testing.SignedInForTests;
import org.medaid.testing.Tables;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Lists from a file into the roster and back, and files that are none. */
@IntegrationTest
class RosterUploadTest {

    private static final String HEADER = "身份证号,姓名,变动,类别,生效日期,参保地区划代码,是否参保";
    private static final CurrentUser CIVIL =
            SignedInForTests.staff(PoolingArea.LIANYUNGANG, Groups.DEPARTMENT_CIVIL_AFFAIRS);
    private static final CurrentUser CLERK = SignedInForTests.staff(PoolingArea.LIANYUNGANG, Groups.AGENCY_CLERK);
    private static final CurrentUser POVERTY =
            SignedInForTests.staff(PoolingArea.JIANGMEN, Groups.DEPARTMENT_POVERTY_ALLEVIATION);

    @Autowired
    RosterUploads uploads;

    @Autowired
    Roster roster;

    @Autowired
    Parties parties;

    @Autowired
    JdbcClient jdbc;

    @Test
    @Clause({"S1", "H3"})
    void a_list_is_checked_row_by_row_and_its_good_rows_are_taken_when_a_person_confirms() {
        // given
        Person newcomer = person("320706", "周新增");
        Person leaver = person("320706", "吴退出");
        PersonId leaving = leaver.id();
        enter(PoolingArea.LIANYUNGANG, leaver, Category.ORPHAN, LocalDate.of(2020, 1, 1));
        Person already = person("320706", "郑已在");
        enter(PoolingArea.LIANYUNGANG, already, Category.ORPHAN, LocalDate.of(2020, 1, 1));
        ResidentId stranger = InventedResidents.next("320706");
        Person elsewhere = person("440703", "外区人");

        // when
        Upload checked = upload(CIVIL, daily("2020-05-08"), Tables.csv(
                HEADER,
                newcomer.residentId().value() + ",周新增,新增,孤儿,,,",
                leaver.residentId().value() + ",吴退出,退出,孤儿,2020-05-10,,",
                stranger.value() + ",何登记,新增,低收入家庭成员,,320706,否",
                newcomer.residentId().value() + ",周新增,新增,孤儿,,,",
                already.residentId().value() + ",郑已在,新增,孤儿,,,",
                newcomer.residentId().value() + ",周改名,新增,低收入家庭成员,,,",
                InventedResidents.next("320706").value() + ",无登记,新增,孤儿,,,",
                already.residentId().value() + ",郑已在,退出,低收入家庭成员,,,",
                elsewhere.residentId().value() + ",外区人,新增,孤儿,,320706,是",
                "320706199001011230x,错号码,新增,孤儿,,,",
                newcomer.residentId().value() + ",周新增,新增,英雄,,,",
                newcomer.residentId().value() + ",周新增,新增,特困职工,,,",
                newcomer.residentId().value() + ",周新增,新增,特困供养人员,五月一日,,",
                "",
                newcomer.residentId().value() + ",周新增,新增,特困供养人员"));

        // then nothing is taken yet, and every refused row has its reason
        assertThat(checked.state()).isEqualTo(UploadState.CHECKED);
        assertThat(reasons(checked)).containsOnlyKeys(5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16);
        Map<Integer, String> reasons = reasons(checked);
        assertThat(reasons.get(5)).contains("与第2行重复");
        assertThat(reasons.get(6)).contains("已经有效");
        assertThat(reasons.get(7)).contains("姓名与登记的不一致");
        assertThat(reasons.get(8)).contains("没有登记此人");
        assertThat(reasons.get(9)).contains("不能退出");
        assertThat(reasons.get(10)).contains("不在本统筹区");
        assertThat(reasons.get(11)).contains("校验码");
        assertThat(reasons.get(12)).contains("没有这一类别");
        assertThat(reasons.get(13)).contains("不由您所在的部门认定");
        assertThat(reasons.get(14)).contains("不是日期");
        assertThat(reasons.get(16)).contains("列数与表头不一致");
        assertThat(checked.counts().good()).isEqualTo(3);
        assertThat(roster.held(newcomer.id())).isEmpty();

        // when
        Upload taken = confirm(CLERK, checked);

        // then
        assertThat(taken.state()).isEqualTo(UploadState.TAKEN);
        assertThat(taken.counts().taken()).isEqualTo(3);
        assertThat(taken.confirmed().orElseThrow().by()).isEqualTo(CLERK.id());
        assertThat(roster.held(newcomer.id()))
                .singleElement()
                .satisfies(held -> assertThat(held.period()).isEqualTo(DateRange.from(LocalDate.of(2020, 5, 8))));
        assertThat(roster.held(leaving))
                .singleElement()
                .satisfies(held -> assertThat(held.period().to()).isEqualTo(LocalDate.of(2020, 5, 10)));
        Person registered = parties.findPerson(PoolingArea.LIANYUNGANG, stranger).orElseThrow();
        assertThat(registered.insured()).isFalse();
        assertThat(roster.held(registered.id())).hasSize(1);

        // when
        Upload undone = undo(CLERK, taken);

        // then the roster is as before, and the history shows both
        assertThat(undone.state()).isEqualTo(UploadState.UNDONE);
        assertThat(roster.held(newcomer.id())).isEmpty();
        assertThat(roster.held(leaving)).singleElement().satisfies(held -> assertThat(held.period().to()).isNull());
        assertThat(roster.history(newcomer.id()))
                .extracting(RosterRecord::kind)
                .containsExactly(RosterRecord.Kind.ENTERED, RosterRecord.Kind.ANNULLED);
        assertThat(roster.history(leaving))
                .extracting(RosterRecord::kind)
                .containsExactly(RosterRecord.Kind.ENTERED, RosterRecord.Kind.ENDED, RosterRecord.Kind.END_ANNULLED);
    }

    @Test
    @Clause("J1")
    void a_monthly_list_in_time_counts_from_the_first_of_the_next_month_and_a_late_one_a_month_later() {
        // given
        Person inTime = person("440703", "钱及时");
        Person late = person("440703", "孙迟报");

        // when
        confirm(POVERTY, upload(POVERTY, monthly("2019-03", "2019-03-20"), poverty(inTime, "新增")));
        confirm(POVERTY, upload(POVERTY, monthly("2019-03", "2019-03-21"), poverty(late, "新增")));
        confirm(POVERTY, upload(POVERTY, monthly("2019-06", "2019-06-05"), poverty(inTime, "退出")));
        confirm(POVERTY, upload(POVERTY, monthly("2019-06", "2019-07-02"), poverty(late, "退出")));

        // then
        assertThat(roster.held(inTime.id()))
                .extracting(CategoryPeriod::period)
                .containsExactly(new DateRange(LocalDate.of(2019, 4, 1), LocalDate.of(2019, 6, 30)));
        assertThat(roster.held(late.id()))
                .extracting(CategoryPeriod::period)
                .containsExactly(new DateRange(LocalDate.of(2019, 5, 1), LocalDate.of(2019, 7, 31)));
    }

    @Test
    void a_workbook_from_the_template_is_read_with_its_real_dates() {
        // given
        Person one = person("320706", "李表格");
        ResidentId two = InventedResidents.next("320706");

        // when
        Upload checked = upload(CIVIL, daily("2020-05-08"), Tables.xlsx(sheet -> {
            String[] header = HEADER.split(",");
            for (int i = 0; i < header.length; i++) {
                sheet.value(0, i, header[i]);
            }
            sheet.value(1, 0, one.residentId().value());
            sheet.value(1, 1, "李表格");
            sheet.value(1, 2, "新增");
            sheet.value(1, 3, "孤儿");
            sheet.value(1, 4, LocalDate.of(2020, 4, 30));
            sheet.style(1, 4).format("yyyy-mm-dd").set();
            sheet.value(2, 0, two.value());
            sheet.value(2, 1, "陈公式");
            sheet.value(2, 2, "新增");
            sheet.value(2, 3, "孤儿");
            sheet.formula(2, 5, "320000+706");
            sheet.value(2, 6, "是");
            sheet.value(3, 0, 320706199001011234d);
            sheet.value(3, 1, "数字号");
            sheet.value(3, 2, "新增");
            sheet.value(3, 3, "孤儿");
        }));

        // then
        assertThat(reasons(checked)).containsOnlyKeys(3, 4);
        assertThat(reasons(checked).get(3)).contains("“参保地区划代码”是公式");
        assertThat(reasons(checked).get(4)).contains("末几位已丢失");
        confirm(CIVIL, checked);
        assertThat(roster.held(one.id()))
                .extracting(CategoryPeriod::period)
                .containsExactly(DateRange.from(LocalDate.of(2020, 4, 30)));
    }

    static List<Arguments> brokenFiles() {
        byte[] good = Tables.xlsx(HEADER, "a,b,c,d,e,f,g");
        return List.of(
                broken("empty", new byte[0], "文件是空的"),
                broken("header only", Tables.csv(HEADER), "没有数据"),
                broken("missing column", Tables.csv("身份证号,姓名,类别", "1,2,3"), "缺少“变动”列"),
                broken("wrong header", Tables.csv("甲,乙,丙", "1,2,3"), "不是模板的表头"),
                broken("column twice", Tables.csv(HEADER + ",姓名", "1,2,3,4,5,6,7,8"), "出现了两次"),
                broken("UTF-16", Tables.csv(StandardCharsets.UTF_16, HEADER, "1,2,3,4,5,6,7"), "UTF-16"),
                broken("Big5", Tables.csv(Charset.forName("Big5"), "身份證號,姓名,變動,類別", "1,2,3,4"), "文件编码|表头"),
                broken("mixed encodings", mixed(), "文件编码无法识别"),
                broken("open quote", Tables.csv(HEADER, "1,\"2,3,4,5,6,7", "1,2,3,4,5,6,7"), "引号不成对"),
                broken("text after quote", Tables.csv(HEADER, "1,\"2\"3,3,4,5,6,7"), "引号不成对"),
                broken("picture", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13}, "不是表格文件"),
                broken("old xls", new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1, 2, 3, 4}, "旧版 .xls"),
                broken("zip without workbook", zip(), "不是 .xlsx 表格文件"),
                broken("truncated", Arrays.copyOf(good, good.length / 2), "不完整或已损坏"),
                broken("merged", Tables.xlsx(sheet -> {
                    String[] header = HEADER.split(",");
                    for (int i = 0; i < header.length; i++) {
                        sheet.value(0, i, header[i]);
                        sheet.value(1, i, "x");
                    }
                    sheet.range(1, 0, 2, 0).merge();
                }), "合并单元格（A2:A3）"),
                broken("zip bomb", Tables.bomb(300), "异常庞大"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenFiles")
    void a_broken_file_is_refused_in_plain_words_and_nothing_of_it_is_kept(String kind, byte[] file, String said) {
        // when
        Upload refused = upload(CIVIL, daily("2020-05-08"), file);

        // then
        assertThat(refused.state()).isEqualTo(UploadState.REFUSED);
        assertThat(refused.refusal().orElseThrow()).containsPattern(said);
        await().untilAsserted(() -> assertThat(stagedRows(refused)).isZero());
        assertThat(uploads.confirm(CLERK, refused.id())).isInstanceOf(UploadAnswer.Refused.class);
    }

    @Test
    void a_gigabyte_is_refused_while_it_comes_in_and_without_keeping_it() throws IOException {
        // given
        UploadId id = announced(CIVIL, daily("2020-05-08"));
        long[] sent = new long[1];
        InputStream gigabyte = new InputStream() {
            @Override
            public int read() {
                return sent[0]++ < 1L << 30 ? 'x' : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                if (sent[0] >= 1L << 30) {
                    return -1;
                }
                sent[0] += length;
                return length;
            }
        };

        // when
        UploadAnswer answer = uploads.receive(CIVIL, id, -1, gigabyte);

        // then
        assertThat(answer)
                .isInstanceOfSatisfying(UploadAnswer.Refused.class, refused -> assertThat(refused.problems())
                        .singleElement()
                        .satisfies(problem -> assertThat(problem.message()).contains("不能超过200MB")));
        assertThat(sent[0]).isLessThan(201L << 20);
        assertThat(uploads.find(CIVIL, id).orElseThrow().state()).isEqualTo(UploadState.AWAITING_FILE);
    }

    @Test
    void a_second_file_for_the_same_list_does_not_take_the_place_of_the_first() throws IOException {
        // given
        Person first = person("320706", "沈先到");
        Person second = person("320706", "韩后到");
        byte[] one = Tables.csv(HEADER, first.residentId().value() + ",沈先到,新增,孤儿,,,");
        byte[] other = Tables.csv(HEADER, second.residentId().value() + ",韩后到,新增,孤儿,,,");
        UploadId id = announced(CIVIL, daily("2020-05-08"));
        List<UploadAnswer> answers = new ArrayList<>();
        InputStream interrupted = new ByteArrayInputStream(one) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                if (answers.isEmpty()) {
                    answers.add(receive(id, other));
                }
                return super.read(target, offset, length);
            }
        };

        // when
        uploads.receive(CIVIL, id, one.length, interrupted);
        answers.add(receive(id, other));

        // then
        assertThat(answers)
                .extracting(answer -> ((UploadAnswer.Refused) answer).problems().get(0).code())
                .containsExactly("FILE_BEING_RECEIVED", "FILE_RECEIVED_ALREADY");
        confirm(CIVIL, settled(CIVIL, id));
        assertThat(roster.held(first.id())).hasSize(1);
        assertThat(roster.held(second.id())).isEmpty();
    }

    @Test
    void lists_saved_by_chinese_spreadsheets_are_read_in_their_own_encoding_and_with_byte_order_mark() {
        // given
        Person one = person("320706", "鞠国标");
        Person two = person("320706", "鞠标记");

        // when
        Upload gb = upload(
                CIVIL,
                daily("2020-05-08"),
                Tables.csv(
                        Charset.forName("GB18030"), HEADER, one.residentId().value() + ",鞠国标,新增,孤儿,,,"));
        Upload marked = upload(
                CIVIL, daily("2020-05-08"), Tables.csv("\uFEFF" + HEADER, two.residentId().value() + ",鞠标记,新增,孤儿,,,"));

        // then
        assertThat(gb.counts().good()).isEqualTo(1);
        assertThat(marked.counts().good()).isEqualTo(1);
    }

    @Test
    void what_changed_between_check_and_confirmation_is_left_out_and_said() {
        // given
        Person person = person("320706", "冯变化");
        Upload checked = upload(
                CIVIL, daily("2020-05-08"), Tables.csv(HEADER, person.residentId().value() + ",冯变化,新增,孤儿,,,"));
        enter(PoolingArea.LIANYUNGANG, person, Category.ORPHAN, LocalDate.of(2020, 5, 1));

        // when
        Upload taken = confirm(CIVIL, checked);

        // then
        assertThat(taken.counts().taken()).isZero();
        assertThat(reasons(taken).get(2)).contains("已有变动");
        assertThat(roster.held(person.id())).hasSize(1);
    }

    @Test
    void an_exit_that_somebody_has_built_upon_is_not_undone() {
        // given
        Person person = person("320706", "卫重入");
        enter(PoolingArea.LIANYUNGANG, person, Category.ORPHAN, LocalDate.of(2020, 1, 1));
        Upload taken = confirm(
                CIVIL,
                upload(CIVIL, daily("2020-05-08"), Tables.csv(HEADER, person.residentId().value() + ",卫重入,退出,孤儿,,,")));
        enter(PoolingArea.LIANYUNGANG, person, Category.ORPHAN, LocalDate.of(2020, 6, 1));

        // when
        UploadAnswer answer = uploads.undo(CIVIL, taken.id(), "误报");

        // then
        assertThat(answer).isInstanceOfSatisfying(UploadAnswer.Refused.class, refused -> assertThat(
                        refused.problems().get(0).code())
                .isEqualTo("BUILT_UPON"));
        assertThat(roster.held(person.id())).hasSize(2);
    }

    @Test
    @Clause("X6")
    void departments_see_their_own_lists_and_enter_their_own_categories_only() {
        // given
        CurrentUser union = SignedInForTests.staff(PoolingArea.LIANYUNGANG, Groups.DEPARTMENT_TRADE_UNION);
        CurrentUser auditor = SignedInForTests.staff(PoolingArea.LIANYUNGANG, Groups.AUDITOR);
        CurrentUser otherCounty = SignedInForTests.staff(PoolingArea.FUSHUN, Groups.AGENCY_CLERK);
        Upload ofCivil = upload(CIVIL, daily("2020-05-08"), Tables.csv(HEADER, "1,2,新增,孤儿,,,"));

        // then
        assertThat(uploads.find(union, ofCivil.id())).isEmpty();
        assertThat(uploads.find(otherCounty, ofCivil.id())).isEmpty();
        assertThat(uploads.find(CLERK, ofCivil.id())).isPresent();
        assertThat(uploads.find(auditor, ofCivil.id())).isPresent();
        assertThat(uploads.of(union)).doesNotContain(ofCivil);
        assertThat(uploads.mayChange(auditor, ofCivil)).isFalse();
        assertThat(uploads.announce(auditor, daily("2020-05-08"))).isInstanceOf(UploadAnswer.Refused.class);
        assertThat(uploads.announce(
                        union, new NewUpload("ROSTER", "DAILY", "ORPHAN", null, "2020-05-08", null, "名单", "a.csv")))
                .isInstanceOf(UploadAnswer.Refused.class);
    }

    private static Arguments broken(String kind, byte[] file, String said) {
        return Arguments.of(kind, file, said);
    }

    private static byte[] mixed() {
        byte[] utf = Tables.csv(HEADER, "张,三,,,,,");
        byte[] file = Arrays.copyOf(utf, utf.length + 3);
        file[utf.length] = (byte) 0xFF;
        file[utf.length + 1] = (byte) 0xFF;
        file[utf.length + 2] = '\n';
        return file;
    }

    private static byte[] zip() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("readme.txt"));
            zip.write('x');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] poverty(Person person, String change) {
        return Tables.csv(
                HEADER, person.residentId().value() + "," + person.name() + "," + change + ",精准扶贫重点帮扶对象,,,");
    }

    private static NewUpload daily(String day) {
        return new NewUpload("ROSTER", "DAILY", null, null, day, null, "民政名单〔2020〕5号", "名单.csv");
    }

    private static NewUpload monthly(String month, String handedOver) {
        return new NewUpload("ROSTER", "MONTHLY", null, month, handedOver, null, "扶贫移交〔2019〕3号", "名单.xlsx");
    }

    private UploadId announced(CurrentUser user, NewUpload upload) {
        return ((UploadAnswer.Done) uploads.announce(user, upload)).upload().id();
    }

    private Upload upload(CurrentUser user, NewUpload announcement, byte[] file) {
        UploadId id = announced(user, announcement);
        try {
            uploads.receive(user, id, file.length, new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settled(user, id);
    }

    private UploadAnswer receive(UploadId id, byte[] file) {
        try {
            return uploads.receive(CIVIL, id, file.length, new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Upload confirm(CurrentUser user, Upload upload) {
        assertThat(uploads.confirm(user, upload.id())).isInstanceOf(UploadAnswer.Done.class);
        return settled(user, upload.id());
    }

    private Upload undo(CurrentUser user, Upload upload) {
        assertThat(uploads.undo(user, upload.id(), "误报，整份撤回")).isInstanceOf(UploadAnswer.Done.class);
        return settled(user, upload.id());
    }

    private Upload settled(CurrentUser user, UploadId id) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> uploads.find(user, id).orElseThrow(),
                        upload -> !upload.state().isWorking());
    }

    private Map<Integer, String> reasons(Upload upload) {
        Map<Integer, String> reasons = new LinkedHashMap<>();
        uploads.refusedRows(CLERK, upload.id(), 100, row -> reasons.put(row.number(), row.reasons()));
        return reasons;
    }

    private int stagedRows(Upload upload) {
        return jdbc.sql("select count(*) from medaid.roster_upload_row where upload_id = ?")
                .param(upload.id().value())
                .query(Integer.class)
                .single();
    }

    private Person person(String division, String name) {
        return ((Registered) parties.registerPerson(new RegisterPerson(
                        InventedResidents.next(division),
                        name,
                        new DivisionCode(division),
                        true,
                        Optional.empty(),
                        "test",
                        true)))
                .person();
    }

    private void enter(PoolingArea area, Person person, Category category, LocalDate from) {
        assertThat(roster.enter(
                        area, new EnterCategory(person.id(), category, DateRange.from(from), "原名单", "test")))
                .isInstanceOf(RosterAnswer.Recorded.class);
    }
}
