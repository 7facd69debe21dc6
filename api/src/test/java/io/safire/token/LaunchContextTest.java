package io.safire.token;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LaunchContextTest {

    private static final List<Function<LaunchContext, Optional<String>>> TEXTS = List.of(
            LaunchContext::patient,
            LaunchContext::encounter,
            LaunchContext::intent,
            LaunchContext::smartStyleUrl,
            LaunchContext::tenant);

    @Test
    void returnsMembersAsReceived() {
        LaunchContext context = new LaunchContext(Json.createObjectBuilder()
                .add("patient", "pat-1")
                .add("encounter", "enc-1")
                .add("intent", "reconcile")
                .add("smart_style_url", "styles/v1.json")
                .add("tenant", " north ")
                .add("need_patient_banner", false)
                .build());
        assertThat(context.patient()).contains("pat-1");
        assertThat(context.encounter()).contains("enc-1");
        assertThat(context.intent()).contains("reconcile");
        assertThat(context.smartStyleUrl()).contains("styles/v1.json");
        assertThat(context.tenant()).contains(" north ");
        assertThat(context.needPatientBanner()).contains(false);
    }

    @Test
    void readsBlankOrMistypedMemberAsEmpty() {
        for (JsonValue none : new JsonValue[] {
            Json.createValue(""), Json.createValue(" \t"), Json.createValue(7.5), JsonValue.NULL, JsonValue.TRUE
        }) {
            JsonObjectBuilder members = Json.createObjectBuilder();
            for (String name : List.of("patient", "encounter", "intent", "smart_style_url", "tenant")) {
                members.add(name, none);
            }
            LaunchContext context = new LaunchContext(members.build());
            assertThat(TEXTS).allSatisfy(text -> assertThat(text.apply(context)).isEmpty());
            assertThat(context.members()).as("members are retained").containsEntry("patient", none);
        }
        LaunchContext nothing = new LaunchContext(JsonValue.EMPTY_JSON_OBJECT);
        assertThat(TEXTS).allSatisfy(text -> assertThat(text.apply(nothing)).isEmpty());
    }

    @Test
    void prefersLatestResponseAndOmitsTokens() {
        JsonObject earlier = Json.createObjectBuilder()
                .add("patient", "pat-1")
                .add("encounter", "enc-1")
                .build();
        JsonObject latest = Json.createObjectBuilder()
                .add("patient", "pat-2")
                .add("access_token", "a")
                .add("id_token", "i")
                .build();
        LaunchContext context = LaunchContext.of(earlier, latest);
        assertThat(context.patient()).contains("pat-2");
        assertThat(context.encounter()).contains("enc-1");
        assertThat(context.members()).containsOnlyKeys("patient", "encounter");
    }

    @Test
    void readsFhirContextLeniently() {
        LaunchContext context = new LaunchContext(Json.createObjectBuilder()
                .add(
                        "fhirContext",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("reference", "ImagingStudy/1")
                                        .add("canonical", "https://forms.example/q")
                                        .add("type", "ImagingStudy")
                                        .add("role", "https://roles.example/r"))
                                .add("no object")
                                .add(Json.createObjectBuilder()
                                        .add("reference", "")
                                        .add("canonical", " ")
                                        .add("type", 7)
                                        .add("role", "")))
                .build());
        assertThat(context.fhirContext()).hasSize(2);
        FhirContext full = context.fhirContext().get(0);
        assertThat(full.reference()).contains("ImagingStudy/1");
        assertThat(full.canonical()).contains("https://forms.example/q");
        assertThat(full.type()).contains("ImagingStudy");
        assertThat(full.role()).isEqualTo("https://roles.example/r");
        FhirContext blank = context.fhirContext().get(1);
        assertThat(blank.reference()).isEmpty();
        assertThat(blank.canonical()).isEmpty();
        assertThat(blank.type()).isEmpty();
        assertThat(blank.role()).isEqualTo("launch");
    }
}
