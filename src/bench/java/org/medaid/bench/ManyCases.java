package org.medaid.bench;

import java.io.StringReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.medaid.kernel.ResidentId;
import org.postgresql.PGConnection;

/**
 * Cases of all kinds, open and finished, in the application's tables and in the engine's.
 *
 * <p>The engine's rows are copies of those that the engine itself wrote for one of the demonstration's bills, with other ids,
 * steps, people and days; so every column holds what the engine leaves there. The read models are filled by the functions and
 * triggers that fill them in the application, or by the statement of the migration that filled them first; only the rows of
 * open steps, which the application writes one by one, are written at once here and compared by the caller.
 */
final class ManyCases {

    private static final String[] AREAS = {"fushun", "lianyungang", "jining", "jiangmen", "heshan"};
    private static final String[] DIVISIONS = {"210402", "320706", "370811", "440703", "440784"};
    private static final int TOWNS = 20;
    private static final int HOSPITALS = 30;

    private static final String[] SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董袁潘蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
            .split("");
    private static final String[] GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英兰玉华文建国志新春红梅海燕云龙飞鹏宇辰浩然欣怡梓涵子轩雨桐诗琪晓东丹丹婷婷凤仙庆生福贵水根阿土木林金宝银花"
            .split("");

    private final Connection connection;
    private int cases;
    private int people;
    private int peopleBefore;
    private boolean funds;
    private Template template;

    ManyCases(Connection connection) {
        this.connection = connection;
    }

    /** Adds to what is there. */
    void add(int finished, int open) throws Exception {
        if (template == null) {
            begin();
        }
        sql("truncate bench.c, bench.s");
        people(((finished + open) / 15 + 20) * AREAS.length);
        sql("set session_replication_role = replica");
        cases(open, true);
        cases(finished, false);
        steps();
        sql("analyze bench.c, bench.s, bench.p");
        modules();
        template.copy();
        workTasks();
        sql("set session_replication_role = origin");
        readModels();
    }

    /** Open steps whose rows are taken away, so that the application writes them itself. */
    int forgetSome() throws SQLException {
        sql("drop table if exists bench.forgotten");
        sql("create table bench.forgotten as select * from medaid.work_task where ('x' || substr(md5(task_id), 1, 4))::bit(16)::int % 200 = 0");
        return sql("delete from medaid.work_task where task_id in (select task_id from bench.forgotten)");
    }

