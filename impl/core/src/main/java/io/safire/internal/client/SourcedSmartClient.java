package io.safire.internal.client;

import io.safire.SmartClient;
import io.safire.TokenRequests;
import io.safire.authentication.Credential;
import io.safire.registration.DynamicRegistration;
import io.safire.token.IssuedTokens;
import io.safire.token.ResourceAccess;
import io.safire.token.UserTokens;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;

/**
 * The client of a server of the server source. Each call uses the current settings of the server, and throws an
 * exception if the source no longer returns the server. This also applies to the objects that the methods return.
 */
@SuppressWarnings("serial") // serialization writes no field of this class
final class SourcedSmartClient extends DelegatingSmartClient implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final SourcedServers servers;
    private final UserTokens userTokens;
    private final ResourceAccess resources;
    private final IssuedTokens tokens;
    private final DynamicRegistration registration;

    SourcedSmartClient(String name, SourcedServers servers) {
        this.name = name;
        this.servers = servers;
        this.userTokens = new SourcedUserTokens(name, servers);
        this.resources = FollowingPart.of(ResourceAccess.class, () -> open().resources());
        this.tokens = FollowingPart.of(IssuedTokens.class, () -> open().tokens());
        this.registration = FollowingPart.of(DynamicRegistration.class, () -> open().registration());
    }

    @Override
    SmartClient open() {
        return servers.components(name).client();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public TokenRequests with(Credential credential) {
        open().with(credential);
        return FollowingPart.of(TokenRequests.class, () -> open().with(credential));
    }

    @Override
    public UserTokens userTokens() {
        open();
        return userTokens;
    }

    @Override
    public ResourceAccess resources() {
        open();
        return resources;
    }

    @Override
    public IssuedTokens tokens() {
        open();
        return tokens;
    }

    @Override
    public DynamicRegistration registration() {
        open();
        return registration;
    }

    private Object writeReplace() {
        return servers.serializedForm(name);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("a client is serialized as its name");
    }

    @Override
    public String toString() {
        return "SmartClient[" + name + "]";
    }
}
