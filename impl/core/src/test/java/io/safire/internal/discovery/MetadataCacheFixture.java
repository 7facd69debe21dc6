package io.safire.internal.discovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.internal.SettableClock;
import io.safire.internal.TestServers;
import io.safire.internal.event.RequestObservers;
import io.safire.internal.http.HttpSender;
import io.safire.internal.http.InboundResponse;
import io.safire.internal.http.OutboundRequest;
import io.safire.internal.http.TransportException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** A cache of metadata with a settable clock, and a server with scripted responses. */
abstract class MetadataCacheFixture {

    static final URI ADDRESS = URI.create("https://fhir.example/r4/.well-known/smart-configuration");
    final SettableClock clock = new SettableClock();
    final Deque<Supplier<InboundResponse>> responses = new ArrayDeque<>();
    int requests;
    final List<String> etags = new ArrayList<>();

    final SmartMetadataCache cache = new SmartMetadataCache(
            TestServers.epic(Map.of()), new RecordingSender(), clock, new DiscoveryState(clock), RequestObservers.NONE);

    static InboundResponse unreachable() {
        throw new TransportException(TransportException.FailureKind.NOT_CONNECTED, "Connection refused", ADDRESS);
    }

    void enqueueResponse(int status, String cacheControl) {
        byte[] body = "{\"token_endpoint\":\"https://as.example/token\"}".getBytes(UTF_8);
        Map<String, String> headers = Map.of("cache-control", cacheControl, "etag", "\"1\"");
        responses.add(() -> new InboundResponse(ADDRESS, status, headers, body));
    }

    final class RecordingSender implements HttpSender {
        @Override
        public InboundResponse send(OutboundRequest sent) {
            requests++;
            assertThat(sent.target()).isEqualTo(ADDRESS);
            etags.add(String.valueOf(Objects.requireNonNullElse(sent.etag(), "")));
            return responses.remove().get();
        }
    }
}
