package io.safire.example;

import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An HTML page. All external data passes through {@link #format}, which escapes the data.
 *
 * @param heading the heading as HTML
 * @param body the body as HTML
 * @param signOut whether the page has a sign-out button
 */
record Page(int status, String heading, String body, boolean signOut) {

    private static final String MISSING = "<i>missing</i>";

    static Page chart(JsonObject patient, JsonObject observations) {
        Patient person = new Patient(new FhirElement(patient));
        FhirElement bundle = new FhirElement(observations);
        boolean hasNextPage = bundle.member("link").items().stream()
                .anyMatch(link -> link.member("relation").hasText("next"));
        String body = "<p class=\"banner\">Born " + format(person.birthDate().map(DateFormat::format)) + "</p>"
                + table(bundle) + (hasNextPage ? "<p>The EHR has more observations than are shown here.</p>" : "");
        return new Page(
                HttpServletResponse.SC_OK, "<span id=\"patient\">" + format(person.name()) + "</span>", body, true);
    }

    static Page start() {
        return new Page(
                HttpServletResponse.SC_OK,
                "Start from the EHR",
                "<p>Growth chart shows the observations of one patient. Open the patient’s record in the EHR, and start"
                        + " Growth chart there.</p>",
                false);
    }

    static Page signedOut() {
        return new Page(
                HttpServletResponse.SC_OK,
                "You are signed out",
                "<p>All charts of this browser are closed. To continue, start Growth chart from the patient’s record in the"
                        + " EHR.</p>",
                false);
    }

    static Page of(Problem problem) {
        return new Page(
                problem.status(), escape(problem.description()), "<p>" + escape(problem.action()) + "</p>", false);
    }

    /** Returns a page for a problem with an open chart. */
    static Page chart(Problem problem) {
        Page page = of(problem);
        return new Page(page.status, page.heading, page.body, true);
    }

    /** Returns the complete HTML document. The parameter {@code root} is the context path. */
    String html(String root) {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                + "content=\"width=device-width, initial-scale=1\"><title>Growth chart</title>"
                + "<link rel=\"stylesheet\" href=\"" + root + "/style.css\"></head><body><header><p>Growth chart</p>"
                + (signOut ? signOutForm(root) : "") + "</header><main><h1>" + heading + "</h1>" + body
                + (status < HttpServletResponse.SC_BAD_REQUEST ? "" : links(root)) + "</main></body></html>";
    }

    private static String signOutForm(String root) {
        return "<form method=\"post\" action=\"" + root + "/smart/sign-out\"><button>Sign out</button></form>";
    }

    /**
     * Returns the links of an error page. After a server error, one link repeats the request, because another attempt
     * may succeed.
     */
    private String links(String root) {
        String retryLink = status < HttpServletResponse.SC_INTERNAL_SERVER_ERROR
                ? ""
                : "<a class=\"button\" href=\"\">Try again</a> ";
        return "<p class=\"actions\">" + retryLink + "<a href=\"" + root + "/\">To the start page</a></p>";
    }

    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setStatus(status);
        response.setContentType("text/html; charset=utf-8");
        response.getWriter().write(html(request.getContextPath()));
    }

    private static String table(FhirElement bundle) {
        String rows = Observation.in(bundle).stream()
                .map(observation -> "<tr><th scope=\"row\">" + format(observation.name()) + "</th><td>"
                        + format(observation.value()) + "</td><td>"
                        + format(observation.date().map(DateFormat::format)) + "</td></tr>")
                .collect(Collectors.joining());
        return rows.isEmpty()
                ? "<p>The EHR has no observations of this patient.</p>"
                : "<table><caption>Observations</caption><thead><tr><th scope=\"col\">Observation</th>"
                        + "<th scope=\"col\">Value</th><th scope=\"col\">Date</th></tr></thead><tbody>" + rows
                        + "</tbody></table>";
    }

    private static String format(Optional<String> text) {
        return text.map(Page::escape).orElse(MISSING);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
