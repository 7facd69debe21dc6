package io.safire.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.JsonObject;
import java.net.URLEncoder;
import java.util.Map;
import java.util.TreeMap;

/** The pages that people see. */
final class Pages {

    static final String STYLE = """
            body { font: 1rem/1.5 system-ui, sans-serif; color: #1c2733; background: #f2f5f8; margin: 0; }
            main { max-width: 40rem; margin: 3rem auto; background: #fff; padding: 2rem 2.5rem; border-radius: .5rem;
                   box-shadow: 0 1px 4px rgba(20, 40, 60, .15); }
            h1 { font-size: 1.4rem; margin-top: 0; }
            table { width: 100%; border-collapse: collapse; }
            td, th { text-align: left; padding: .5rem .25rem; border-bottom: 1px solid #e1e7ed; }
            button, a.button { font: inherit; color: #fff; background: #0b5cad; border: 0; border-radius: .3rem;
                               padding: .45rem .9rem; cursor: pointer; text-decoration: none; display: inline-block; }
            button.second { background: #5b6b7b; }
            select { font: inherit; padding: .3rem; }
            code { background: #eef2f6; padding: 0 .25rem; border-radius: .2rem; }
            """;

    private Pages() {}

    static String error(String what) {
        return page("Authorization error", "<p>" + escaped(what) + ".</p>");
    }

    static String consent(Map<String, String> request, JsonObject context) {
        StringBuilder body = new StringBuilder("<p>Signed in as <b>Dr. Ada Moreau</b>. The application <code>"
                + escaped(request.getOrDefault("client_id", "")) + "</code> asks for:</p><ul>");
        for (String scope : Grants.scopes(request.getOrDefault("scope", ""))) {
            body.append("<li><code>").append(escaped(scope)).append("</code></li>");
        }
        body.append("</ul><form method=\"post\" action=\"/auth/authorize\">");
        request.forEach((name, value) ->
                body.append("<input type=\"hidden\" name=\"" + escaped(name) + "\" value=\"" + escaped(value) + "\">"));
        if (!request.containsKey("launch") && context.containsKey("patient")) {
            body.append("<p><label>Patient <select name=\"patient\">");
            Records.patients()
                    .forEach(patient -> body.append(
                            "<option value=\"" + patient.id() + "\">" + escaped(patient.name()) + "</option>"));
            body.append("</select></label></p>");
        }
        body.append("<button name=\"decision\" value=\"allow\">Allow</button> "
                + "<button class=\"second\" name=\"decision\" value=\"deny\">Deny</button></form>");
        return page("Allow access?", body.toString());
    }

    static String launchPage(Ehr ehr) {
        StringBuilder body = new StringBuilder("<p>A patient's record is open. Start an application in it:</p><table>"
                + "<tr><th>Patient</th><th>Born</th><th></th></tr>");
        for (Records.Patient patient : Records.patients()) {
            body.append("<tr><td>" + escaped(patient.name()) + "</td><td>" + patient.birthDate() + "</td><td>");
            new TreeMap<>(ehr.apps())
                    .forEach((name, url) -> body.append("<a class=\"button\" href=\"/ehr/launch?app="
                            + URLEncoder.encode(name, UTF_8) + "&amp;patient="
                            + patient.id() + "\">" + escaped(name) + "</a> "));
            body.append("</td></tr>");
        }
        body.append("</table>");
        if (ehr.apps().isEmpty()) {
            body.append("<p>No application is registered.</p>");
        }
        return page("Sandbox EHR", body.toString());
    }

    private static String page(String title, String body) {
        return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
                + "content=\"width=device-width, initial-scale=1\"><title>" + title + "</title>"
                + "<link rel=\"stylesheet\" href=\"/style.css\"></head><body><main><h1>" + title + "</h1>" + body
                + "</main></body></html>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
