package io.safire.example;

import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** A page. Whatever comes from outside goes through {@link #shown}, which escapes it. */
record Page(int status, String body) {

    private static final String MISSING = "<i>missing</i>";
    private static final String SIGN_OUT =
            "<form method=\"post\" action=\"smart/sign-out\"><button>Sign out</button></form>";

    static Page patient(JsonObject patient, JsonObject observations) {
        Patient person = new Patient(new Element(patient));
        Element bundle = new Element(observations);
        StringBuilder body = new StringBuilder("<p class=\"banner\"><b id=\"patient\">" + shown(person.name())
                + "</b>, born " + shown(person.birthDate())
                + "</p><table><tr><th>Observation</th><th>Value</th><th>Date</th></tr>");
        for (Observation observation : Observation.in(bundle)) {
            body.append("<tr><td>" + shown(observation.name()) + "</td><td>" + shown(observation.value()) + "</td><td>"
                    + shown(observation.date()) + "</td></tr>");
        }
        body.append("</table>");
        if (bundle.at("link").each().stream()
                .anyMatch(link -> link.at("relation").is("next"))) {
            body.append("<p>The EHR has more observations than are shown here.</p>");
        }
        return new Page(HttpServletResponse.SC_OK, body.append(SIGN_OUT).toString());
    }

    static Page signedOut() {
        return new Page(HttpServletResponse.SC_OK, "<p>You are signed out. Start the application from the EHR.</p>");
    }

    static Page of(Problem problem) {
        return new Page(
                problem.status(),
                "<p><b>" + escaped(problem.happened()) + "</b></p><p>" + escaped(problem.remedy()) + "</p>" + SIGN_OUT);
    }

    String html() {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Growth chart</title>"
                + "<link rel=\"stylesheet\" href=\"style.css\"></head><body><main><h1>Growth chart</h1>" + body
                + "</main></body></html>";
    }

    void send(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType("text/html; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        response.getWriter().write(html());
    }

    private static String shown(Optional<String> text) {
        return text.map(Page::escaped).orElse(MISSING);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
