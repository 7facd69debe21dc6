package io.safire.bearer;

import io.safire.SmartClient;
import io.safire.token.AccessToken;
import java.net.URI;
import java.util.Optional;

/** The token that one request bears. */
public final class Bearer {

    private final SmartClient client;
    private final TokenSource source;
    private final URI target;
    private final AccessToken token;
    private final String header;
    private final boolean second;

    private Bearer(
            SmartClient client, TokenSource source, URI target, AccessToken token, String header, boolean second) {
        this.client = client;
        this.source = source;
        this.target = target;
        this.token = token;
        this.header = header;
        this.second = second;
    }

    static Optional<Bearer> of(SmartClient client, TokenSource source, URI target) {
        return next(client, source, target, false);
    }

    /**
     * The value of the {@code Authorization} header.
     *
     * @return {@code Bearer} and the token
     */
    public String header() {
        return header;
    }

    /**
     * Whether this token is for a request.
     *
     * @param address the whole URL of the request
     * @return true if it was given for this address
     */
    public boolean isFor(URI address) {
        return target.equals(address);
    }

    /**
     * Drops the token after the server answered 401 to it. It is renewed once, however many requests say so.
     *
     * @return whether it was dropped; false for the token of a second attempt, which has just been issued
     */
    public boolean drop() {
        if (!second) {
            source.invalidation().accept(token);
        }
        return !second;
    }

    /**
     * Drops the token after the server answered 401 to it, and gives the one for the second attempt.
     *
     * @return the next token; empty if this was the second attempt, or there is no other token
     * @throws io.safire.error.SmartException if no new token can be had
     */
    public Optional<Bearer> afterRefusal() {
        if (!drop()) {
            return Optional.empty();
        }
        return next(client, source, target, true)
                .filter(next -> !next.token.value().equals(token.value()));
    }

    @Override
    public String toString() {
        return "Bearer[***, " + client.name() + "]";
    }

    private static Optional<Bearer> next(SmartClient client, TokenSource source, URI target, boolean second) {
        AccessToken token = source.current().get();
        return client.resources().authorization(token, target)
                .map(header -> new Bearer(client, source, target, token, header, second));
    }
}
