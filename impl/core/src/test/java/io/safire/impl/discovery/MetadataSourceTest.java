package io.safire.impl.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.discovery.SmartMetadata;
import io.safire.error.DiscoveryException;
import io.safire.error.NetworkException;
import io.safire.event.SmartRequest;
import io.safire.impl.Logged;
import io.safire.impl.SettableClock;
import io.safire.impl.TestServers;
import io.safire.impl.config.ServerSettings;
import io.safire.impl.event.Observers;
import io.safire.impl.transport.HttpAnswer;
import io.safire.impl.transport.HttpCalls;
import io.safire.impl.transport.HttpRequest;
import io.safire.impl.transport.ServerClock;
import io.safire.impl.transport.TransportFailure;
import io.safire.spi.RequestObserver;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class MetadataSourceTest {

    private static final URI ADDRESS = URI.create("https://fhir.example/r4/.well-known/smart-configuration");

    private final SettableClock clock = new SettableClock();
    private final Deque<Supplier<HttpAnswer>> answers = new ArrayDeque<>();
    private int requests;
    private final List<String> etags = new ArrayList<>();
    private final MetadataSource source =
            new MetadataSource(TestServers.epic(Map.of()), new Calls(), clock, new ServerClock(clock), Observers.NONE);

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
    void learnsClockFromOriginOfTokenEndpointOnly() {
        ServerClock serverClock = new ServerClock(clock);
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                clock.instant().plus(Duration.ofMinutes(1)).atZone(ZoneOffset.UTC));
        for (String tokenEndpoint : List.of("https://as.example/token", "https://fhir.example/token")) {
            String document = "{\"token_endpoint\":\"" + tokenEndpoint + "\"}";
            answers.add(() -> new HttpAnswer(ADDRESS, 200, Map.of("date", date), document.getBytes(UTF_8)));
            new MetadataSource(TestServers.epic(Map.of()), new Calls(), clock, serverClock, Observers.NONE).metadata();
            assertThat(serverClock.offset().isZero())
                    .as(tokenEndpoint)
                    .isEqualTo(tokenEndpoint.startsWith("https://as.example"));
        }
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
    void whileOneCallerAsksAServerInTroubleAgainTheOthersAreToldAtOnce() {
        answers.add(MetadataSourceTest::unreachable);
        answers.add(() -> {
            assertThatThrownBy(source::metadata)
                    .isInstanceOf(NetworkException.class)
                    .hasMessageContaining("Connection refused");
            return unreachable();
        });
        answer(200, "");
        assertThatThrownBy(source::metadata).isInstanceOf(NetworkException.class);
        clock.pass(Duration.ofSeconds(3));
        assertThatThrownBy(source::metadata).isInstanceOf(NetworkException.class);
        assertThat(requests).isEqualTo(2);
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

    @Test
    void keepsADocumentWithoutEndpointsForSecondsOnly() {
        answers.add(() -> new HttpAnswer(ADDRESS, 200, Map.of(), "{\"error\":\"busy\"}".getBytes(UTF_8)));
        answer(200, "");
        assertThat(source.metadata().tokenEndpoint()).isEmpty();
        clock.pass(Duration.ofSeconds(2));
        assertThat(source.metadata().tokenEndpoint()).isEmpty();
        clock.pass(Duration.ofSeconds(1));
        assertThat(source.metadata().tokenEndpoint()).isPresent();
    }

    @Test
    void usesTheOldCopyForADayWhileTheServerIsInTroubleAndSaysSo() {
        answer(200, "max-age=60");
        source.metadata();
        clock.pass(Duration.ofSeconds(60));
        try (Logged log = new Logged(MetadataSource.class.getName())) {
            answer(500, "");
            assertThat(source.metadata().tokenEndpoint()).isPresent();
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("WARNING SAFIRE-0310 epic: ")
                    .contains("safire.epic.metadata-stale-if-error", "2026-11-25T00:01:00Z", "HTTP 500");
        }
        for (Supplier<HttpAnswer> trouble : List.<Supplier<HttpAnswer>>of(
                () -> new HttpAnswer(ADDRESS, 200, Map.of(), "<html>Maintenance</html>".getBytes(UTF_8)),
                () -> new HttpAnswer(ADDRESS, 429, Map.of(), new byte[0]),
                MetadataSourceTest::unreachable)) {
            clock.pass(Duration.ofHours(7));
            answers.add(trouble);
            assertThat(source.metadata().tokenEndpoint()).isPresent();
        }
        clock.pass(Duration.ofHours(3));
        answers.add(MetadataSourceTest::unreachable);
        assertThatThrownBy(source::metadata).isInstanceOf(NetworkException.class);
        assertThat(requests).isEqualTo(6);
    }

    @Test
    void asksAServerInTroubleAgainAfterHalfAMinute() {
        answer(200, "max-age=60");
        source.metadata();
        clock.pass(Duration.ofSeconds(60));
        answer(503, "");
        source.metadata();
        clock.pass(Duration.ofSeconds(29));
        source.metadata();
        assertThat(requests).isEqualTo(2);
        clock.pass(Duration.ofSeconds(1));
        answer(200, "max-age=60");
        source.metadata();
        assertThat(requests).isEqualTo(3);
        clock.pass(Duration.ofSeconds(59));
        source.metadata();
        assertThat(requests).isEqualTo(3);
    }

    @Test
    void believesAServerThatWithdrawsItsConfiguration() {
        for (int status : new int[] {401, 403, 404, 410}) {
            MetadataSource again = new MetadataSource(
                    TestServers.epic(Map.of()), new Calls(), clock, new ServerClock(clock), Observers.NONE);
            answer(200, "max-age=60");
            again.metadata();
            clock.pass(Duration.ofSeconds(60));
            answer(status, "");
            assertThatThrownBy(again::metadata).hasMessageContaining("HTTP " + status);
        }
    }

    @Test
    void neverUsesAnOldCopyWhereServerOrSettingForbidIt() {
        for (String header :
                List.of("no-store", "no-cache", "max-age=60, must-revalidate", "max-age=60, stale-if-error=0")) {
            MetadataSource strict = new MetadataSource(
                    TestServers.epic(Map.of()), new Calls(), clock, new ServerClock(clock), Observers.NONE);
            answer(200, header);
            strict.metadata();
            clock.pass(Duration.ofSeconds(60));
            answer(500, "");
            assertThatThrownBy(strict::metadata).as(header).hasMessageContaining("HTTP 500");
        }
        MetadataSource off = new MetadataSource(
                TestServers.epic(Map.of("metadata-stale-if-error", "PT0S")),
                new Calls(),
                clock,
                new ServerClock(clock),
                Observers.NONE);
        answer(200, "max-age=60");
        off.metadata();
        clock.pass(Duration.ofSeconds(60));
        answer(500, "");
        assertThatThrownBy(off::metadata).hasMessageContaining("HTTP 500");
    }

    @Test
    void serverMaySayHowLongAnOldCopyIsUsedButNotLongerThanTheSetting() {
        MetadataSource hour = new MetadataSource(
                TestServers.epic(Map.of("metadata-stale-if-error", "PT1H")),
                new Calls(),
                clock,
                new ServerClock(clock),
                Observers.NONE);
        answer(200, "max-age=60, stale-if-error=600");
        hour.metadata();
        clock.pass(Duration.ofMinutes(10));
        answer(500, "");
        assertThat(hour.metadata().tokenEndpoint()).isPresent();
        clock.pass(Duration.ofMinutes(1));
        answer(200, "max-age=60, stale-if-error=999999999");
        hour.metadata();
        clock.pass(Duration.ofMinutes(62));
        answer(500, "");
        assertThatThrownBy(hour::metadata).hasMessageContaining("HTTP 500");
    }

    @Test
    void doubtedCopyIsReadAgainAsAWholeAndNotMoreThanOnceAMinute() {
        answer(200, "max-age=3600");
        source.metadata();
        clock.pass(Duration.ofSeconds(59));
        source.doubt();
        source.metadata();
        assertThat(requests).isEqualTo(1);
        clock.pass(Duration.ofSeconds(1));
        source.doubt();
        answer(200, "max-age=3600");
        source.metadata();
        source.doubt();
        source.metadata();
        assertThat(requests).isEqualTo(2);
        assertThat(etags).containsExactly("", "");
    }

    @Test
    void doubtedCopyIsUsedWhileNoOtherCanBeHad() {
        source.doubt();
        answer(200, "max-age=3600");
        source.metadata();
        clock.pass(Duration.ofMinutes(1));
        source.doubt();
        answer(502, "");
        assertThat(source.metadata().tokenEndpoint()).isPresent();
        clock.pass(Duration.ofSeconds(29));
        source.doubt();
        source.metadata();
        assertThat(requests).isEqualTo(2);
    }

    @Test
    void outdatedCopyIsAskedForByItsTag() {
        answer(200, "max-age=60");
        source.metadata();
        clock.pass(Duration.ofSeconds(60));
        answer(304, "max-age=60");
        assertThat(source.metadata().tokenEndpoint()).isPresent();
        assertThat(etags).containsExactly("", "\"1\"");
    }

    @Test
    void whoComesWhileTheOldCopyIsReadAgainIsNotToldOfATroubleThatIsOver() {
        AtomicReference<MetadataSource> asked = new AtomicReference<>();
        List<SmartMetadata> others = new ArrayList<>();
        RequestObserver another = new RequestObserver() {
            @Override
            public Watch begun(String server, SmartRequest request) {
                return outcome -> {
                    if (outcome == Outcome.UNAVAILABLE) {
                        others.add(elsewhere(() -> asked.get().metadata()));
                    }
                };
            }
        };
        asked.set(new MetadataSource(
                hasty(), new Calls(), clock, new ServerClock(clock), new Observers(List.of(another))));
        answer(200, "max-age=60");
        asked.get().metadata();
        clock.pass(Duration.ofSeconds(60));
        answers.add(MetadataSourceTest::unreachable);
        assertThat(asked.get().metadata().tokenEndpoint()).isPresent();
        assertThat(others).hasSize(1);
    }

    @Test
    void oldCopyIsForThoseWhoCannotWaitForTheNewOne() {
        MetadataSource hasty = new MetadataSource(hasty(), new Calls(), clock, new ServerClock(clock), Observers.NONE);
        answer(200, "max-age=60");
        SmartMetadata first = hasty.metadata();
        clock.pass(Duration.ofSeconds(60));
        answers.add(() -> {
            assertThat(elsewhere(hasty::metadata)).isEqualTo(first);
            return new HttpAnswer(ADDRESS, 404, Map.of(), new byte[0]);
        });
        assertThatThrownBy(hasty::metadata).hasMessageContaining("HTTP 404");
        assertThat(requests).isEqualTo(2);
    }

    private static ServerSettings hasty() {
        return TestServers.epic(Map.of("connect-timeout", "PT0.01S", "read-timeout", "PT0.01S"));
    }

    private static <T> T elsewhere(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work)
                .orTimeout(20, TimeUnit.MINUTES)
                .join();
    }

    @Test
    void whatWasSaidOfKeepingHoldsAfterAnAnswerThatNothingHasChanged() {
        answer(200, "max-age=60, must-revalidate");
        source.metadata();
        for (int round = 0; round < 2; round++) {
            clock.pass(Duration.ofSeconds(60));
            answers.add(() -> new HttpAnswer(ADDRESS, 304, Map.of(), new byte[0]));
            source.metadata();
        }
        assertThat(requests).isEqualTo(3);
        clock.pass(Duration.ofSeconds(60));
        answer(500, "");
        assertThatThrownBy(source::metadata).hasMessageContaining("HTTP 500");
    }

    private static HttpAnswer unreachable() {
        throw new TransportFailure(TransportFailure.Kind.NOT_CONNECTED, "Connection refused", ADDRESS);
    }

    private void answer(int status, String cacheControl) {
        byte[] body = "{\"token_endpoint\":\"https://as.example/token\"}".getBytes(UTF_8);
        Map<String, String> headers = Map.of("cache-control", cacheControl, "etag", "\"1\"");
        answers.add(() -> new HttpAnswer(ADDRESS, status, headers, body));
    }

    private final class Calls implements HttpCalls {
        @Override
        public HttpAnswer send(Repetition repetition, Supplier<HttpRequest> request) {
            requests++;
            HttpRequest sent = request.get();
            assertThat(sent.target()).isEqualTo(ADDRESS);
            etags.add(String.valueOf(Objects.requireNonNullElse(sent.etag(), "")));
            return answers.remove().get();
        }
    }
}
