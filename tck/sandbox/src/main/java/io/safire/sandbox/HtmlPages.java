package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The HTML pages of the sandbox. */
final class HtmlPages {

    static final String STYLE = """
            * { box-sizing: border-box; }
            body { font: 1rem/1.5 system-ui, sans-serif; color: #1c2733; background: #f2f5f8; margin: 0; }
            header { background: #0b3d70; color: #fff; padding: .75rem 1.5rem; }
            header p { max-width: 44rem; margin: 0 auto; font-weight: 600; }
            main { max-width: 44rem; margin: 2rem auto; background: #fff; padding: 1.75rem 2rem 2rem;
                   border-radius: .5rem; box-shadow: 0 1px 4px rgba(20, 40, 60, .15); overflow-wrap: anywhere; }
            h1 { font-size: 1.4rem; line-height: 1.25; margin: 0 0 1rem; }
            table { width: 100%; border-collapse: collapse; }
            caption { text-align: left; padding-bottom: .5rem; }
            td, th { text-align: left; padding: .6rem .5rem .6rem 0; border-bottom: 1px solid #e1e7ed; }
            thead th { color: #4a5a6a; font-size: .875rem; }
            tbody th { font-weight: 600; }
            td:last-child, th:last-child { padding-right: 0; }
            .patient { background: #e6f0fa; border-left: .3rem solid #0b5cad; padding: .6rem 1rem; margin: 0 0 1rem; }
            .scopes { padding: 0; list-style: none; }
            .scopes li { padding: .5rem 0; border-bottom: 1px solid #e1e7ed; }
            .actions { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0 0; }
            button, a.button { font: inherit; color: #fff; background: #0b5cad; border: 1px solid #0b5cad;
                               border-radius: .3rem; padding: .45rem .9rem; cursor: pointer; text-decoration: none;
                               text-align: center; display: inline-block; margin: .1rem 0; }
            button.second { color: #0b5cad; background: #fff; }
            button:hover, a.button:hover { background: #08457f; color: #fff; }
            :focus-visible { outline: .2rem solid #f5a623; outline-offset: .1rem; }
            select { font: inherit; padding: .4rem; max-width: 100%; }
            code { font-size: .85em; color: #4a5a6a; }
            @media (max-width: 34rem) {
              body { background: #fff; }
              main { margin: 0; border-radius: 0; box-shadow: none; padding: 1.25rem 1rem 1.5rem; }
              header { padding: .75rem 1rem; }
              h1 { font-size: 1.25rem; }
              .actions > * { flex: 1; text-align: center; }
            }
            """;

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private HtmlPages() {}

    static String error(String title, String cause, String remedy) {
        return page(
                title,
                "<p>" + escape(cause) + "</p><p>" + escape(remedy) + "</p>"
                        + "<p class=\"actions\"><a class=\"button\" href=\"/ehr\">Back to the launch page</a></p>");
    }

    static String signedOut() {
        return page("Signed out", "<p>Your session at the EHR has ended.</p>");
    }

    static String consent(String app, Map<String, String> request, JsonObject context) {
        String name = escape(app);
        boolean choosesPatient = !request.containsKey("launch") && context.containsKey("patient");
        return page(
                "Allow " + name + " access?",
                (choosesPatient ? "" : patient(context.getString("patient", "")))
                        + "<p>You are signed in as Dr. Ada Moreau. <b>" + name + "</b> wants to:</p>"
                        + scopes(request) + "<form method=\"post\" action=\"/auth/authorize\">" + hiddenFields(request)
                        + (choosesPatient ? patientChoice() : "")
                        + "<p class=\"actions\"><button name=\"decision\" value=\"allow\">Allow</button>"
                        + "<button class=\"second\" name=\"decision\" value=\"deny\">Deny</button></p></form>");
    }

    static String launchPage(EhrState ehr) {
        String rows = SampleRecords.patients().stream()
                .map(patient -> "<tr><th scope=\"row\">" + escape(patient.name()) + "</th><td>"
                        + formattedBirthDate(patient) + "</td><td>" + links(ehr, patient) + "</td></tr>")
                .collect(Collectors.joining());
        String table =
                "<table><caption>Choose a patient and start an application in the context of the record.</caption>"
                        + "<thead><tr><th scope=\"col\">Patient</th><th scope=\"col\">Birth date</th>"
                        + "<th scope=\"col\">Application</th></tr></thead><tbody>" + rows + "</tbody></table>";
        String none = "<p>No application is registered. Start the sandbox with <code>--app</code> and"
                + " <code>--launch-url</code>.</p>";
        return page("Start an application", (ehr.apps().isEmpty() ? none : "") + table);
    }

    private static String links(EhrState ehr, SampleRecords.SamplePatient patient) {
        return new TreeSet<>(ehr.apps().keySet())
                .stream()
                        .map(name -> "<a class=\"button\" href=\"/ehr/launch?app=" + URLEncoder.encode(name, UTF_8)
                                + "&amp;patient=" + patient.id() + "\" aria-label=\"Start " + escape(name) + " for "
                                + escape(patient.name()) + "\">" + escape(name) + "</a>")
                        .collect(Collectors.joining(" "));
    }

    private static String patient(String id) {
        Optional<SampleRecords.SamplePatient> known = SampleRecords.patients().stream()
                .filter(patient -> patient.id().equals(id))
                .findFirst();
        return known.map(patient -> "<p class=\"patient\">Patient: <b>" + escape(patient.name()) + "</b>, born "
                        + formattedBirthDate(patient) + "</p>")
                .orElse("");
    }

    private static String scopes(Map<String, String> request) {
        return Grants.scopes(request.getOrDefault("scope", "")).stream()
                .map(scope -> "<li>" + escape(ScopeDescriptions.describe(scope)) + " <code>(" + escape(scope)
                        + ")</code></li>")
                .collect(Collectors.joining("", "<ul class=\"scopes\">", "</ul>"));
    }

    private static String hiddenFields(Map<String, String> request) {
        return request.entrySet().stream()
                .map(entry -> "<input type=\"hidden\" name=\"" + escape(entry.getKey()) + "\" value=\""
                        + escape(entry.getValue()) + "\">")
                .collect(Collectors.joining());
    }

    private static String patientChoice() {
        return SampleRecords.patients().stream()
                .map(patient -> "<option value=\"" + patient.id() + "\">" + escape(patient.name()) + ", born "
                        + formattedBirthDate(patient) + "</option>")
                .collect(Collectors.joining(
                        "", "<p><label>For the patient <select name=\"patient\">", "</select></label></p>"));
    }

    private static String formattedBirthDate(SampleRecords.SamplePatient patient) {
        return DATE.format(LocalDate.parse(patient.birthDate()));
    }

    private static String page(String title, String body) {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                + "content=\"width=device-width, initial-scale=1\"><title>" + title + " – Sandbox EHR</title>"
                + "<link rel=\"stylesheet\" href=\"/style.css\"></head><body><header><p>Sandbox EHR</p></header><main><h1>"
                + title + "</h1>" + body + "</main></body></html>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
