package io.safire.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BodyHeadersTest {

    @Test
    void hidesHeadersFromClientAndReturnsThemAsReceived() {
        MultivaluedMap<String, String> headers = headers(Map.of(
                "content-type",
                List.of("json", "text/html"),
                "content-encoding",
                List.of("br"),
                "etag",
                List.of("\"1\"")));
        TargetFilter.hide(headers);
        assertThat(headers.get("Content-Type")).containsExactly("application/octet-stream");
        assertThat(headers).doesNotContainKey("content-encoding");
        assertThat(InboundResponse.received(headers))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("content-type", "json, text/html", "content-encoding", "br", "etag", "\"1\""));
    }

    @Test
    void returnsNothingForMissingHeaders() {
        MultivaluedMap<String, String> headers = headers(Map.of());
        TargetFilter.hide(headers);
        assertThat(headers.get("Content-Type")).containsExactly("application/octet-stream");
        assertThat(InboundResponse.received(headers)).isEmpty();
    }

    @Test
    void returnsHeadersThatWereNotHidden() {
        assertThat(InboundResponse.received(Map.of("Content-Type", List.of("a/b"), "Link", List.of("<1>", "<2>"))))
                .containsExactlyInAnyOrderEntriesOf(Map.of("content-type", "a/b", "link", "<1>"));
    }

    private static MultivaluedMap<String, String> headers(Map<String, List<String>> values) {
        MultivaluedMap<String, String> headers = new CaseInsensitiveHeaders();
        values.forEach(headers::put);
        return headers;
    }

    /** The HTTP clients of the runtimes compare names of headers without case. */
    private static final class CaseInsensitiveHeaders extends MultivaluedHashMap<String, String> {
        private static final long serialVersionUID = 1L;

        private final transient Map<String, String> names = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

        @Override
        public List<String> put(String name, List<String> values) {
            return super.put(names.computeIfAbsent(name, key -> key), values);
        }

        @Override
        public List<String> remove(Object name) {
            return super.remove(names.getOrDefault(name, String.valueOf(name)));
        }
    }
}
