package io.safire.sandbox;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Base64;

/** Sends the steps of a {@link io.safire.sandbox.control.RawResponse}. */
final class RawScript {

    private final JsonArray steps;

    RawScript(JsonArray steps) {
        this.steps = steps;
    }

    boolean readsBody() {
        return !has("unread");
    }

    boolean forwards() {
        return has("pass");
    }

    void run(Socket client, RawRequest request, int port) throws IOException {
        OutputStream out = client.getOutputStream();
        for (JsonObject step : steps.getValuesAs(JsonObject.class)) {
            if (step.containsKey("say")) {
                send(step.getJsonObject("say"), out);
            } else if (step.containsKey("hold")) {
                awaitClose(client, step.getInt("hold"));
            } else if (step.containsKey("pass")) {
                request.forwardTo(port, client);
            } else if (step.containsKey("reset")) {
                client.setSoLinger(true, 0);
            }
        }
    }

    private boolean has(String name) {
        return steps.getValuesAs(JsonObject.class).stream().anyMatch(step -> step.containsKey(name));
    }

    private static void send(JsonObject step, OutputStream out) throws IOException {
        byte[] bytes = Base64.getDecoder().decode(step.getString("bytes"));
        for (int time = 0; time < step.getInt("times"); time++) {
            out.write(bytes);
            out.flush();
            pause(step.getInt("pause"));
        }
    }

    private static void awaitClose(Socket client, int milliseconds) throws IOException {
        client.setSoTimeout(milliseconds);
        try {
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SocketTimeoutException stillOpen) {
            // the maximum wait time has elapsed
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
