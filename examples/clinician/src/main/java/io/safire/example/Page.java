package io.safire.example;

import io.safire.error.SmartException;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;

/** HTML, escaped. */
final class Page {

    private static final System.Logger LOG = System.getLogger(Page.class.getName());

    private Page() {}

    static void patient(HttpServletResponse response, JsonObject patient, JsonObject observations) throws IOException {
        JsonObject name = patient.getJsonArray("name").getJsonObject(0);
        StringBuilder body = new StringBuilder("<p class=\"banner\"><b id=\"patient\">"
                + escaped(name.getJsonArray("given").getString(0) + " " + name.getString("family")) + "</b>, born "
                + escaped(patient.getString("birthDate")) + "</p><table><tr><th>Observation</th><th>Value</th>"
                + "<th>Date</th></tr>");
        for (JsonObject entry : observations.getJsonArray("entry").getValuesAs(JsonObject.class)) {
            JsonObject observation = entry.getJsonObject("resource");
            JsonObject value = observation.getJsonObject("valueQuantity");
            body.append("<tr><td>" + escaped(observation.getJsonObject("code").getString("text")) + "</td><td>"
                    + value.getJsonNumber("value") + " " + escaped(value.getString("unit")) + "</td><td>"
                    + escaped(observation.getString("effectiveDateTime")) + "</td></tr>");
        }
        body.append("</table><form method=\"post\" action=\"smart/sign-out\"><button>Sign out</button></form>");
        write(response, "Growth chart", body.toString());
    }

    static void signedOut(HttpServletResponse response) throws IOException {
        write(response, "Growth chart", "<p>You are signed out. Start the application from the EHR.</p>");
    }

    /** The developer reads the log; the user learns that it did not work, and nothing about the inside. */
    static void problem(HttpServletResponse response, SmartException failure) throws IOException {
        LOG.log(Level.ERROR, failure.getMessage());
        response.setStatus(HttpServletResponse.SC_BAD_GATEWAY);
        write(response, "Growth chart", "<p>The launch did not work. Please start it again from the EHR.</p>");
    }

    private static void write(HttpServletResponse response, String title, String body) throws IOException {
        response.setContentType("text/html; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'self'; form-action 'self'");
        response.getWriter()
                .write("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title
                        + "</title><link rel=\"stylesheet\" href=\"style.css\"></head><body><main><h1>" + title
                        + "</h1>" + body + "</main></body></html>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
