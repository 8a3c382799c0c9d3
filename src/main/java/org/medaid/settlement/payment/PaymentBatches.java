package org.medaid.settlement.payment;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.medaid.kernel.PoolingArea;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Batches and orders to look at. */
@Component
@Transactional(readOnly = true)
public class PaymentBatches {

    private final PaymentBatchRows rows;

    /** A step of a batch. */
    public record Step(String kind, String note, String by, java.time.Instant at) {}

    /** A file of the bank that was taken. */
    public record Answer(int rows, String by, java.time.Instant at) {}

    PaymentBatches(PaymentBatchRows rows) {
        this.rows = rows;
    }

    /** A batch of the office; another office's does not exist. */
    public Optional<PaymentBatch> find(PoolingArea area, String id) {
        try {
            return rows.find(UUID.fromString(id)).filter(batch -> batch.area() == area);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public List<PaymentBatch> of(PoolingArea area, int skip, int limit) {
        return rows.of(area, skip, limit);
    }

    public List<BatchLine> lines(UUID batch, int skip, int limit) {
        return rows.lines(batch, skip, limit);
    }

    public List<BatchLine> attempts(String order) {
        return rows.attempts(order);
    }

    public List<Step> steps(UUID batch) {
        return rows.events(batch).stream()
                .map(event -> new Step(event.kind(), event.note(), event.by(), event.at()))
                .toList();
    }

    public List<Answer> answers(UUID batch) {
        return rows.answers(batch).stream()
                .map(answer -> new Answer(answer.rows(), answer.by(), answer.at()))
                .toList();
    }

    /** The file's control sum, once finance has approved. */
    public Optional<String> controlSum(UUID batch) {
        return rows.file(batch).map(PaymentBatchRows.StoredFile::controlSum);
    }

    public int downloads(UUID batch) {
        return rows.downloads(batch);
    }
}
