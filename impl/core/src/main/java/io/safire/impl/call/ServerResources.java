package io.safire.impl.call;

import io.safire.impl.config.ServerSettings;
import io.safire.impl.managed.ManagedAccess;
import io.safire.impl.token.BearerTargets;
import io.safire.impl.token.RefusedAddresses;
import io.safire.token.AccessToken;
import io.safire.token.ResourceAccess;
import java.net.URI;
import java.util.Optional;

/** The URLs of one server to which its tokens may be sent. */
final class ServerResources implements ResourceAccess {

    private final TokenOwner owner;
    private final BearerTargets targets;
    private final RefusedAddresses refused;
    private final ManagedAccess managed;

    ServerResources(ServerSettings settings, BearerTargets targets, ManagedAccess managed) {
        this.owner = new TokenOwner(settings.name());
        this.targets = targets;
        this.refused = new RefusedAddresses(settings);
        this.managed = managed;
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
        owner.require(token.server());
        return accepts(target) ? Optional.of("Bearer " + token.value()) : Optional.empty();
    }

    @Override
    public void invalidate(AccessToken token) {
        owner.require(token.server());
        managed.invalidate(token);
    }
}
