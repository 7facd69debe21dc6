package io.safire.internal.authentication;

import io.safire.authentication.Credential;
import io.safire.internal.config.ClientAuthenticationMethod;
import java.util.Optional;

/**
 * The credential with which a request authenticates the client, for the message of an error.
 *
 * @param kid the {@code kid} of the client assertion, empty for the other methods
 * @param override the credential that the caller passed for this request; empty if the configured credential is used
 */
public record SentCredential(ClientAuthenticationMethod method, String kid, Optional<Credential> override) {}
