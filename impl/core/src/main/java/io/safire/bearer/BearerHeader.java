package io.safire.bearer;

import jakarta.ws.rs.client.ClientRequestContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Access to the {@code Authorization} header of a Jakarta REST request. */
public final class BearerHeader {

    private static final String AUTHORIZATION = "Authorization";

    private BearerHeader() {}

    /**
     * Returns whether the library may set the header. This is the case if the header is missing, or if it contains the
     * token of an earlier invocation.
     */
    public static boolean isSettable(ClientRequestContext request, @Nullable Object previous) {
        String previousHeader = previous instanceof BearerToken bearer ? bearer.header() : "";
        // a header can be present without a value
        return request.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals("authorization"))
                .map(Map.Entry::getValue)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .allMatch(value -> value == null || value.toString().equals(previousHeader));
    }

    /** Sets the header and replaces any existing values. */
    public static void set(ClientRequestContext request, BearerToken bearer) {
        request.getHeaders().putSingle(AUTHORIZATION, bearer.header());
    }
}
