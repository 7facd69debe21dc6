package io.safire.bearer;

import jakarta.ws.rs.client.ClientRequestContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The Authorization header of a request by Jakarta REST. */
public final class BearerHeader {

    private static final String AUTHORIZATION = "Authorization";

    private BearerHeader() {}

    /**
     * Whether a token may be put there: the application has put nothing there, or what is there is of an earlier sending.
     */
    public static boolean isFree(ClientRequestContext request, @Nullable Object earlier) {
        String mine = earlier instanceof Bearer bearer ? bearer.header() : "";
        // the name of the header alone is there without a value too
        return request.getHeaders().entrySet().stream()
                .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals("authorization"))
                .map(Map.Entry::getValue)
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .allMatch(value -> value == null || value.toString().equals(mine));
    }

    /** Puts a token there. */
    public static void set(ClientRequestContext request, Bearer bearer) {
        request.getHeaders().putSingle(AUTHORIZATION, bearer.header());
    }
}
