package io.safire.internal.diagnosis;

import io.safire.internal.authentication.ClientIdentity;
import io.safire.internal.authentication.ClientKeys;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.discovery.EndpointResolver;
import io.safire.token.TokenResponse;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * The parts of a client that a diagnosis examines.
 *
 * @param hasCredentialSource true if a source of the application can replace the configured credential
 * @param tokenRequest the request for a new token of the client credentials flow
 */
public record DiagnosedClient(
        ServerSettings settings,
        ClientIdentity identity,
        ClientKeys keys,
        EndpointResolver endpointResolver,
        Clock clock,
        boolean hasCredentialSource,
        Supplier<TokenResponse> tokenRequest) {}
