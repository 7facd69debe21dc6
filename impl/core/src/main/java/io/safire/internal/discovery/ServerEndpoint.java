package io.safire.internal.discovery;

import io.safire.discovery.SmartMetadata;
import io.safire.internal.config.Setting;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/** An endpoint of a server, with its member in the metadata and the setting that overrides this member. */
public enum ServerEndpoint {
    AUTHORIZATION("authorization_endpoint", Setting.AUTHORIZATION_ENDPOINT, SmartMetadata::authorizationEndpoint),
    TOKEN("token_endpoint", Setting.TOKEN_ENDPOINT, SmartMetadata::tokenEndpoint),
    INTROSPECTION("introspection_endpoint", Setting.INTROSPECTION_ENDPOINT, SmartMetadata::introspectionEndpoint),
    REVOCATION("revocation_endpoint", Setting.REVOCATION_ENDPOINT, SmartMetadata::revocationEndpoint),
    END_SESSION("end_session_endpoint", Setting.END_SESSION_ENDPOINT, SmartMetadata::endSessionEndpoint),
    REGISTRATION("registration_endpoint", Setting.REGISTRATION_ENDPOINT, SmartMetadata::registrationEndpoint);

    private final String member;
    private final Setting setting;
    private final Function<SmartMetadata, Optional<URI>> discovered;

    ServerEndpoint(String member, Setting setting, Function<SmartMetadata, Optional<URI>> discovered) {
        this.member = member;
        this.setting = setting;
        this.discovered = discovered;
    }

    String member() {
        return member;
    }

    public Setting setting() {
        return setting;
    }

    Optional<URI> in(SmartMetadata metadata) {
        return discovered.apply(metadata);
    }
}
