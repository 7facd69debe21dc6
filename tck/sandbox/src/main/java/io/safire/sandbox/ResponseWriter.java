package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.safire.sandbox.control.SandboxJson;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/** A writer of one response, which a script can change or replace. */
final class ResponseWriter {

    private static final String SERVER = "Safire-Sandbox";
    private static final long MAX_HOLD_MINUTES = 5;

    private final HttpExchange exchange;
    private final JsonObject plan;
    private final Duration clockOffset;
    private final CountDownLatch gate;

    /**
     * Creates a writer of one response.
     *
     * @param plan the script of this response; empty if the response is not scripted
     * @param clock the offset of the server's clock
     * @param gate the gate at which a held response waits
     */
    ResponseWriter(HttpExchange exchange, JsonObject plan, Duration clock, CountDownLatch gate) {
        this.exchange = exchange;
        this.plan = plan;
        this.clockOffset = plan.containsKey("clock")
                ? Duration.ofMillis(plan.getJsonNumber("clock").longValue())
                : clock;
        this.gate = gate;
    }

    /** Sends the server's own response, or the response of the script. */
    void write(Supplier<OutgoingResponse> normal) throws IOException {
        if (plan.getBoolean("drop", false)) {
            exchange.close();
            return;
        }
        OutgoingResponse response = plan.containsKey("status") ? replacement() : patch(normal.get());
        pause(plan.getInt("delay", 0));
        if (plan.containsKey("held")) {
            awaitRelease();
        }
        send(encode(response));
    }

    private OutgoingResponse encode(OutgoingResponse response) throws IOException {
        if (isBomb()) {
            return new OutgoingResponse(response.status(), response.headers(), GzipBomb.of(plan.getInt("big")));
        }
        byte[] prefix = plan.getString("prefix", "").getBytes(UTF_8);
        boolean isUnchanged = prefix.length == 0 && !plan.containsKey("gzip");
        if (response.stream() != null || isUnchanged) {
            return response;
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (OutputStream out = plan.containsKey("gzip") ? new GZIPOutputStream(whole) : whole) {
            out.write(prefix);
            out.write(response.body());
        }
        return new OutgoingResponse(response.status(), response.headers(), whole.toByteArray());
    }

    /** Returns whether the response is a compression bomb, whose uncompressed text is never in memory as a whole. */
    private boolean isBomb() {
        return plan.containsKey("big") && plan.containsKey("gzip") && !plan.containsKey("prefix");
    }

    private OutgoingResponse replacement() {
        String padding = " ".repeat(plan.getInt("padding", 0));
        byte[] body = (plan.getString("body", "") + padding).getBytes(UTF_8);
        if (plan.containsKey("big") && !isBomb()) {
            body = ("{\"filler\":\"" + "x".repeat(plan.getInt("big")) + "\"}").getBytes(UTF_8);
        }
        if (plan.containsKey("nested")) {
            int depth = plan.getInt("nested");
            body = ("{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}").getBytes(UTF_8);
        }
        return withHeaders(
                new OutgoingResponse(plan.getInt("status"), Map.of("Content-Type", "application/json"), body));
    }

    private OutgoingResponse patch(OutgoingResponse normal) {
        OutgoingResponse response = normal;
        if (plan.containsKey("body")) {
            response = new OutgoingResponse(
                    response.status(),
                    response.headers(),
                    plan.getString("body").getBytes(UTF_8));
        }
        if (plan.containsKey("patch")) {
            JsonObject before =
                    SandboxJson.createReader(new StringReader(response.text())).readObject();
            String after = SandboxJson.createMergePatch(plan.getJsonObject("patch"))
                    .apply(before)
                    .toString();
            response = new OutgoingResponse(response.status(), response.headers(), after.getBytes(UTF_8));
        }
        return withHeaders(response);
    }

    private OutgoingResponse withHeaders(OutgoingResponse response) {
        OutgoingResponse changed = response;
        if (plan.containsKey("headers")) {
            for (var header : plan.getJsonObject("headers").entrySet()) {
                changed = changed.withHeader(header.getKey(), ((JsonString) header.getValue()).getString());
            }
        }
        return changed;
    }

    private void send(OutgoingResponse response) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        response.headers().forEach(headers::set);
        shiftDate(headers);
        if (response.stream() != null) {
            exchange.sendResponseHeaders(response.status(), response.stream().length());
            response.stream().writeTo(interruptible(exchange.getResponseBody()));
            exchange.close();
            return;
        }
        byte[] body = response.body();
        boolean truncated = plan.getBoolean("truncated", false);
        boolean empty = body.length == 0 || response.status() == 304 || response.status() == 204;
        exchange.sendResponseHeaders(response.status(), empty ? -1 : body.length + (truncated ? 100 : 0));
        if (!empty) {
            write(interruptible(exchange.getResponseBody()), body);
        }
        exchange.close();
    }

    private OutputStream interruptible(OutputStream out) {
        return plan.containsKey("interrupt")
                ? new InterruptedOutputStream(
                        out, plan.getJsonNumber("interrupt").longValue())
                : out;
    }

    private void write(OutputStream out, byte[] body) throws IOException {
        if (!plan.containsKey("trickle")) {
            out.write(body);
            out.flush();
            return;
        }
        for (byte single : body) {
            out.write(single);
            out.flush();
            pause(plan.getInt("trickle"));
        }
    }

    /**
     * Shifts the {@code Date} header. When the JDK's server sends the headers, it overwrites {@code Date} first, and
     * then reads the values of {@code Server}. Therefore, this method sets the values of {@code Server} to a list that
     * replaces {@code Date} when the server reads the list.
     */
    private void shiftDate(Headers headers) {
        String date = RFC_1123_DATE_TIME.format(Instant.now().plus(clockOffset).atZone(UTC));
        headers.put("Server", new AbstractList<>() {
            @Override
            public String get(int index) {
                List<String> dates = headers.get("Date");
                if (dates != null) {
                    dates.set(0, date);
                }
                return SERVER;
            }

            @Override
            public int size() {
                return 1;
            }
        });
    }

    private void awaitRelease() {
        try {
            gate.await(MAX_HOLD_MINUTES, TimeUnit.MINUTES);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pause(int milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
