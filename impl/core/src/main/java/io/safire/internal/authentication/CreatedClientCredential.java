package io.safire.internal.authentication;

import io.safire.authentication.Credential;
import io.safire.spi.CredentialSource;
import java.util.Optional;
import java.util.function.Supplier;

/** The credential in the {@code SmartClientSettings} of a client. */
public record CreatedClientCredential(Supplier<Credential> credential) implements CredentialSource {

    static final String DESCRIPTION = "in SmartClientSettings";

    @Override
    public Optional<Credential> credential(String server) {
        return Optional.of(credential.get());
    }
}
