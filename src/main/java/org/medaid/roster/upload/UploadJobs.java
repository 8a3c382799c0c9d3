package org.medaid.roster.upload;

import jakarta.annotation.PreDestroy;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.medaid.party.Parties;
import org.medaid.roster.CategoriesBackdated;
import org.medaid.roster.CategoriesBackdated.Change;
import org.medaid.roster.CategoriesBackdated.PastDays;
import org.medaid.roster.Upload;
import org.medaid.roster.UploadId;
import org.medaid.roster.UploadPurpose;
import org.medaid.roster.UploadState;
import org.medaid.roster.persistence.CategoryPeriods;
import org.medaid.roster.persistence.LargeCostRows;
import org.medaid.roster.persistence.StagedRows;
import org.medaid.roster.persistence.Uploads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ChunkListener;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.Job;
import org.springframework.batch.core.JobExecution;
import org.springframework.batch.core.JobParametersBuilder;
import org.springframework.batch.core.Step;
import org.springframework.batch.core.StepExecution;
import org.springframework.batch.core.explore.JobExplorer;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.launch.JobLauncher;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.item.Chunk;
import org.springframework.batch.item.ExecutionContext;
import org.springframework.batch.repeat.RepeatStatus;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Works on uploaded files beside the requests: stage and check, take, undo.
 *
 * <p>What is done and how far it has come are committed together, portion by portion. So a killed application goes on at
 * its next start with the first row that is not stored, and stores none twice. A job knows a file by its id and nothing
 * else: Spring Batch's tables hold nothing about a person. One application works on a database.
 */
@Component
public class UploadJobs {

    /** Rows in one transaction while they are staged. */
    static final int STAGED_TOGETHER = 10_000;
    /** Rows in one transaction while they are taken; as long, nobody else changes the area's roster. */
    static final int TAKEN_TOGETHER = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(UploadJobs.class);
    private static final String UPLOAD = "upload";
    private static final String LAST_ROW = "lastRow";
    private static final List<String> JOBS = List.of("roster-check", "roster-take", "roster-undo");
    private static final int MOST_ATTEMPTS = 5;
    private static final int SECONDS_BETWEEN_ATTEMPTS = 10;

