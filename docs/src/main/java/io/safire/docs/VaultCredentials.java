package io.safire.docs;

import io.safire.authentication.Credential;
import io.safire.spi.CredentialSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Sample of a credential source. */
@ApplicationScoped
public class VaultCredentials implements CredentialSource {
    @Inject
    Vault vault;

    @Override
    public Optional<Credential> credential(String server) {
        return Optional.of(Credential.secret(vault.read("smart/" + server)));
    }
}
