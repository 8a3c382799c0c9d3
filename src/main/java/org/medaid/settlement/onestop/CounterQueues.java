package org.medaid.settlement.onestop;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.medaid.kernel.BusinessClock;
import org.medaid.kernel.Clause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Settlements wait here for the next commit and are settled together: a commit costs more than a settlement, and while one
 * is being written to disk the next ones gather. Bills of one person stand in one queue, in their order, so that they do
 * not wait for each other's locks in the database; between several nodes the locks still decide.
 *
 * <p>An answer is given only after its commit. A bill that makes a common transaction fail is settled alone.
 */
@Component
@Clause("C16")
class CounterQueues {

    private static final Logger LOG = LoggerFactory.getLogger(CounterQueues.class);

    /** As many as one transaction takes; more would only wait longer for their answer. */
    private static final int MOST_TOGETHER = 64;

    private static final int TRIES = 3;
    private static final Duration LOOK_UP = Duration.ofMillis(200);
    private static final Duration LONGEST_END = Duration.ofSeconds(20);

    private final OneStopDesk desk;
    private final OneStopRows rows;
    private final BusinessClock clock;
    private final TransactionTemplate transactions;
    private final List<BlockingQueue<Waiting>> queues = new ArrayList<>();
    private final List<Thread> workers = new ArrayList<>();
    private final Set<OneStopRows.Name> inHand = ConcurrentHashMap.newKeySet();
    private volatile boolean running;
    private volatile boolean ended;

    /** @param queueCount how many transactions settle side by side; one for each processor is enough */
    CounterQueues(
            OneStopDesk desk,
            OneStopRows rows,
            BusinessClock clock,
            PlatformTransactionManager manager,
            @Value("${medaid.one-stop.queues:0}") int queueCount) {
        this.desk = desk;
        this.rows = rows;
        this.clock = clock;
        this.transactions = new TransactionTemplate(manager);
        int count = queueCount > 0 ? queueCount : Math.max(1, Runtime.getRuntime().availableProcessors());
        for (int i = 0; i < count; i++) {
            queues.add(new LinkedBlockingQueue<>());
        }
    }

    private record Waiting(OneStopDesk.Settle bill, CompletableFuture<OneStopReply> reply) {}

    /** Settles a bill; the reply comes after its commit. */
    CompletableFuture<OneStopReply> settle(OneStopDesk.Settle bill) {
        OneStopRows.Name name = OneStopRows.Name.of(bill.request());
        if (!inHand.add(name)) {
            return CompletableFuture.completedFuture(new OneStopReply.InFlight());
        }
        CompletableFuture<OneStopReply> reply = new CompletableFuture<>();
        reply.whenComplete((answer, failure) -> inHand.remove(name));
        if (!open()) {
            reply.complete(new OneStopReply.TooLate());
            return reply;
        }
        int queue = OneStopDesk.id(bill.typed().admission())
                .map(id -> Admission.queue(id, queues.size()))
                .orElse(0);
        queues.get(queue).add(new Waiting(bill, reply));
        return reply;
    }

    private void work(BlockingQueue<Waiting> queue) {
        List<Waiting> gathered = new ArrayList<>();
        while (running || !queue.isEmpty() || !gathered.isEmpty()) {
            try {
                if (gathered.isEmpty()) {
                    Waiting first = queue.poll(LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
                    if (first == null) {
                        continue;
                    }
                    gathered.add(first);
                }
                queue.drainTo(gathered, MOST_TOGETHER - gathered.size());
                List<Waiting> together = oneOfEachAdmission(gathered);
                gathered.removeAll(together);
                settleTogether(together);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** The second bill of an admission is to find the first one settled. */
    private static List<Waiting> oneOfEachAdmission(List<Waiting> gathered) {
        Set<String> admissions = new HashSet<>();
        return gathered.stream()
                .filter(waiting -> admissions.add(String.valueOf(waiting.bill().typed().admission())))
                .toList();
    }

    private void settleTogether(List<Waiting> together) {
        List<OneStopReply> replies;
        try {
            replies = transactions.execute(status -> settled(together));
        } catch (RuntimeException | Error e) {
            if (together.size() == 1) {
                settleAlone(together.get(0), e);
            } else {
                LOG.warn("settling {} bills one by one, because together they failed: {}", together.size(), e.getClass().getName());
                together.forEach(waiting -> settleAlone(waiting, null));
            }
            return;
        }
        for (int i = 0; i < together.size(); i++) {
            together.get(i).reply().complete(replies.get(i));
        }
    }

    /** @param failed how the first try failed; null if this is the first */
    private void settleAlone(Waiting waiting, Throwable failed) {
        Throwable last = failed;
        for (int left = failed == null ? TRIES : TRIES - 1; left > 0; left--) {
            // Another node may have used the invoice or the key a moment ago: the next try finds it so and says so.
            if (last != null && !(last instanceof DuplicateKeyException) && !(last instanceof TransientDataAccessException)) {
                break;
            }
            try {
                waiting.reply().complete(transactions.execute(status -> settled(List.of(waiting))).get(0));
                return;
            } catch (RuntimeException | Error e) {
                last = e;
            }
        }
        waiting.reply().completeExceptionally(last);
    }

    private List<OneStopReply> settled(List<Waiting> together) {
        rows.keepPlans();
        List<RequestKey> requests = together.stream().map(waiting -> waiting.bill().request()).toList();
        Set<OneStopRows.Name> taken = rows.take(requests);
        Map<OneStopRows.Name, OneStopRows.Kept> kept = rows.answers(requests);
        OneStopReply[] replies = new OneStopReply[together.size()];
        List<Integer> places = new ArrayList<>();
        List<OneStopDesk.Settle> bills = new ArrayList<>();
        for (int i = 0; i < replies.length; i++) {
            RequestKey request = requests.get(i);
            OneStopRows.Name name = OneStopRows.Name.of(request);
            if (!taken.contains(name)) {
                replies[i] = new OneStopReply.InFlight();
            } else if (kept.containsKey(name)) {
                replies[i] = OneStopRequests.again(request, kept.get(name));
            } else {
                places.add(i);
                bills.add(together.get(i).bill());
            }
        }
        if (!bills.isEmpty()) {
            List<StoredAnswer> answers = desk.settle(bills);
            rows.keep(bills.stream().map(OneStopDesk.Settle::request).toList(), answers, clock.now());
            for (int i = 0; i < places.size(); i++) {
                replies[places.get(i)] = new OneStopReply.Answered(answers.get(i));
            }
        }
        return List.of(replies);
    }

    /** The workers begin with the first bill: an office without hospitals has none. */
    private boolean open() {
        if (!running && !ended) {
            begin();
        }
        return running;
    }

    private synchronized void begin() {
        if (running || ended) {
            return;
        }
        running = true;
        for (int i = 0; i < queues.size(); i++) {
            BlockingQueue<Waiting> queue = queues.get(i);
            Thread worker = new Thread(() -> work(queue), "counter-" + (i + 1));
            worker.setDaemon(true);
            workers.add(worker);
            worker.start();
        }
    }

    /** Settles what waits, then ends. */
    @PreDestroy
    synchronized void end() {
        ended = true;
        running = false;
        for (Thread worker : workers) {
            try {
                worker.join(LONGEST_END.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
