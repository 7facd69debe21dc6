package io.safire.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ValidationException;
import io.safire.web.WebAnswer;
import io.safire.web.WebRequest;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PendingLaunchTest {

    private static final String SECRET = "the-secret-word";

    private final PendingLaunch launch = new PendingLaunch(
            "id",
            new AuthorizationRequest(
                    "epic",
                    URI.create("https://as.example/authorize"),
                    Map.of("state", SECRET, "redirect_uri", "https://app.example/cb"),
                    SECRET),
            SECRET,
            Instant.EPOCH,
            Instant.EPOCH.plusSeconds(60),
            LocalPath.of("/chart"));

    @Test
    void nothingSecretIsPrinted() {
        WebAnswer answer = new WebAnswer(200, Map.of("Set-Cookie", List.of("a=" + SECRET)), SECRET);
        List<Object> objects = List.of(
                launch,
                AgentCookies.parse("a=" + SECRET),
                LaunchRequest.ehr("https://fhir.example", SECRET).withCookies(AgentCookies.parse("a=" + SECRET)),
                answer,
                new StartedLaunch("id", launch.request(), answer),
                new WebRequest("GET", Map.of("code", List.of(SECRET)), Map.of("Cookie", List.of("a=" + SECRET))));
        assertThat(objects).noneMatch(object -> object.toString().contains(SECRET));
    }

    @Test
    void canBeSerialized() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(launch);
        assertThat(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject())
                .isEqualTo(launch);
    }

    @Test
    void canBeKeptAsJson() {
        assertThat(PendingLaunch.fromJson(launch.toJson())).isEqualTo(launch);
        PendingLaunch withoutPath =
                new PendingLaunch("id", launch.request(), "agent", Instant.EPOCH, Instant.EPOCH.plusSeconds(60), null);
        assertThat(PendingLaunch.fromJson(withoutPath.toJson())).isEqualTo(withoutPath);
        for (String member : launch.toJson().keySet()) {
            assertThatThrownBy(() -> PendingLaunch.fromJson(Json.createObjectBuilder(launch.toJson())
                            .add(member, true)
                            .build()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageNotContaining(SECRET);
        }
        assertThatThrownBy(() -> PendingLaunch.fromJson(JsonValue.EMPTY_JSON_OBJECT))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cookiesAreReadAsTheyCome() {
        assertThat(AgentCookies.parse("a=1; b=2=3;c=; =x; lonely; a=4").values())
                .isEqualTo(Map.of("a", "1", "b", "2=3", "c", ""));
        assertThat(AgentCookies.parse(null).values()).isEmpty();
        WebRequest request = new WebRequest("GET", Map.of(), Map.of("cookie", List.of("a=1", "b=2")));
        assertThat(request.cookies().values()).isEqualTo(Map.of("a", "1", "b", "2"));
    }

    @Test
    void localPathIsOnThisHost() {
        assertThat(LocalPath.of("/a/b.c/..d?x=//y#z")).hasToString("/a/b.c/..d?x=//y#z");
        for (String other : List.of("", "a", "//a", "/a//b", "/\\a", "/./a", "/a/..", "/%2e%2e/a", "/a b", "/a\n")) {
            assertThatThrownBy(() -> LocalPath.of(other)).isInstanceOf(ValidationException.class);
        }
    }
}
