package io.safire.example;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class PageTest {

    private static final JsonObject PATIENT =
            json("{'name':[{'given':['Nora','Ida'],'family':'Lindqvist'}],'birthDate':'1984-03-12'}");
    private static final JsonObject EMPTY = json("{}");

    @Test
    void showsPatientAndObservations() {
        String html = Page.chart(
                        PATIENT,
                        bundle("'code':{'text':'Heart rate'},'valueQuantity':{'value':72.70,'unit':'/min'},"
                                + "'effectiveDateTime':'2026-10-01'"))
                .html("/clinician");
        assertThat(html)
                .contains("<span id=\"patient\">Nora Ida Lindqvist</span>", "Born 12 March 1984", "Sign out")
                .contains("<tr><th scope=\"row\">Heart rate</th><td>72.70 per minute</td><td>1 October 2026</td></tr>")
                .contains("<caption>Observations", "<th scope=\"col\">Value", "name=\"viewport\"")
                .contains("href=\"/clinician/style.css\"", "action=\"/clinician/smart/sign-out\"")
                .doesNotContain("missing", "more observations");
    }

    @Test
    void marksMissingElements() {
        assertThat(Page.chart(EMPTY, EMPTY).html("/clinician"))
                .contains("<span id=\"patient\"><i>missing</i></span>", "Born <i>missing</i>")
                .contains("no observations of this patient")
                .doesNotContain("<table");
        assertThat(Page.chart(null, null).html("/clinician")).contains("<i>missing</i>");
        assertThat(Page.chart(json("{'name':[]}"), bundle("'status':'final'")).html("/clinician"))
                .contains(
                        "<tr><th scope=\"row\"><i>missing</i></th><td><i>missing</i></td><td><i>missing</i></td></tr>");
    }

    @Test
    void marksElementsOfUnexpectedType() {
        assertThat(Page.chart(json("{'name':'Nora','birthDate':{}}"), json("{'entry':{'resource':7}}"))
                        .html("/clinician"))
                .contains("<span id=\"patient\"><i>missing</i></span>", "Born <i>missing</i>");
        assertThat(Page.chart(json("{'name':[null,{'given':null,'family':' '}]}"), json("{'entry':[null,{}]}"))
                        .html("/clinician"))
                .contains("<span id=\"patient\"><i>missing</i></span>");
    }

    @Test
    void escapesExternalData() {
        String evil = "<script>&\\\"\\u0027";
        String shown = "&lt;script&gt;&amp;&quot;&#39;";
        String html = Page.chart(
                        json("{'name':[{'given':['" + evil + "'],'family':'" + evil + "'}],'birthDate':'" + evil
                                + "'}"),
                        bundle("'code':{'text':'" + evil + "'},'valueQuantity':{'value':'" + evil + "','comparator':'"
                                + evil + "','unit':'" + evil + "'},'effectiveDateTime':'" + evil + "'"))
                .html("/clinician");
        assertThat(html)
                .contains("<span id=\"patient\">" + shown + " " + shown + "</span>", "Born " + shown)
                .contains("<tr><th scope=\"row\">" + shown + "</th><td>" + shown + " " + shown + " " + shown
                        + "</td><td>" + shown)
                .doesNotContain("<script");
    }

    @Test
    void mentionsFurtherPagesOfBundle() {
        assertThat(Page.chart(PATIENT, json("{'link':[{'relation':'self'},{'relation':'next'}]}"))
                        .html("/clinician"))
                .contains("more observations than are shown");
    }

    @Test
    void showsProblemWithStatus() {
        Page page = Page.chart(new Problem(403, "It is <not> allowed.", "Ask."));
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.html("/clinician"))
                .contains("It is &lt;not&gt; allowed.", "Ask.", "Sign out", "To the start page");
    }

    @Test
    void offersRetryAfterServerErrorsOnly() {
        assertThat(Page.of(Problem.INVALID_RESPONSE).html("/clinician")).contains("Try again</a>");
        assertThat(Page.of(Problem.NOT_OPEN).html("/clinician")).doesNotContain("Try again</a>", "Sign out");
        assertThat(Page.signedOut().html("/clinician")).doesNotContain("Sign out", "To the start page");
    }

    private static JsonObject bundle(String members) {
        return json("{'entry':[{'resource':{'resourceType':'OperationOutcome','code':{'text':'missing'}}},"
                + "{'resource':{'resourceType':'Observation'," + members + "}}]}");
    }

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text.replace('\'', '"'))).readObject();
    }
}
