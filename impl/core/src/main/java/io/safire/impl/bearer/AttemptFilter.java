package io.safire.impl.bearer;

import io.safire.bearer.Bearer;
import io.safire.bearer.BearerHeader;
import io.safire.bearer.BearerTokens;
import io.safire.bearer.Repeatable;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A filter that adds the token to a request and reports its rejection to the current attempt. */
public final class AttemptFilter implements ClientRequestFilter, ClientResponseFilter {

    private static final String SENT = AttemptFilter.class.getName();
    private static final int UNAUTHORIZED = 401;

    private final Supplier<BearerTokens> source;
    private volatile @Nullable BearerTokens found;

    /**
     * @param source called at the first request, because clients are created before settings can be read
     */
    AttemptFilter(Supplier<BearerTokens> source) {
        this.source = source;
    }

    @Override
    public void filter(ClientRequestContext request) {
        if (!BearerHeader.isFree(request, null)) {
            return;
        }
        Optional<Attempt> attempt = Attempt.current();
        BearerTokens tokens = tokens();
        Optional<Bearer> bearer = attempt.isPresent()
                ? attempt.get().bearer(tokens, request.getUri())
                : tokens.forRequest(request.getUri());
        if (bearer.isPresent()) {
            BearerHeader.set(request, bearer.get());
            request.setProperty(SENT, new Sent(bearer.get(), attempt, Repeatable.isRepeatable(request)));
        }
    }

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) {
        if (response.getStatus() == UNAUTHORIZED && request.getProperty(SENT) instanceof Sent sent) {
            sent.attempt()
                    .filter(attempt -> sent.repeatable())
                    .ifPresentOrElse(attempt -> attempt.refuse(sent.bearer()), () -> sent.bearer()
                            .drop());
        }
    }

    private BearerTokens tokens() {
        BearerTokens known = found;
        if (known == null) {
            known = source.get();
            found = known;
        }
        return known;
    }

    private record Sent(Bearer bearer, Optional<Attempt> attempt, boolean repeatable) {}
}
