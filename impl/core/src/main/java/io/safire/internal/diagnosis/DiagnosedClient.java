package io.safire.internal.diagnosis;

import io.safire.internal.authentication.ClientIdentity;
import io.safire.internal.authentication.ClientKeys;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.discovery.EndpointResolver;
import io.safire.internal.discovery.MixUpDefense;
import io.safire.internal.event.AuditEvents;
import io.safire.internal.http.GuardedSender;
import io.safire.internal.launch.AuthorizationRequestBuilder;
import io.safire.spi.DiagnosisCheck;
import io.safire.token.TokenResponse;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The parts of a client that a diagnosis examines.
 *
 * @param sender the sender of the requests of the client, which the diagnosis itself does not use
 * @param hasCredentialSource true if a source of the application can replace the configured credential
 * @param tokenRequest the request for a new token of the client credentials flow. Its argument is the {@code aud} of
 *     the client assertion; empty for the configured {@code aud}
 * @param checks the checks of the application and of modules
 */
public record DiagnosedClient(
        ServerSettings settings,
        ClientIdentity identity,
        ClientKeys keys,
        EndpointResolver endpointResolver,
        MixUpDefense mixUpDefense,
        AuthorizationRequestBuilder authorizationRequests,
        AuditEvents audit,
        Clock clock,
        GuardedSender sender,
        boolean hasCredentialSource,
        Function<Optional<String>, TokenResponse> tokenRequest,
        List<DiagnosisCheck> checks) {}