    /** What the application has written otherwise than it was. */
    long differences() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select count(*) from (
                            (select %1$s from bench.forgotten except select %1$s from medaid.work_task)
                            union all
                            (select %1$s from medaid.work_task w where w.task_id in (select task_id from bench.forgotten)
                             except select %1$s from bench.forgotten)) d
                        """.formatted("task_id, kind, case_id, number, area, person_id, town_code, hospital_code, step_key, step, candidate_groups,"
                        + " assignee, created_at, due_at"))) {
            row.next();
            return row.getLong(1);
        }
    }

    // --- what there is one of ---

    private void begin() throws Exception {
        sql("create schema if not exists bench");
        sql("create unlogged table bench.area (i int primary key, area text, division text)");
        for (int i = 0; i < AREAS.length; i++) {
            sql("insert into bench.area values (" + i + ", '" + AREAS[i] + "', '" + DIVISIONS[i] + "')");
        }
        sql("create unlogged table bench.town as select a.area, g as i, a.division || (100 + g) as code from bench.area a, generate_series(0, "
                + (TOWNS - 1) + ") g");
        sql("create unlogged table bench.hospital as select a.area, g as i, 'B' || a.division || (10 + g) as code from bench.area a, generate_series(0, "
                + (HOSPITALS - 1) + ") g");
        sql("insert into medaid.town (code, area, division, name, demonstration) select t.code, t.area, left(t.code, 6), '测算' || t.i || '镇', true"
                + " from bench.town t on conflict do nothing");
        sql("insert into medaid.hospital (code, name, level, division, demonstration) select h.code, '测算' || h.i || '医院', 1 + h.i % 3, substr(h.code, 2, 6), true"
                + " from bench.hospital h on conflict do nothing");
        sql("create unlogged table bench.p (i int primary key, id uuid, area text)");
        sql("""
                create unlogged table bench.kind (kind text primary key, steps int, process text, variable text);
                insert into bench.kind values ('CLAIM', 3, 'ClaimSettlementProcess', 'claimId'), ('APPLICATION', 5, 'ApplicationProcess', 'applicationId'),
                    ('REFERRAL', 4, 'ReferralProcess', 'referralId'), ('ROSTER_REVIEW', 3, 'RosterReviewProcess', 'rosterReviewId'),
                    ('STATEMENT', 4, 'HospitalSettlementProcess', 'statementId'), ('PAYMENT', 3, 'PaymentBatchProcess', 'paymentBatchId');
                create unlogged table bench.plan (kind text, k int, step text, step_name text, grp text, state text);
                insert into bench.plan values
                    ('CLAIM', 1, 'UserTask_CheckBill', '核对费用单据', 'agency-checker', 'ENTERED'),
                    ('CLAIM', 2, 'UserTask_DecideExclusions', '认定不予支付费用', 'agency-checker', 'ACCEPTED'),
                    ('CLAIM', 3, 'UserTask_ConfirmSheet', '确认待遇计算单', 'agency-clerk', 'CALCULATED'),
                    ('APPLICATION', 1, 'UserTask_CheckDocuments', '审核申请材料', 'township-clerk', 'OPENED'),
                    ('APPLICATION', 2, 'UserTask_SurveyHousehold', '入户调查', 'township-surveyor', 'INVESTIGATED'),
                    ('APPLICATION', 3, 'UserTask_HoldDemocraticReview', '组织民主评议', 'village-committee', 'IN_REVIEW'),
                    ('APPLICATION', 4, 'UserTask_ExamineApplication', '县级审核', 'county-examiner', 'TO_DETERMINE'),
                    ('APPLICATION', 5, 'UserTask_DetermineApplication', '县级审批', 'county-approver', 'TO_DETERMINE'),
                    ('REFERRAL', 1, 'UserTask_WriteSummaryTier2', '填写病情摘要和转诊理由', 'hospital-doctor-@', 'AT_TIER2'),
                    ('REFERRAL', 2, 'UserTask_StampReferralTier2', '医务科审核盖章', 'hospital-medical-affairs-@', 'AT_TIER2'),
                    ('REFERRAL', 3, 'UserTask_FileReferral', '经办人办理备案', 'agency-clerk', 'AT_OFFICE'),
                    ('REFERRAL', 4, 'UserTask_ReviewFiling', '复核备案', 'agency-checker', 'AT_OFFICE'),
                    ('ROSTER_REVIEW', 1, 'UserTask_ReviewBeneficiary', '复核对象情况', 'township-clerk', 'TO_REVIEW'),
                    ('ROSTER_REVIEW', 2, 'UserTask_ExamineRosterReview', '县级审核', 'county-examiner', 'TO_EXAMINE'),
                    ('ROSTER_REVIEW', 3, 'UserTask_ApproveRosterReview', '县级审批', 'county-approver', 'TO_APPROVE'),
                    ('STATEMENT', 1, 'UserTask_ConfirmStatement', '核对结算单', 'hospital-medical-affairs-@', 'AT_HOSPITAL'),
                    ('STATEMENT', 2, 'UserTask_ApproveStatement', '经办审批', 'agency-manager', 'TO_APPROVE'),
                    ('STATEMENT', 3, 'UserTask_ReviewSelfPaid', '审核自费费用', 'department-health', 'AT_HEALTH'),
                    ('STATEMENT', 4, 'UserTask_FinanceApproval', '财政审批', 'department-finance', 'AT_FINANCE'),
                    ('PAYMENT', 1, 'UserTask_ApproveBatch', '审核付款批次', 'agency-manager', 'TO_APPROVE'),
                    ('PAYMENT', 2, 'UserTask_ApproveBatchForFinance', '财政审批', 'department-finance', 'TO_FINANCE'),
                    ('PAYMENT', 3, 'UserTask_PayBatch', '下载付款文件并上传银行回单', 'department-finance', 'TO_PAY');
                -- More than half of what is settled is settled at the counter, which the engine never sees.
                create unlogged table bench.mix (open boolean, low float8, high float8, kind text, one_stop boolean);
                insert into bench.mix values
                    (false, 0, .55, 'CLAIM', true), (false, .55, .76, 'CLAIM', false), (false, .76, .87, 'APPLICATION', false),
                    (false, .87, .95, 'REFERRAL', false), (false, .95, .99, 'ROSTER_REVIEW', false), (false, .99, .997, 'STATEMENT', false),
                    (false, .997, 2, 'PAYMENT', false),
                    (true, 0, .45, 'CLAIM', false), (true, .45, .75, 'APPLICATION', false), (true, .75, .87, 'REFERRAL', false),
                    (true, .87, .95, 'ROSTER_REVIEW', false), (true, .95, .98, 'STATEMENT', false), (true, .98, 2, 'PAYMENT', false);
                create unlogged table bench.c (n bigint primary key, kind text, one_stop boolean, case_id uuid, number text, area text, person_id uuid,
                    town text, hospital text, place_kind text, place text, steps int, now_step int, process text, definition text, variable text, eid text,
                    opened_at timestamptz, closed_at timestamptz, clerk text, state text, total numeric(14,2));
                create unlogged table bench.s (n bigint, k int, eid text, task_id text, step text, step_name text, grp text, assignee text,
                    opened_at timestamptz, ended_at timestamptz, due_at timestamptz, primary key (n, k));
                create unlogged table bench.staff (area text, grp text, i int, user_id text, primary key (area, grp, i))
                """);
        staff();
        template = new Template();
    }

    /** Ten colleagues in each group of each office; the first is the demonstration's own. */
    private void staff() throws SQLException {
        String first = """
                case g.grp when 'agency-clerk' then 'clerk1' when 'agency-checker' then 'checker' when 'agency-manager' then 'manager'
                    when 'township-clerk' then 'town1' when 'township-surveyor' then 'surveyor1' when 'village-committee' then 'village'
                    when 'county-examiner' then 'examiner' when 'county-approver' then 'approver' when 'department-health' then 'health'
                    when 'department-finance' then 'finance1' end""";
        sql("""
                insert into bench.staff
                select a.area, g.grp, w.place, a.area || '-' || coalesce(case w.place when 0 then %s end, g.grp || w.place)
                  from bench.area a, (select distinct replace(grp, '-@', '') as grp from bench.plan) g, generate_series(0, 9) as w (place)
                """.formatted(first));
        sql("""
                insert into engine.act_id_user (id_, rev_, first_, last_, pwd_, salt_)
                select s.user_id, 1, u.first_, u.last_, u.pwd_, u.salt_ from bench.staff s
                  join engine.act_id_user u on u.id_ = s.area || '-clerk1' on conflict do nothing
                """);
        sql("insert into engine.act_id_membership (user_id_, group_id_) select s.user_id, s.grp from bench.staff s on conflict do nothing");
        sql("""
                insert into engine.act_id_tenant_member (id_, tenant_id_, user_id_)
                select gen_random_uuid()::text, s.area, s.user_id from bench.staff s
                 where not exists (select from engine.act_id_tenant_member m where m.user_id_ = s.user_id)
                """);
    }

    private void people(int count) throws Exception {
        StringBuilder persons = new StringBuilder();
        StringBuilder ours = new StringBuilder();
        for (int i = people; i < people + count; i++) {
            SplittableRandom random = new SplittableRandom(i);
            UUID id = new UUID(random.nextLong(), random.nextLong());
            int area = i % AREAS.length;
            String born = LocalDate.of(1930, 1, 1).plusDays(i / AREAS.length % 29_000).toString().replace("-", "");
            String resident = ResidentId.complete(DIVISIONS[area] + born + "%03d".formatted(i / AREAS.length / 29_000)).value();
            String name = SURNAMES[random.nextInt(SURNAMES.length)] + GIVEN[random.nextInt(GIVEN.length)]
                    + (random.nextInt(4) > 0 ? GIVEN[random.nextInt(GIVEN.length)] : "");
            persons.append(id).append(',').append(AREAS[area]).append(',').append(resident).append(',').append(name).append(',')
                    .append(DIVISIONS[area]).append(",true,,true,bench,2023-01-01\n");
            ours.append(i).append(',').append(id).append(',').append(AREAS[area]).append('\n');
        }
        copy("medaid.person (id, area, resident_id, name, division, insured, contact, demonstration, registered_by, registered_at)", persons);
        copy("bench.p (i, id, area)", ours);
        peopleBefore = people;
        people += count;
    }

    // --- cases and steps ---

    private void cases(int count, boolean open) throws SQLException {
        // The people of this batch alone, one after another: nobody has two open reviews.
        int each = (people - peopleBefore) / AREAS.length;
        sql("""
                insert into bench.c
                select g.n, m.kind, m.one_stop, gen_random_uuid(), 'CS' || lpad(g.n::text, 10, '0'), a.area, p.id, t.code, h.code,
                       case m.kind when 'APPLICATION' then 'town' when 'CLAIM' then 'hospital' when 'REFERRAL' then 'hospital' end,
                       case m.kind when 'APPLICATION' then t.code when 'CLAIM' then h.code when 'REFERRAL' then h.code end,
                       k.steps, case when %3$s then 1 + floor(g.r4 * k.steps)::int end, k.process, d.id_, k.variable, lpad(to_hex(g.n), 8, '0'),
                       case when %3$s then now() - interval '1 day' * (1 + 44 * g.r5) when m.one_stop then now() - interval '1 day' * (1 + 1095 * g.r5)
                            else now() - interval '1 day' * (1 + 1095 * g.r5 + 3 + 40 * g.r6) end,
                       case when not %3$s then now() - interval '1 day' * (1 + 1095 * g.r5) end,
                       f.user_id, null, round((300 + 20000 * g.r7 * g.r7)::numeric, 2)
                  from (select n, random() as r1, random() as r2, random() as r3, random() as r4, random() as r5, random() as r6, random() as r7
                          from generate_series(%1$d::bigint, %2$d::bigint) n) g
                  join bench.mix m on m.open = %3$s and g.r1 >= m.low and g.r1 < m.high
                  join bench.kind k on k.kind = m.kind
                  join bench.area a on a.i = g.n %% 5
                  join bench.p p on p.i = %4$d + 5 * ((g.n / 5) %% %5$d) + g.n %% 5
                  join bench.town t on t.area = a.area and t.i = floor(g.r2 * g.r2 * %6$d)::int
                  join bench.hospital h on h.area = a.area and h.i = floor(g.r3 * g.r3 * %7$d)::int
                  join bench.staff f on f.area = a.area and f.i = g.n / 5 %% 10
                   and f.grp = case m.kind when 'APPLICATION' then 'township-clerk' when 'ROSTER_REVIEW' then 'township-clerk' else 'agency-clerk' end
                  join engine.act_re_procdef d on d.key_ = k.process and d.version_ = 1
                """.formatted(cases + 1, cases + count, open, peopleBefore, each, TOWNS, HOSPITALS));
        cases += count;
        sql("""
                update bench.c c set state = case
                    when c.now_step is not null then (select p.state from bench.plan p where p.kind = c.kind and p.k = c.now_step)
                    when c.one_stop then 'SETTLED'
                    else case c.kind
                        when 'CLAIM' then case when c.n %% 20 < 16 then 'SETTLED' when c.n %% 20 < 19 then 'REFUSED' else 'WITHDRAWN' end
                        when 'APPLICATION' then case when c.n %% 20 < 15 then 'APPROVED' when c.n %% 20 < 19 then 'REFUSED' else 'WITHDRAWN' end
                        when 'REFERRAL' then case when c.n %% 20 < 17 then 'FILED' when c.n %% 20 < 18 then 'NOT_FILED' else 'REFUSED_BY_HOSPITAL' end
                        when 'ROSTER_REVIEW' then case when c.n %% 20 < 14 then 'KEPT' else 'ENDED' end
                        when 'STATEMENT' then 'PAYABLE' else 'PAID' end
                    end
                 where c.state is null
                """.replace("%%", "%"));
    }

    private void steps() throws SQLException {
        sql("""
                insert into bench.s
                select c.n, l.k, lpad(to_hex(c.n * 8 + l.k), 8, '0'), null, l.step, l.step_name, replace(l.grp, '@', c.hospital),
                       case when l.k < c.now_step or c.closed_at is not null or w.mine < .35 then f.user_id end,
                       c.opened_at + (coalesce(c.closed_at, now()) - c.opened_at) * ((l.k - 1.0) / coalesce(c.now_step, c.steps)),
                       case when c.closed_at is not null or l.k < c.now_step
                            then c.opened_at + (coalesce(c.closed_at, now()) - c.opened_at) * (l.k * 1.0 / coalesce(c.now_step, c.steps)) end,
                       case when l.k = c.now_step
                            then date_trunc('day', now()) + interval '15 hours 59 minutes 59 seconds' + interval '1 day' * (floor(w.due * 30) - 6)
                            else c.opened_at + (coalesce(c.closed_at, now()) - c.opened_at) * (l.k * 1.0 / coalesce(c.now_step, c.steps))
                                 + interval '1 day' * (floor(w.due * 10) - 2) end
                  from bench.c c
                  join bench.plan l on l.kind = c.kind and l.k <= coalesce(c.now_step, c.steps)
                  cross join lateral (select random() as mine, random() as due, c.n as of) w
                  join bench.staff f on f.area = c.area and f.grp = replace(l.grp, '-@', '') and f.i = (c.n / 5 + l.k) %% 10
                 where not c.one_stop
                """.replace("%%", "%"));
        sql("update bench.s set task_id = eid || '" + template.suffix(template.task) + "'");
    }

    // --- the modules' own tables ---

    private void modules() throws SQLException {
        sql("""
                insert into medaid.claim
                  (id, case_number, area, channel, person_id, division, hospital_code, care_type, admitted_on, discharged_on, diagnosis,
                   diseases, insured, treated_as_inpatient, emergency, referral_status, invoice_number, total, in_scope, deductible,
                   basic_paid, critical_illness_paid, supplementary_paid, self_paid, state, refusal_code, refusal_reason, entered_by, entered_at, closed_at)
                select c.case_id, c.number, c.area, case when c.one_stop then 'ONE_STOP' else 'WINDOW' end, c.person_id, a.division, c.hospital,
                       (array['INPATIENT', 'OUTPATIENT', 'SPECIAL_OUTPATIENT'])[1 + c.n % 3], c.opened_at::date - 10, c.opened_at::date - 5, '脑梗死',
                       '{}', true, false, false, 'NONE', 'CS' || c.n, c.total, round(c.total * .9, 2), 0, round(c.total * .5, 2), 0, 0,
                       c.total - round(c.total * .9, 2), c.state, case when c.state = 'REFUSED' then (array['NO_CATEGORY', 'BILL_REFUSED', 'NOT_DESIGNATED'])[1 + c.n % 3] end,
                       case when c.state = 'REFUSED' then '不符合条件' end, case when c.one_stop then 'system' else c.clerk end, c.opened_at, c.closed_at
                  from bench.c c join bench.area a on a.area = c.area where c.kind = 'CLAIM'
                """);
        sql("""
                insert into medaid.calculation_sheet (id, claim_id, number, input, rules, result, status, calculated_by, calculated_at)
                select gen_random_uuid(), c.case_id, 1,
                       jsonb_build_object('categories', jsonb_build_array((array['SUBSISTENCE_ALLOWANCE', 'EXTREME_POVERTY', 'LOW_INCOME'])[1 + c.n % 3])),
                       '{"version": "0123456789abcdef"}',
                       jsonb_build_object('payers', jsonb_build_object('BASIC_INSURANCE', round(c.total * .5, 2)::text,
                               'MEDICAL_ASSISTANCE_FUND', round(c.total * .2, 2)::text, 'PERSON', round(c.total * .3, 2)::text),
                           'lines', jsonb_build_array(jsonb_build_object('code', 'INPATIENT', 'amount', round(c.total * .2, 2)::text,
                               'citation', jsonb_build_object('document', '抚政办发〔2014〕67号', 'article', '四(二)')))),
                       'CALCULATED', 'system', coalesce(c.closed_at, c.opened_at)
                  from bench.c c where c.kind = 'CLAIM' and c.state in ('SETTLED', 'CALCULATED')
                """);
        sql("""
                insert into medaid.claim_exclusion (claim_id, line_no, code, in_scope, self_paid, upheld, reason, decided_by, decided_at)
                select c.case_id, 1, 'OWN_CHOICE', 20, 0, true, '不属于政策范围', c.clerk, c.opened_at from bench.c c
                 where c.kind = 'CLAIM' and not c.one_stop and c.n % 10 = 0
                """);
        sql("""
                insert into medaid.claim_event (claim_id, kind, by_user, at)
                select c.case_id, k, 'system', c.closed_at from bench.c c, unnest(array['BILL_ENTERED', 'REFERRAL_LOOKED_UP', 'BENEFIT_CALCULATED', 'SETTLED_AT_COUNTER']) k
                 where c.one_stop
                """);
        sql("insert into medaid.claim_event (claim_id, kind, by_user, at) select c.case_id, 'BILL_ENTERED', c.clerk, c.opened_at from bench.c c"
                + " where c.kind = 'CLAIM' and not c.one_stop");
        sql("insert into medaid.claim_event (claim_id, kind, outcome, by_user, at) select c.case_id, 'BILL_CHECKED', 'ACCEPTED', s.assignee, s.ended_at"
                + " from bench.s s join bench.c c on c.n = s.n where c.kind = 'CLAIM' and s.ended_at is not null order by s.ended_at");
        sql("""
                insert into medaid.application (id, number, area, town_code, category, track, address, illness, medical_costs, savings, consent, state,
                    outcome_reason, opened_by, opened_at, accepted_on, closed_at)
                select c.case_id, c.number, c.area, c.town, 'LOW_INCOME', 'INVESTIGATED', '测算路1号', '慢性病', c.total, 0, true, c.state,
                       case when c.state = 'REFUSED' then '收入超过标准' end, c.clerk, c.opened_at, c.opened_at::date, c.closed_at
                  from bench.c c where c.kind = 'APPLICATION'
                """);
        sql("insert into medaid.application_member (application_id, line_no, person_id, relation, annual_income, included)"
                + " select c.case_id, 1, c.person_id, 'SELF', 3000, true from bench.c c where c.kind = 'APPLICATION'");
        sql("insert into medaid.application_record (application_id, round, kind, content, by_user, at) select c.case_id, 1, s.step, '{\"decision\": \"ACCEPTED\"}',"
                + " s.assignee, s.ended_at from bench.s s join bench.c c on c.n = s.n where c.kind = 'APPLICATION' and s.ended_at is not null order by s.ended_at");
        sql("""
                insert into medaid.referral (id, number, area, person_id, phone, work_unit, diagnosis, target_hospital, route, basis_document, basis_article,
                    tier2_hospital, emergency, applied_on, state, valid_from_on, valid_to_on, opened_by, opened_at)
                select c.case_id, c.number, c.area, c.person_id, '13800000000', '无', '脑梗死', 'CS' || c.n, 'OUT_OF_CITY', '测算', '一', c.hospital, false,
                       c.opened_at::date, c.state, c.closed_at::date, c.closed_at::date + 180, c.clerk, c.opened_at
                  from bench.c c where c.kind = 'REFERRAL'
                """);
        sql("insert into medaid.referral_record (referral_id, kind, content, by_user, at) select c.case_id, s.step, '{\"decision\": \"AGREED\"}', s.assignee,"
                + " s.ended_at from bench.s s join bench.c c on c.n = s.n where c.kind = 'REFERRAL' and s.ended_at is not null order by s.ended_at");
        sql("""
                insert into medaid.roster_review (id, number, area, person_id, reason, state, opened_by, opened_at, closed_at)
                select c.case_id, c.number, c.area, c.person_id, 'PERIODIC', c.state, c.clerk, c.opened_at, c.closed_at from bench.c c where c.kind = 'ROSTER_REVIEW'
                """);
        sql("insert into medaid.roster_review_record (review_id, kind, content, by_user, at) select c.case_id, s.step, '{\"decision\": \"KEEP\"}', s.assignee,"
                + " s.ended_at from bench.s s join bench.c c on c.n = s.n where c.kind = 'ROSTER_REVIEW' and s.ended_at is not null order by s.ended_at");
        sql("""
                insert into medaid.hospital_statement (id, number, area, kind, payee, period, months, state, line_count, owed, own_share, drawn_at, withheld,
                    returned, brought_forward, deduction, advance, payable, carried_forward, approved_by, approved_at, finance_by, finance_at, closed_at)
                select c.case_id, c.number, c.area, 'MONTHLY', c.hospital || '-' || c.n, (date_trunc('month', c.opened_at) - interval '1 month')::date, 1, c.state, 100,
                       c.total, 0, c.opened_at + interval '1 day', z, z, z, z, z, z + c.total, z, w.by, w.at, w.finance, w.at, c.closed_at
                  from bench.c c
                 cross join lateral (select case when c.closed_at is not null then 0 end as z, case when c.closed_at is not null then c.area || '-manager' end as by,
                     case when c.closed_at is not null then c.area || '-finance1' end as finance, c.closed_at as at) w
                 where c.kind = 'STATEMENT'
                """);
        sql("insert into medaid.hospital_statement_record (statement_id, kind, content, by_user, at) select c.case_id, s.step, '{\"decision\": \"AGREED\"}', s.assignee,"
                + " s.ended_at from bench.s s join bench.c c on c.n = s.n where c.kind = 'STATEMENT' and s.ended_at is not null order by s.ended_at");
        sql("""
                insert into medaid.payment_batch (id, number, area, state, order_count, total, created_by, created_at, approved_by, approved_at,
                    finance_approved_by, finance_approved_at, closed_at)
                select c.case_id, c.number, c.area, c.state, 10, c.total, c.clerk, c.opened_at,
                       case when c.state <> 'TO_APPROVE' then c.area || '-manager' end, case when c.state <> 'TO_APPROVE' then c.opened_at end,
                       case when c.state in ('TO_PAY', 'PAID') then c.area || '-finance1' end, case when c.state in ('TO_PAY', 'PAID') then c.opened_at end, c.closed_at
                  from bench.c c where c.kind = 'PAYMENT'
                """);
        sql("insert into medaid.payment_batch_event (batch_id, kind, by_user, at) select c.case_id, s.step, s.assignee, s.ended_at"
                + " from bench.s s join bench.c c on c.n = s.n where c.kind = 'PAYMENT' and s.ended_at is not null order by s.ended_at");
        // What is late has been seen to, as the hourly watch does.
        sql("insert into medaid.watched_task (task_id, event, area, at) select s.task_id, 'STEP_ESCALATED', c.area, now() from bench.s s join bench.c c on c.n = s.n"
                + " where s.ended_at is null and s.due_at < now()");
    }

    // --- the read models ---

    private void workTasks() throws SQLException {
        sql("""
                insert into medaid.work_task (task_id, kind, case_id, number, area, person_id, town_code, hospital_code, step_key, step, candidate_groups,
                    assignee, created_at, due_at)
                select s.task_id, o.kind, o.case_id, o.number, o.area, o.person_id, o.town_code, o.hospital_code, s.step, s.step_name,
                       (select array_agg(distinct g order by g) from unnest(array[s.grp, case when s.due_at < now() then 'agency-manager' end]) g where g is not null),
                       s.assignee, date_trunc('milliseconds', s.opened_at), s.due_at
                  from bench.s s join bench.c c on c.n = s.n join medaid.case_overview o on o.case_id = c.case_id
                 where s.ended_at is null
                """);
    }

    private void readModels() throws SQLException {
        sql("analyze");
        sql("""
                insert into medaid.group_task (task_id, group_id, first, area, assignee, created_at, due_at, town_code, hospital_code)
                select t.id_, coalesce(l.group_id_, ''), row_number() over (partition by t.id_ order by l.group_id_) = 1, t.tenant_id_, t.assignee_,
                       t.create_time_::timestamptz, t.due_date_::timestamptz,
                       (select v.text_ from engine.act_ru_variable v where v.task_id_ = t.id_ and v.name_ = 'town'),
                       (select v.text_ from engine.act_ru_variable v where v.task_id_ = t.id_ and v.name_ = 'hospital')
                  from engine.act_ru_task t
                  left join (select distinct task_id_, group_id_ from engine.act_ru_identitylink where group_id_ is not null) l on l.task_id_ = t.id_
                 where t.tenant_id_ is not null on conflict do nothing
                """);
        sql("""
                insert into medaid.case_step (task_id, area, process, instance_id, case_number, step, step_name, group_id, assignee, opened_at, due_at, ended_at, completed)
                select task_id, h.area, h.process, h.instance_id, h.case_number, h.step, h.step_name, h.group_id, h.assignee, h.opened_at, h.due_at,
                       h.ended_at, case when h.ended_at is not null then coalesce(h.completed, false) end
                  from medaid.engine_task_history h join bench.s s using (task_id)
                """);
        sql("""
                insert into medaid.worked_case (user_id, case_id, kind, steps, first_at, last_at, open)
                select step.by_user, step.case_id, o.kind, count(*), min(step.at), max(step.at), bool_or(o.open)
                  from (select by_user::text as by_user, claim_id as case_id, at from medaid.claim_event
                        union all select by_user, application_id, at from medaid.application_record
                        union all select by_user, referral_id, at from medaid.referral_record
                        union all select by_user, review_id, at from medaid.roster_review_record
                        union all select by_user, statement_id, at from medaid.hospital_statement_record
                        union all select by_user, batch_id, at from medaid.payment_batch_event) as step
                  join medaid.case_overview o on o.case_id = step.case_id
                 where step.by_user <> 'system' and step.case_id in (select case_id from bench.c)
                 group by step.by_user, step.case_id, o.kind on conflict do nothing
                """);
        sql("""
                insert into medaid.office_figure_delta (area, figure, on_day, a, b, c, n, amount)
                select c.area, 'OPENED', medaid.office_day(c.opened_at), case c.kind when 'PAYMENT' then 'PAYMENT_BATCH' else c.kind end, '', '', count(*), 0
                  from bench.c c group by 1, 3, 4
                """);
        if (!funds) {
            funds = true;
            sql("""
                    insert into medaid.office_figure_delta (area, figure, on_day, a, b, c, n, amount)
                    select a.area, 'FUND', m::date, f, w, '', 100, 100000 * (1 + random())
                      from bench.area a, generate_series(date_trunc('month', now() - interval '5 years'), date_trunc('month', now()), interval '1 month') m,
                           unnest(array['MEDICAL_ASSISTANCE_FUND', 'POVERTY_ALLEVIATION_FUND']) f, unnest(array['SPENT', 'INCOME', 'LEFT', 'CASH']) w
                    """);
        }
        sql("insert into medaid.finished_case_due (case_id) select case_id from bench.c where closed_at is not null");
        try (Statement statement = connection.createStatement()) {
            for (long done = 1; done > 0; ) {
                try (ResultSet row = statement.executeQuery("select medaid.finished_cases_catch_up()")) {
                    row.next();
                    done = row.getLong(1);
                }
            }
        }
        sql("select medaid.office_figure_fold()");
        // As autovacuum does within the hour.
        sql("vacuum analyze");
        sql("checkpoint");
    }

    // --- the engine's tables ---

    /** The rows that the engine wrote for one bill whose first step waits. */
    private final class Template {

        private static final String TAIL = "-11f0-9c1e-0242ac110002";

        private record Row(String table, Map<String, Object> values, boolean ofTask) {}

        private final List<Row> rows = new ArrayList<>();
        private final Map<String, Integer> ids = new LinkedHashMap<>();
        private final Map<String, Boolean> idOfTask = new HashMap<>();
        private final Map<String, String> words = new HashMap<>();
        private final String task;

        Template() throws SQLException {
            Map<String, Object> found = one("""
                    select t.id_ as task, t.proc_inst_id_ as instance, t.proc_def_id_ as definition, e.business_key_ as number, v.text_ as claim
                      from engine.act_ru_task t join engine.act_ru_execution e on e.id_ = t.proc_inst_id_
                      join engine.act_ru_variable v on v.proc_inst_id_ = t.proc_inst_id_ and v.name_ = 'claimId'
                     where t.tenant_id_ = 'fushun' and t.task_def_key_ = 'UserTask_CheckBill' order by t.id_ limit 1
                    """);
            task = (String) found.get("task");
            String instance = (String) found.get("instance");
            Map<String, List<String>> columns = new LinkedHashMap<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("""
                            select c.table_name, c.column_name from information_schema.columns c
                              join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE'
                             where c.table_schema = 'engine' and c.table_name like 'act\\_%' and c.table_name not like 'act\\_ge%'
                               and (c.column_name in ('proc_inst_id_', 'process_instance_id_', 'root_proc_inst_id_', 'task_id_')
                                    or c.table_name = 'act_ru_authorization' and c.column_name = 'resource_id_')
                             order by 1, 2
                            """)) {
                while (row.next()) {
                    columns.computeIfAbsent(row.getString(1), table -> new ArrayList<>()).add(row.getString(2));
                }
            }
            for (Map.Entry<String, List<String>> table : columns.entrySet()) {
                String condition = String.join(" or ", table.getValue().stream()
                        .map(column -> column + " in ('" + task + "', '" + instance + "')")
                        .toList());
                for (Map<String, Object> values : all("select * from engine." + table.getKey() + " where " + condition)) {
                    rows.add(new Row(table.getKey(), values, values.containsValue(task)));
                }
            }
            for (Row row : rows) {
                String id = (String) row.values.get("id_");
                ids.putIfAbsent(id, ids.size() + 1);
                idOfTask.putIfAbsent(id, row.ofTask);
            }
            words.put((String) found.get("definition"), "c.definition");
            words.put("ClaimSettlementProcess", "c.process");
            words.put("fushun", "c.area");
            words.put((String) found.get("number"), "c.number");
            words.put((String) found.get("claim"), "c.case_id::text");
            words.put("claimId", "c.variable");
            words.put("fushun-clerk1", "c.clerk");
            words.put("UserTask_CheckBill", "s.step");
            words.put("核对费用单据", "s.step_name");
            words.put("agency-checker", "s.grp");
            words.put("hospital", "c.place_kind");
            rows.stream()
                    .filter(row -> "hospital".equals(row.values.get("name_")) && row.values.get("text_") != null)
                    .findFirst()
                    .ifPresent(row -> words.put((String) row.values.get("text_"), "c.place"));
        }

        String suffix(String id) {
            return "-%04d".formatted(ids.get(id)) + TAIL;
        }

        void copy() throws SQLException {
            int extra = 5_000;
            for (Row row : rows) {
                copy(row, Map.of(), "");
                if (!row.ofTask) {
                    continue;
                }
                String late = " and s.due_at < now() and s.grp <> 'agency-manager'";
                if (row.table.equals("act_ru_identitylink")) {
                    copy(row, Map.of("id_", "s.eid || '-" + extra++ + TAIL + "'", "group_id_", "'agency-manager'"), late);
                } else if (row.table.equals("act_ru_authorization") && row.values.get("group_id_") != null) {
                    copy(row, Map.of("id_", "s.eid || '-" + extra++ + TAIL + "'", "group_id_", "'agency-manager'"), late);
                    copy(row, Map.of("id_", "s.eid || '-" + extra++ + TAIL + "'", "group_id_", "null", "user_id_", "s.assignee"), " and s.assignee is not null");
                }
            }
        }

        private void copy(Row row, Map<String, String> special, String condition) throws SQLException {
            boolean running = row.table.startsWith("act_ru_");
            boolean withStep = row.ofTask || running;
            List<String> columns = new ArrayList<>();
            List<String> values = new ArrayList<>();
            row.values.forEach((column, value) -> {
                String written = special.containsKey(column) ? special.get(column) : written(row, column, value, withStep);
                if (!written.equals("null")) {
                    columns.add(column);
                    values.add(written);
                }
            });
            String where = running ? "s.ended_at is null" : "not c.one_stop";
            if ("hospital".equals(row.values.get("name_"))) {
                where += " and c.place is not null";
            }
            sql("insert into engine." + row.table + " (" + String.join(", ", columns) + ") select " + String.join(", ", values)
                    + " from bench.c c" + (withStep ? " join bench.s s on s.n = c.n" : "") + " where " + where + condition);
        }

        private String written(Row row, String column, Object value, boolean withStep) {
            boolean history = row.table.startsWith("act_hi_");
            if (row.ofTask && history && (row.table.equals("act_hi_taskinst") || row.table.equals("act_hi_actinst"))) {
                switch (column) {
                    case "end_time_":
                        return "s.ended_at::timestamp";
                    case "duration_":
                        return "(extract(epoch from s.ended_at - s.opened_at) * 1000)::bigint";
                    case "delete_reason_":
                        return "case when s.ended_at is not null then 'completed' end";
                    case "task_state_":
                        return "case when s.ended_at is not null then 'Completed' else '" + value + "' end";
                    default:
                        break;
                }
            }
            if (row.table.equals("act_hi_procinst")) {
                switch (column) {
                    case "end_time_":
                        return "c.closed_at::timestamp";
                    case "duration_":
                        return "(extract(epoch from c.closed_at - c.opened_at) * 1000)::bigint";
                    case "state_":
                        return "case when c.closed_at is not null then 'COMPLETED' else 'ACTIVE' end";
                    default:
                        break;
                }
            }
            if (row.ofTask && column.equals("assignee_")) {
                return "s.assignee";
            }
            if (row.table.equals("act_ru_task") && column.equals("priority_")) {
                return "case when s.due_at < now() then 100 else " + value + " end";
            }
            if (column.equals("due_date_")) {
                return "s.due_at::timestamp";
            }
            if (value == null) {
                return "null";
            }
            if (column.equals("duedate_")) {
                return "(now() + interval '300 days')::timestamp";
            }
            if (value instanceof Timestamp) {
                return row.ofTask ? "date_trunc('milliseconds', s.opened_at)::timestamp" : "date_trunc('milliseconds', c.opened_at)::timestamp";
            }
            if (value instanceof Number || value instanceof Boolean) {
                return value.toString();
            }
            String text = value.toString();
            if (ids.containsKey(text)) {
                return (idOfTask.get(text) && withStep ? "s" : "c") + ".eid || '" + suffix(text) + "'";
            }
            String word = words.get(text);
            if (word != null && (withStep || !word.startsWith("s."))) {
                return word;
            }
            return "'" + text.replace("'", "''") + "'";
        }

        private Map<String, Object> one(String query) throws SQLException {
            List<Map<String, Object>> found = all(query);
            if (found.isEmpty()) {
                throw new IllegalStateException("the demonstration has no open bill");
            }
            return found.get(0);
        }

        private List<Map<String, Object>> all(String query) throws SQLException {
            List<Map<String, Object>> found = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(query)) {
                ResultSetMetaData columns = row.getMetaData();
                while (row.next()) {
                    Map<String, Object> values = new LinkedHashMap<>();
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        values.put(columns.getColumnName(i), row.getObject(i));
                    }
                    found.add(values);
                }
            }
            return found;
        }
    }

    private void copy(String into, CharSequence rows) throws Exception {
        connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + into + " from stdin (format csv)", new StringReader(rows.toString()));
    }

    private int sql(String text) throws SQLException {
        long begin = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (seconds > 5) {
                System.out.printf("  %6.1f s  %s%n", seconds, text.strip().replaceAll("\\s+", " ").substring(0, Math.min(90, text.strip().replaceAll("\\s+", " ").length())));
            }
            return Math.max(0, statement.getUpdateCount());
        } catch (SQLException e) {
            throw new SQLException(e.getMessage() + "\nin: " + text, e);
        }
    }
}
