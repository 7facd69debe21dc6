package io.safire.internal.client;

import io.safire.internal.cache.TokenProvider;
import io.safire.internal.config.GatewayHeaders;
import io.safire.internal.config.ServerSettings;
import io.safire.internal.token.BearerTargetPolicy;
import io.safire.internal.token.RequestWithoutTokenLog;
import io.safire.token.AccessToken;
import io.safire.token.ResourceAccess;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The URLs of one server to which its tokens may be sent. */
final class ServerResources implements ResourceAccess {

    private final IssuingServerCheck owner;
    private final BearerTargetPolicy targets;
    private final RequestWithoutTokenLog refused;
    private final TokenProvider managed;
    private final GatewayHeaders gateway;

    ServerResources(ServerSettings settings, BearerTargetPolicy targets, TokenProvider managed) {
        this.owner = IssuingServerCheck.of(settings);
        this.targets = targets;
        this.refused = new RequestWithoutTokenLog(settings);
        this.managed = managed;
        this.gateway = settings.http().headers();
    }

    @Override
    public boolean accepts(URI target) {
        if (targets.allows(target)) {
            return true;
        }
        refused.report(target);
        return false;
    }

    @Override
    public Optional<String> authorization(AccessToken token, URI target) {
        owner.requireAcceptedServer(token.server());
        return accepts(target) ? Optional.of("Bearer " + token.value()) : Optional.empty();
    }

    @Override
    public Map<String, String> gatewayHeaders(URI target) {
        return targets.allows(target) ? gateway.valuesFor(target) : Map.of();
    }

    @Override
    public void invalidate(AccessToken token) {
        owner.requireAcceptedServer(token.server());
        // two servers may issue tokens with the same value
        if (token.server().equals(owner.server())) {
            managed.invalidate(token);
        }
    }
}
