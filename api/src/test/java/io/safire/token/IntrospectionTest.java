package io.safire.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class IntrospectionTest {

    @Test
    void readsMembersAndLimitsContextToLaunch() {
        Introspection introspection = of("""
            {"active":true,"scope":"openid patient/*.rs","client_id":"app","sub":"ada","iss":"https://as.example",
            "exp":1790000300,"iat":1790000000,"aud":["https://fhir.example","https://other.example"],
            "patient":"pat-1","encounter":"enc-1","intent":"reconcile","fhirUser":"Practitioner/dr-1","x":1}
            """);
        assertThat(introspection.isActive()).isTrue();
        assertThat(introspection.scopes()).isEqualTo(Scopes.of("openid", "patient/*.rs"));
        assertThat(introspection.clientId()).contains("app");
        assertThat(introspection.subject()).contains("ada");
        assertThat(introspection.issuer()).contains("https://as.example");
        assertThat(introspection.expiresAt()).contains(Instant.ofEpochSecond(1_790_000_300));
        assertThat(introspection.issuedAt()).contains(Instant.ofEpochSecond(1_790_000_000));
        assertThat(introspection.audience()).containsExactly("https://fhir.example", "https://other.example");
        assertThat(introspection.fhirUser()).contains("Practitioner/dr-1");
        assertThat(introspection.context().patient()).contains("pat-1");
        assertThat(introspection.context().encounter()).contains("enc-1");
        assertThat(introspection.context().members()).containsOnlyKeys("patient", "encounter", "intent", "x");
        assertThat(introspection.members()).containsKey("x");
    }

    @Test
    void readsVariantsOfRealServers() {
        assertThat(of("{\"active\":\"true\"}").isActive()).isTrue();
        assertThat(of("{\"aud\":\"https://fhir.example\"}").audience()).containsExactly("https://fhir.example");
        assertThat(of("{\"exp\":\"1790000300\"}").expiresAt()).contains(Instant.ofEpochSecond(1_790_000_300));
        assertThat(of("{\"exp\":1790000300.75}").expiresAt()).contains(Instant.ofEpochSecond(1_790_000_300));
    }

    @Test
    void readsMalformedMembersAsEmptyAndInactive() {
        Introspection introspection = of("""
            {"active":1,"scope":"a\\"b","client_id":7,"sub":" ","exp":1e99,"iat":-1,"aud":{},"fhirUser":[]}
            """);
        assertThat(introspection.isActive()).isFalse();
        assertThat(introspection.scopes()).isEqualTo(Scopes.none());
        assertThat(introspection.clientId()).isEmpty();
        assertThat(introspection.subject()).isEmpty();
        assertThat(introspection.expiresAt()).isEmpty();
        assertThat(introspection.issuedAt()).isEmpty();
        assertThat(introspection.audience()).isEmpty();
        assertThat(introspection.fhirUser()).isEmpty();
        assertThat(of("{}").isActive()).isFalse();
        assertThat(of("{\"active\":\"yes\"}").isActive()).isFalse();
    }

    @Test
    void rejectsAccessTokenThatHeaderCannotContain() {
        Instant end = Instant.EPOCH;
        assertThat(new AccessToken("epic", "abc.def-_~+/=", end, Scopes.none()).value())
                .isEqualTo("abc.def-_~+/=");
        for (String value : new String[] {"", "a b", "a\r\nX: y", "ü"}) {
            assertThatThrownBy(() -> new AccessToken("epic", value, end, Scopes.none()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining("X: y");
        }
    }

    private static JsonObject parse(String text) {
        return Json.createReader(new StringReader(text)).readObject();
    }

    private static Introspection of(String text) {
        return Introspection.of(parse(text));
    }
}
