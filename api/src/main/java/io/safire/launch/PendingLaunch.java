package io.safire.launch;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A launch that was begun and waits for the answer of the authorization server: what a
 * {@link io.safire.spi.LaunchStore} keeps. Its request has {@code state}, PKCE verifier, redirect URI, server, requested
 * scopes and {@code nonce}, if there is one. It is as secret as a password for as long as it waits.
 *
 * @param id identifies the launch, and tells nothing about its {@code state}
 * @param request the authorization request
 * @param agent the hash of what the browser got as a cookie when it began the launch
 * @param startedAt when it was begun
 * @param expiresAt when it ends without an answer
 * @param returnTo where the application wants its user to go in the end; null where it did not say
 */
public record PendingLaunch(
        String id,
        AuthorizationRequest request,
        String agent,
        Instant startedAt,
        Instant expiresAt,
        @Nullable LocalPath returnTo)
        implements Serializable {

    /** Checks that all parts are there. */
    public PendingLaunch {
        requireNonNull(id, "id");
        requireNonNull(request, "request");
        requireNonNull(agent, "agent");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(expiresAt, "expiresAt");
    }

    /**
     * The key under which it is kept.
     *
     * @return the {@code state} of the request
     */
    public String state() {
        return request.state();
    }

    /**
     * The server that was asked.
     *
     * @return its name
     */
    public String server() {
        return request.server();
    }

    /** Leaves out what is secret. */
    @Override
    public String toString() {
        return "PendingLaunch[id=" + id + ", request=" + request + ", agent=***, startedAt=" + startedAt
                + ", expiresAt=" + expiresAt + ", returnTo=" + returnTo + "]";
    }
}
