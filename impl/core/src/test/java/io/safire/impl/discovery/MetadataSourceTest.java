package io.safire.impl.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.impl.config.ConfiguredServers;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.HttpRequest;
import io.safire.impl.transport.TransportFailure;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class MetadataSourceTest {

    private static final URI ADDRESS = URI.create("https://fhir.example/r4/.well-known/smart-configuration");

    private final SettableClock clock = new SettableClock();
    private final Deque<Supplier<HttpAnswer>> answers = new ArrayDeque<>();
    private int requests;
    private final MetadataSource source = new MetadataSource(settings(), new Calls(), clock);

    @Test
    void keepsTheMetadataForItsMaxAge() {
        answer(200, "max-age=60");
        answer(200, "max-age=60");
        source.metadata();
        clock.pass(Duration.ofSeconds(59));
        source.metadata();
        assertThat(requests).isEqualTo(1);
        clock.pass(Duration.ofSeconds(1));
        source.metadata();
        assertThat(requests).isEqualTo(2);
    }

    @Test
    void keepsTheMetadataForAnHourWithoutCacheControlAndNeverMoreThanADay() {
        answer(200, "");
        answer(200, "max-age=999999999");
        answer(200, "");
        source.metadata();
        clock.pass(Duration.ofMinutes(61));
        source.metadata();
        clock.pass(Duration.ofHours(25));
        source.metadata();
        assertThat(requests).isEqualTo(3);
    }

    @Test
    void remembersForSecondsThatTheServerCannotBeReached() {
        answers.add(() -> {
            throw new TransportFailure(TransportFailure.Kind.NOT_CONNECTED, "Connection refused", ADDRESS);
        });
        answer(200, "");
        assertThatThrownBy(source::metadata).isInstanceOf(NetworkException.class);
        assertThatThrownBy(source::metadata).isInstanceOf(NetworkException.class);
        assertThat(requests).isEqualTo(1);
        clock.pass(Duration.ofSeconds(3));
        assertThat(source.metadata().tokenEndpoint()).isPresent();
    }

    @Test
    void doesNotRememberAnAnswerThatCannotBeUsed() {
        answer(404, "");
        answer(200, "");
        assertThatThrownBy(source::metadata)
                .isInstanceOfSatisfying(DiscoveryException.class, thrown -> assertThat(thrown.status())
                        .hasValue(404));
        assertThat(source.metadata().tokenEndpoint()).isPresent();
    }

    private void answer(int status, String cacheControl) {
        byte[] body = "{\"token_endpoint\":\"https://as.example/token\"}".getBytes(UTF_8);
        answers.add(() -> new HttpAnswer(ADDRESS, status, Map.of("cache-control", cacheControl), body));
    }

    private static ServerSettings settings() {
        Map<String, String> values = Map.of("safire.epic.base-url", "https://fhir.example/r4/");
        return new ConfiguredServers(
                        new SmallRyeConfigBuilder()
                                .withSources(new PropertiesConfigSource(values, "test", 100))
                                .build(),
                        List.of())
                .read("epic");
    }

    private final class Calls implements HttpCalls {
        @Override
        public HttpAnswer send(Repetition repetition, Supplier<HttpRequest> request) {
            requests++;
            assertThat(request.get().target()).isEqualTo(ADDRESS);
            return answers.remove().get();
        }
    }

    private static final class SettableClock extends Clock {
        private Instant now = Instant.parse("2026-11-24T00:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
