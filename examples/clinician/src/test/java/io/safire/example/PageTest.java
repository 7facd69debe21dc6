package io.safire.example;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class PageTest {

    private static final JsonObject PATIENT =
            json("{'name':[{'given':['Nora','Ida'],'family':'Lindqvist'}],'birthDate':'1984-03-12'}");
    private static final JsonObject NOTHING = json("{}");

    @Test
    void showsPatientAndObservations() {
        String html = Page.patient(
                        PATIENT,
                        bundle("'code':{'text':'Heart rate'},'valueQuantity':{'value':72.70,'unit':'/min'},"
                                + "'effectiveDateTime':'2026-10-01'"))
                .html();
        assertThat(html)
                .contains("<b id=\"patient\">Nora Ida Lindqvist</b>, born 1984-03-12", "Sign out")
                .contains("<tr><td>Heart rate</td><td>72.70 /min</td><td>2026-10-01</td></tr>")
                .doesNotContain("missing", "more observations");
    }

    @Test
    void whatIsMissingIsShownAsMissing() {
        assertThat(Page.patient(NOTHING, NOTHING).html())
                .contains("<b id=\"patient\"><i>missing</i></b>, born <i>missing</i>")
                .doesNotContain("<tr><td>");
        assertThat(Page.patient(null, null).html()).contains("<i>missing</i>");
        assertThat(Page.patient(json("{'name':[]}"), bundle("'status':'final'")).html())
                .contains("<tr><td><i>missing</i></td><td><i>missing</i></td><td><i>missing</i></td></tr>");
    }

    @Test
    void whatHasAnotherFormIsMissingToo() {
        assertThat(Page.patient(json("{'name':'Nora','birthDate':{}}"), json("{'entry':{'resource':7}}"))
                        .html())
                .contains("<b id=\"patient\"><i>missing</i></b>, born <i>missing</i>");
        assertThat(Page.patient(json("{'name':[null,{'given':null,'family':' '}]}"), json("{'entry':[null,{}]}"))
                        .html())
                .contains("<b id=\"patient\"><i>missing</i></b>");
    }

    @Test
    void everythingFromOutsideIsEscaped() {
        String evil = "<script>&\\\"\\u0027";
        String shown = "&lt;script&gt;&amp;&quot;&#39;";
        String html = Page.patient(
                        json("{'name':[{'given':['" + evil + "'],'family':'" + evil + "'}],'birthDate':'" + evil
                                + "'}"),
                        bundle("'code':{'text':'" + evil + "'},'valueQuantity':{'value':'" + evil + "','comparator':'"
                                + evil + "','unit':'" + evil + "'},'effectiveDateTime':'" + evil + "'"))
                .html();
        assertThat(html)
                .contains("<b id=\"patient\">" + shown + " " + shown + "</b>, born " + shown)
                .contains("<tr><td>" + shown + "</td><td>" + shown + " " + shown + " " + shown + "</td><td>" + shown)
                .doesNotContain("<script");
    }

    @Test
    void furtherPagesOfTheBundleAreMentioned() {
        assertThat(Page.patient(PATIENT, json("{'link':[{'relation':'self'},{'relation':'next'}]}"))
                        .html())
                .contains("more observations than are shown");
    }

    @Test
    void problemIsShownWithItsStatus() {
        Page page = Page.of(new Problem(403, "It is <not> allowed.", "Ask."));
        assertThat(page.status()).isEqualTo(403);
        assertThat(page.html()).contains("It is &lt;not&gt; allowed.", "Ask.", "Sign out");
    }

    private static JsonObject bundle(String members) {
        return json("{'entry':[{'resource':{'resourceType':'OperationOutcome','code':{'text':'missing'}}},"
                + "{'resource':{'resourceType':'Observation'," + members + "}}]}");
    }

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text.replace('\'', '"'))).readObject();
    }
}
