package io.safire.internal.authentication;

import io.safire.authentication.Credential;
import io.safire.spi.CredentialSource;
import java.util.Optional;

/** The credential in the settings of a client that the application has created in code. */
public record CreatedClientCredential(Credential credential) implements CredentialSource {

    static final String DESCRIPTION = "in SmartClientSettings";

    @Override
    public Optional<Credential> credential(String server) {
        return Optional.of(credential);
    }
}
