package io.safire.tck.safire.deployed.launch;

import io.safire.authentication.Credential;
import io.safire.spi.CredentialSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** A credential source of the application, with the secret of one server. */
@ApplicationScoped
public class VaultCredentials implements CredentialSource {

    @Override
    public Optional<Credential> credential(String server) {
        return server.equals("web-vault") ? Optional.of(Credential.secret("secret-of-the-vault")) : Optional.empty();
    }
}
