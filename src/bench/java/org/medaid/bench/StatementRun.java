package org.medaid.bench;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.Locale;
import javax.sql.DataSource;
import org.medaid.kernel.PoolingArea;
import org.medaid.settlement.statement.StatementsAlone;
import org.medaid.testing.ManyPostings;
import org.medaid.testing.TestServer;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.JobExecution;
import org.springframework.batch.core.JobParametersBuilder;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.launch.JobLauncher;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.batch.item.database.builder.JdbcCursorItemReaderBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Settled lines into monthly statements for 200 hospitals, against a plain Spring Batch job that reads the same rows one by one,
 * applies a trivial formula and writes them in chunks of 1,000 into a table with the same columns and keys, without any check.
 *
 * <pre>
 * mvn -q -Pbenchmark test-compile exec:exec -Dbenchmark.main=org.medaid.bench.StatementRun
 * mvn -q -Pbenchmark test-compile exec:exec -Dbenchmark.main=org.medaid.bench.StatementRun -Dbenchmark.args="100000 2"
 * </pre>
 *
 * The arguments are the number of lines (1,000,000) and of rounds (3); each round draws a month of its own, ours and the control in
 * turn. Both sides use one server, and pay for the same durability. Memory is bounded by starting with a small heap:
 * {@code JAVA_TOOL_OPTIONS=-Xmx256m}.
 */
public final class StatementRun {

    private static final int HOSPITALS = 200;
    private static final int CHUNK = 1_000;

    record Line(String payee, long entry, BigDecimal amount) {}

    private StatementRun() {}

    public static void main(String[] arguments) throws Exception {
        int lines = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        TestServer.Database database = TestServer.freshDatabase();
        try (ConfigurableApplicationContext application = StatementsAlone.start(database);
                Connection connection =
                        DriverManager.getConnection(database.url(), database.user(), database.password())) {
            update(connection, """
                    create table medaid.control_line (payee text not null, line_no bigint generated always as identity, kind text not null,
                        entry_id bigint not null, amount numeric(14,2) not null, primary key (payee, line_no), unique (entry_id, kind))
                    """);
            for (int round = 1; round <= rounds; round++) {
                YearMonth month = YearMonth.of(2020, round);
                ManyPostings.write(connection, "lianyungang", month, HOSPITALS, lines);
                update(connection, "vacuum analyze medaid.ledger_transfer, medaid.ledger_entry, medaid.ledger_account");
                double ours;
                double control;
                if (round % 2 == 1) {
                    control = control(application, month);
                    ours = ours(application, month, lines);
                } else {
                    ours = ours(application, month, lines);
                    control = control(application, month);
                }
                require(connection, "select count(*) = %d from medaid.hospital_statement where period = '%s-01'".formatted(HOSPITALS, month));
                require(connection, """
                        select (select sum(owed) from medaid.hospital_statement where period = '%1$s-01')
                             = (select sum(total) from medaid.ledger_transfer where period = '%1$s-01')
                        """.formatted(month));
                require(connection, "select count(*) = %d from medaid.control_line".formatted(lines));
                update(connection, "truncate medaid.control_line");
                System.out.printf(Locale.ROOT, "round %d: statements %6.1f s, Spring Batch %6.1f s, %.2f times%n",
                        round, ours, control, ours / control);
            }
            System.out.printf("%,d lines, %d hospitals, heap limit %,d MiB%n",
                    lines, HOSPITALS, Runtime.getRuntime().maxMemory() >> 20);
        }
        System.exit(0);
    }

    private static double ours(ConfigurableApplicationContext application, YearMonth month, int lines) {
        long begin = System.nanoTime();
        int drawn = StatementsAlone.draw(application, PoolingArea.LIANYUNGANG, month);
        double seconds = seconds(begin);
        if (drawn != lines) {
            throw new AssertionError(drawn + " lines");
        }
        return seconds;
    }

    private static double control(ConfigurableApplicationContext application, YearMonth month) throws Exception {
        DataSource database = application.getBean(DataSource.class);
        JobRepository repository = application.getBean(JobRepository.class);
        var reader = new JdbcCursorItemReaderBuilder<Line>()
                .name("lines")
                .dataSource(database)
                .fetchSize(CHUNK)
                .sql("""
                        select a.holder, e.id, e.amount from medaid.ledger_transfer t
                          join medaid.ledger_entry e on e.transfer_id = t.id join medaid.ledger_account a on a.id = e.account_id
                         where t.area = 'lianyungang' and t.period = '%s-01' and t.kind = 'SETTLEMENT' and a.kind = 'HOSPITAL_PAYABLE'
                        """.formatted(month))
                .rowMapper((row, number) -> new Line(row.getString(1), row.getLong(2), row.getBigDecimal(3)))
                .build();
        var writer = new JdbcBatchItemWriterBuilder<Line>()
                .dataSource(database)
                .sql("insert into medaid.control_line (payee, kind, entry_id, amount) values (?, 'MONTHLY', ?, ?)")
                .itemPreparedStatementSetter((line, statement) -> {
                    statement.setString(1, line.payee());
                    statement.setLong(2, line.entry());
                    statement.setBigDecimal(3, line.amount());
                })
                .build();
        writer.afterPropertiesSet();
        var step = new StepBuilder("statements", repository)
                .<Line, Line>chunk(CHUNK, application.getBean(PlatformTransactionManager.class))
                .reader(reader)
                .processor(line -> new Line(line.payee(), line.entry(), line.amount().negate()))
                .writer(writer)
                .build();
        var job = new JobBuilder("control", repository).start(step).build();
        long begin = System.nanoTime();
        JobExecution done = application
                .getBean(JobLauncher.class)
                .run(job, new JobParametersBuilder().addString("month", month.toString()).toJobParameters());
        double seconds = seconds(begin);
        if (done.getStatus() != BatchStatus.COMPLETED) {
            throw new AssertionError(done.getAllFailureExceptions());
        }
        return seconds;
    }

    private static void require(Connection connection, String condition) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(condition)) {
            rows.next();
            if (!rows.getBoolean(1)) {
                throw new AssertionError(condition);
            }
        }
    }

    private static void update(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
