package org.medaid.settlement.onestop;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.medaid.api.FieldProblem;
import org.medaid.claim.ClaimId;
import org.medaid.security.CurrentUser;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/** What a hospital's system may ask for; each request once, however often it is sent. */
@Service
public class OneStop {

    /** What is said of a key that stands for another request. */
    public static final FieldProblem KEY_REUSED = new FieldProblem(
            "Idempotency-Key", "IDEMPOTENCY_KEY_REUSED", "该 Idempotency-Key 已用于另一次请求，请更换后重发。");

    private final OneStopRequests requests;
    private final OneStopDesk desk;
    private final CounterQueues queues;
    private final CounterRates rates;
    private final Duration longestWait;

    /** @param longestWait for how long a counter is kept waiting for its settlement before it is told to send it again */
    OneStop(
            OneStopRequests requests,
            OneStopDesk desk,
            CounterQueues queues,
            CounterRates rates,
            @Value("${medaid.one-stop.longest-wait:30s}") Duration longestWait) {
        this.requests = requests;
        this.desk = desk;
        this.queues = queues;
        this.rates = rates;
        this.longestWait = longestWait;
    }

    /** @return how long the hospital's system has to wait; empty if the request may go on */
    public Optional<Duration> wait(CurrentUser user) {
        return rates.wait(user.hospitalCode().orElseThrow());
    }

    public OneStopReply register(RequestKey request, RegisterAdmission typed, CurrentUser user) {
        return requests.once(request, () -> desk.register(typed, user));
    }

    public OneStopReply cancel(RequestKey request, UUID admission, String reason, CurrentUser user) {
        return requests.once(request, () -> desk.cancel(admission, reason, user));
    }

    public OneStopReply preSettle(RequestKey request, PresentBill typed, CurrentUser user) {
        return requests.once(request, () -> desk.preSettle(typed, request.key(), user));
    }

    /** Waits until the settlement is written to disk. */
    public OneStopReply settle(RequestKey request, PresentBill typed, CurrentUser user) {
        try {
            return queues.settle(new OneStopDesk.Settle(request, typed, user)).get(longestWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new OneStopReply.TooLate();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new OneStopReply.TooLate();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a settlement failed", e.getCause());
        }
    }

    public OneStopReply reverse(RequestKey request, ClaimId settlement, String reason, CurrentUser user) {
        return requests.once(request, () -> desk.reverse(settlement, reason, user));
    }

    /** An admission of the hospital's own. */
    public Optional<StoredAnswer> admission(UUID id, CurrentUser user) {
        return desk.admission(id, user);
    }

    /** A settlement of the hospital's own, however it came about. */
    public Optional<StoredAnswer> settlement(ClaimId id, CurrentUser user) {
        return desk.settlementAnswer(id, user);
    }
}
