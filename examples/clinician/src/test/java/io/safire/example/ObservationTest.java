package io.safire.example;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class ObservationTest {

    @Test
    void showsComparatorAndUnit() {
        assertThat(observation("'valueQuantity':{'comparator':'<','value':5,'code':'mg/L'}")
                        .value())
                .contains("< 5 mg/L");
        assertThat(observation("'valueQuantity':{'value':7.4}").value()).contains("7.4");
        assertThat(observation("'valueQuantity':{'value':36.8,'unit':'Cel'}").value())
                .contains("36.8 °C");
        assertThat(observation("'valueQuantity':{'value':3,'code':'{score}'}").value())
                .contains("3");
    }

    @Test
    void showsTextsAndConcepts() {
        assertThat(observation("'valueString':'negative'").value()).contains("negative");
        assertThat(observation("'valueCodeableConcept':{'coding':[{},{'display':'Positive'}]}")
                        .value())
                .contains("Positive");
        assertThat(observation("'code':{'coding':[{'code':'8867-4'}]}").name()).contains("8867-4");
    }

    @Test
    void refersToEhrForUnsupportedValues() {
        assertThat(observation("'component':[]").value()).contains("see the EHR");
        assertThat(observation("'valueRange':{}").value()).contains("see the EHR");
        assertThat(observation("'status':'final'").value()).isEmpty();
    }

    @Test
    void hidesValueEnteredInError() {
        assertThat(observation("'status':'entered-in-error','valueString':'negative'")
                        .value())
                .contains("entered in error");
    }

    @Test
    void showsInstantOrStartOfPeriod() {
        assertThat(observation("'effectivePeriod':{'start':'2026-10-01'}").date())
                .contains("2026-10-01");
        assertThat(observation("'effectiveInstant':'2026-10-01T08:00:00Z'").date())
                .contains("2026-10-01T08:00:00Z");
        assertThat(observation("'effectiveTiming':{}").date()).isEmpty();
    }

    private static Observation observation(String members) {
        String text = ("{" + members + "}").replace('\'', '"');
        return new Observation(
                new FhirElement(Json.createReader(new StringReader(text)).readObject()));
    }
}