    private final JobRepository repository;
    private final JobExplorer explorer;
    private final JobLauncher launcher;
    private final PlatformTransactionManager transactions;
    private final Uploads uploads;
    private final StagedRows rows;
    private final LargeCostRows costs;
    private final CategoryPeriods periods;
    private final Parties parties;
    private final UploadFolder folder;
    private final BusinessClock clock;
    private final ApplicationEventPublisher events;
    private final ScheduledExecutorService workers = Executors.newScheduledThreadPool(2, work -> {
        Thread thread = new Thread(work, "roster-upload");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean stopping;

    UploadJobs(
            JobRepository repository,
            JobExplorer explorer,
            JobLauncher launcher,
            PlatformTransactionManager transactions,
            Uploads uploads,
            StagedRows rows,
            LargeCostRows costs,
            CategoryPeriods periods,
            Parties parties,
            UploadFolder folder,
            BusinessClock clock,
            ApplicationEventPublisher events) {
        this.repository = repository;
        this.explorer = explorer;
        this.launcher = launcher;
        this.transactions = transactions;
        this.uploads = uploads;
        this.rows = rows;
        this.costs = costs;
        this.periods = periods;
        this.parties = parties;
        this.folder = folder;
        this.clock = clock;
        this.events = events;
    }

    /** Begins what the file's state asks for, once the running transaction, if there is one, is committed. */
    public void workOn(UploadId id) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    workers.execute(() -> attempt(id, 1));
                }
            });
        } else {
            workers.execute(() -> attempt(id, 1));
        }
    }

    /** Goes on with what a stopped or killed application left unfinished. */
    @EventListener(ApplicationReadyEvent.class)
    public void goOn() {
        JOBS.forEach(job -> explorer.findRunningJobExecutions(job).forEach(this::endAbandoned));
        List<Upload> unfinished = uploads.working();
        folder.keepOnly(unfinished.stream()
                .filter(upload -> upload.state() == UploadState.CHECKING)
                .map(Upload::id)
                .collect(Collectors.toSet()));
        unfinished.forEach(upload -> {
            LOG.info("Going on with upload {}, which is {}", upload.id(), upload.state());
            workOn(upload.id());
        });
    }

    @PreDestroy
    void stop() throws InterruptedException {
        stopping = true;
        workers.shutdown();
        workers.awaitTermination(30, TimeUnit.SECONDS);
    }

    /** As if the execution had said by itself that it failed: only then may it go on. */
    private void endAbandoned(JobExecution execution) {
        for (StepExecution step : execution.getStepExecutions()) {
            if (step.getStatus().isRunning()) {
                step.setStatus(BatchStatus.FAILED);
                step.setExitStatus(ExitStatus.FAILED);
                step.setEndTime(LocalDateTime.now(BusinessClock.ZONE));
                repository.update(step);
            }
        }
        execution.setStatus(BatchStatus.FAILED);
        execution.setExitStatus(ExitStatus.FAILED);
        execution.setEndTime(LocalDateTime.now(BusinessClock.ZONE));
        repository.update(execution);
    }

    private void attempt(UploadId id, int attempt) {
        Upload upload = uploads.find(id).orElseThrow();
        Optional<Job> job = jobFor(upload);
        if (stopping || job.isEmpty()) {
            return;
        }
        try {
            JobExecution execution = launcher.run(
                    job.get(),
                    new JobParametersBuilder()
                            .addString(UPLOAD, id.toString())
                            // A file can be undone, refused, and undone again: another run of the same job.
                            .addString("since", since(upload).toString())
                            .toJobParameters());
            if (execution.getStatus() == BatchStatus.FAILED) {
                again(id, attempt);
            }
        } catch (Exception e) {
            LOG.warn("Upload {} could not be worked on", id, e);
            again(id, attempt);
        }
    }

    private void again(UploadId id, int attempt) {
        if (!stopping && attempt < MOST_ATTEMPTS) {
            workers.schedule(() -> attempt(id, attempt + 1), (long) attempt * SECONDS_BETWEEN_ATTEMPTS, TimeUnit.SECONDS);
        }
    }

    private static Instant since(Upload upload) {
        return switch (upload.state()) {
            case TAKING -> upload.confirmed().orElseThrow().at();
            case UNDOING -> upload.undone().orElseThrow().at();
            default -> upload.uploadedAt();
        };
    }

    private Optional<Job> jobFor(Upload upload) {
        return switch (upload.state()) {
            case CHECKING -> Optional.of(new JobBuilder(JOBS.get(0), repository)
                    .start(stage(upload))
                    .next(tasklet("check", context -> check(upload)))
                    .build());
            case TAKING -> Optional.of(new JobBuilder(JOBS.get(1), repository)
                    .start(tasklet("take", context -> takePortion(upload, context)))
                    .build());
            case UNDOING -> Optional.of(new JobBuilder(JOBS.get(2), repository)
                    .start(tasklet("undo", context -> undo(upload)))
                    .build());
            default -> Optional.empty();
        };
    }

    private Step stage(Upload upload) {
        FileRows file = new FileRows(upload, folder);
        return new StepBuilder("stage", repository)
                .<FileRows.Item, FileRows.Item>chunk(STAGED_TOGETHER, transactions)
                .reader(file)
                .writer(chunk -> store(upload, chunk))
                .listener(stopsBetweenPortions())
                .build();
    }

    private void store(Upload upload, Chunk<? extends FileRows.Item> chunk) {
        List<? extends FileRows.Item> items = chunk.getItems();
        FileRows.Item last = items.get(items.size() - 1);
        if (last.refusal() != null) {
            uploads.refuse(upload.id(), last.refusal());
            return;
        }
        rows.stage(upload.id(), FileRows.rows(items));
        long bytes = Math.round((double) last.bytesRead() / last.bytesTotal() * upload.fileBytes());
        uploads.staged(upload.id(), items.size(), bytes);
    }

    /** @return false: there is no next portion */
    private boolean check(Upload staged) {
        Upload upload = uploads.find(staged.id()).orElseThrow();
        if (upload.state() == UploadState.REFUSED) {
            rows.forget(upload.id());
        } else {
            rows.check(upload);
            uploads.checked(upload.id(), rows.refused(upload.id()));
        }
        afterCommit(() -> folder.delete(upload.id()));
        return false;
    }

    @Clause({"J1", "S1", "H3"})
    private boolean takePortion(Upload upload, ExecutionContext progress) {
        int after = progress.getInt(LAST_ROW, 0);
        int last = rows.endOfPortion(upload.id(), after, TAKEN_TOGETHER);
        if (last == 0) {
            uploads.taken(upload.id());
            return false;
        }
        Upload.Act confirmed = upload.confirmed().orElseThrow();
        if (upload.purpose() == UploadPurpose.LARGE_COSTS) {
            int looked = costs.threshold(upload.area(), clock.today())
                    .map(threshold -> rows.takeCosts(
                            upload, after, last, threshold.amount(), clock.today(), clock.now()))
                    .orElse(0);
            uploads.took(upload.id(), looked, 0);
        } else {
            periods.lock(upload.area());
            parties.registerPeople(upload.area(), rows.toRegister(upload, after, last, confirmed.by()));
            StagedRows.Portion portion = rows.take(upload, after, last, confirmed.by(), clock.now(), clock.today());
            publish(upload, Change.ENTERED, portion.entered());
            publish(upload, Change.ENDED, portion.ended());
            uploads.took(upload.id(), portion.taken(), portion.good() - portion.taken());
        }
        progress.putInt(LAST_ROW, last);
        return true;
    }

    private boolean undo(Upload upload) {
        periods.lock(upload.area());
        if (rows.builtUpon(upload.id()) > 0) {
            uploads.undoFailed(upload.id());
            return false;
        }
        rows.undo(
                upload,
                upload.undoReason().orElseThrow(),
                upload.undone().orElseThrow().by(),
                clock.now(),
                clock.today(),
                portion -> publish(upload, Change.ANNULLED, portion));
        uploads.undone(upload.id());
        return false;
    }

    private void publish(Upload upload, Change change, List<PastDays> days) {
        if (!days.isEmpty()) {
            events.publishEvent(new CategoriesBackdated(upload.area(), change, days));
        }
    }

    private interface Work {

        /** @return whether there is more to do */
        boolean portion(ExecutionContext progress);
    }

    private Step tasklet(String name, Work work) {
        return new StepBuilder(name, repository)
                .tasklet(
                        (contribution, context) -> RepeatStatus.continueIf(work.portion(
                                context.getStepContext().getStepExecution().getExecutionContext())),
                        transactions)
                .listener(stopsBetweenPortions())
                .build();
    }

    /** A stopping application lets the present portion end and leaves the rest to the next start. */
    private ChunkListener stopsBetweenPortions() {
        BooleanSupplier stop = () -> stopping;
        return new ChunkListener() {
            @Override
            public void beforeChunk(ChunkContext context) {
                if (stop.getAsBoolean()) {
                    context.getStepContext().getStepExecution().setTerminateOnly();
                }
            }
        };
    }

    private static void afterCommit(Runnable action) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }
}
