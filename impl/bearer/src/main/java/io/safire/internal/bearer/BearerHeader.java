package io.safire.internal.bearer;

import jakarta.ws.rs.client.ClientRequestContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Access to the headers of a Jakarta REST request. */
public final class BearerHeader {

    private static final String AUTHORIZATION = "Authorization";

    private BearerHeader() {}

    /**
     * Returns true if the header is missing, or if an earlier invocation has set the value.
     *
     * @param previousHeader the value that an earlier invocation has set; empty if there is no such value
     */
    public static boolean isSettable(ClientRequestContext request, String previousHeader) {
        // a header can be present without a value
        return request.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals("authorization"))
                .map(Map.Entry::getValue)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .allMatch(value -> value == null || value.toString().equals(previousHeader));
    }

    /** Replaces an existing token, but no header of a gateway that the application has set. */
    public static void set(ClientRequestContext request, String header, Map<String, String> gatewayHeaders) {
        request.getHeaders().putSingle(AUTHORIZATION, header);
        gatewayHeaders.forEach((name, value) -> {
            if (request.getHeaderString(name) == null) {
                request.getHeaders().putSingle(name, value);
            }
        });
    }
}
