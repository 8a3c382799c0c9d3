package org.medaid.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Many hospital systems at once, each on a connection of its own that stays open. As little client as possible: it shares the machine. */
final class CounterLoad {

    /** One request's line: the admission that is settled. */
    record Bill(String admission, String invoice) {}

    /**
     * @param count answers with 201
     * @param others answers with anything else
     * @param latenciesNanos in ascending order
     * @param bySecond of the requests that were due in each second, 99 of 100 were answered within so many milliseconds
     */
    record Result(long count, long others, double seconds, long[] latenciesNanos, List<Long> bySecond) {

        double perSecond() {
            return count / seconds;
        }

        double millis(double quantile) {
            if (latenciesNanos.length == 0) {
                return Double.NaN;
            }
            return latenciesNanos[(int) Math.min(latenciesNanos.length - 1, quantile * latenciesNanos.length)] / 1e6;
        }

        @Override
        public String toString() {
            return "%,.0f/s, p50 %.1f ms, p99 %.1f ms, %d others".formatted(perSecond(), millis(0.5), millis(0.99), others);
        }
    }

    private final int port;
    private final String secret;
    private final String dischargedOn;

    CounterLoad(int port, String secret, String dischargedOn) {
        this.port = port;
        this.secret = secret;
        this.dischargedOn = dischargedOn;
    }

    /** As fast as answers come. */
    Result closed(int clients, double seconds, Iterator<Bill> bills) throws InterruptedException {
        return run(clients, seconds, 0, bills);
    }

    /** At a given rate, whether answers come or not; a late answer counts from when it was due. */
    Result open(int clients, double seconds, double perSecond, Iterator<Bill> bills) throws InterruptedException {
        return run(clients, seconds, perSecond, bills);
    }

    private Result run(int clients, double seconds, double perSecond, Iterator<Bill> bills) throws InterruptedException {
        long begin = System.nanoTime();
        long end = begin + (long) (seconds * 1e9);
        AtomicLong ticket = new AtomicLong();
        Thread[] threads = new Thread[clients];
        long[][] latencies = new long[clients][];
        List<Queue<Long>> bySecond = Stream.generate(() -> (Queue<Long>) new ConcurrentLinkedQueue<Long>())
                .limit((int) seconds + 1)
                .toList();
        long[] others = new long[clients];
        for (int c = 0; c < clients; c++) {
            int client = c;
            threads[c] = new Thread(() -> {
                long[] mine = new long[1024];
                int count = 0;
                try (Connection connection = new Connection()) {
                    while (true) {
                        long due;
                        if (perSecond > 0) {
                            due = begin + (long) (ticket.getAndIncrement() * 1e9 / perSecond);
                            long wait;
                            while ((wait = due - System.nanoTime()) > 0) {
                                LockSupport.parkNanos(wait);
                            }
                        } else {
                            due = System.nanoTime();
                        }
                        if (due >= end) {
                            break;
                        }
                        Bill bill;
                        synchronized (bills) {
                            if (!bills.hasNext()) {
                                break;
                            }
                            bill = bills.next();
                        }
                        int status = connection.settle(bill);
                        long took = System.nanoTime() - due;
                        if (status == 201) {
                            if (count == mine.length) {
                                mine = Arrays.copyOf(mine, count * 2);
                            }
                            mine[count++] = took;
                            bySecond.get((int) ((due - begin) / 1e9)).add(took);
                        } else if (others[client]++ == 0 && client == 0) {
                            System.out.println("a bill was answered with " + status);
                        }
                    }
                } catch (IOException e) {
                    others[client]++;
                    System.out.println("a connection failed: " + e);
                }
                latencies[client] = Arrays.copyOf(mine, count);
            });
            threads[c].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        double took = (System.nanoTime() - begin) / 1e9;
        long[] all = Arrays.stream(latencies).flatMapToLong(Arrays::stream).sorted().toArray();
        return new Result(all.length, Arrays.stream(others).sum(), took, all, bySecond.stream().filter(one -> !one.isEmpty())
                .map(one -> one.stream().sorted().skip((long) (one.size() * 0.99)).findFirst().orElseThrow() / 1_000_000)
                .toList());
    }

    private final class Connection implements AutoCloseable {

        private final Socket socket = new Socket();
        private final BufferedInputStream in;
        private final OutputStream out;
        private final byte[] skipped = new byte[8192];

        Connection() throws IOException {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress("localhost", port));
            in = new BufferedInputStream(socket.getInputStream(), 8192);
            out = socket.getOutputStream();
        }

        int settle(Bill bill) throws IOException {
            byte[] body = ("{\"admission\":\"" + bill.admission() + "\",\"dischargedOn\":\"" + dischargedOn + "\",\"invoiceNumber\":\""
                            + bill.invoice() + "\",\"diseases\":[\"HAEMOPHILIA\"],\"amounts\":{\"total\":\"10.00\",\"inScope\":\"10.00\","
                            + "\"deductible\":\"0\",\"basicPaid\":\"9.98\",\"criticalIllnessPaid\":\"0\",\"supplementaryPaid\":\"0\","
                            + "\"selfPaid\":\"0\"}}")
                    .getBytes(StandardCharsets.UTF_8);
            byte[] head = ("POST /api/v1/settlements HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + secret
                            + "\r\nIdempotency-Key: key-" + bill.invoice() + "\r\nContent-Type: application/json\r\nContent-Length: "
                            + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            byte[] request = Arrays.copyOf(head, head.length + body.length);
            System.arraycopy(body, 0, request, head.length, body.length);
            out.write(request);
            out.flush();
            return answer();
        }

        private int answer() throws IOException {
            int status = Integer.parseInt(line().split(" ")[1]);
            int length = -1;
            boolean chunked = false;
            for (String header = line(); !header.isEmpty(); header = line()) {
                String lower = header.toLowerCase();
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(lower.substring(15).strip());
                } else if (lower.startsWith("transfer-encoding:") && lower.contains("chunked")) {
                    chunked = true;
                }
            }
            if (chunked) {
                for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
                    skip(size);
                    line();
                }
                line();
            } else {
                skip(Math.max(0, length));
            }
            return status;
        }

        private void skip(int bytes) throws IOException {
            for (int left = bytes; left > 0; ) {
                int read = in.read(skipped, 0, Math.min(left, skipped.length));
                if (read < 0) {
                    throw new IOException("closed");
                }
                left -= read;
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("closed");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
