package org.medaid.settlement.onestop;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.medaid.kernel.BusinessClock;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sees to it that a request sent again is the same one: its answer is kept for good in the transaction of the act itself,
 * and given again to the byte.
 */
@Component
class OneStopRequests {

    private final OneStopRows rows;
    private final BusinessClock clock;

    OneStopRequests(OneStopRows rows, BusinessClock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    /**
     * Does what is asked, unless it has been done.
     *
     * @return the answer; {@link OneStopReply.InFlight} while another request with this key is being worked on
     */
    @Transactional
    public OneStopReply once(RequestKey request, Supplier<StoredAnswer> act) {
        List<RequestKey> one = List.of(request);
        if (rows.take(one).isEmpty()) {
            return new OneStopReply.InFlight();
        }
        Map<OneStopRows.Name, OneStopRows.Kept> earlier = rows.answers(one);
        if (!earlier.isEmpty()) {
            return again(request, earlier.values().iterator().next());
        }
        StoredAnswer answer = act.get();
        rows.keep(one, List.of(answer), clock.now());
        return new OneStopReply.Answered(answer);
    }

    static OneStopReply again(RequestKey request, OneStopRows.Kept kept) {
        return request.asksTheSame(kept.kind(), kept.bodySha256())
                ? new OneStopReply.Answered(kept.answer())
                : new OneStopReply.KeyReused();
    }
}
