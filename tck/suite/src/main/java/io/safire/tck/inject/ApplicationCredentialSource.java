package io.safire.tck.inject;

import io.safire.authentication.Credential;
import io.safire.spi.CredentialSource;
import io.safire.tck.support.TckContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** A credential source of an application, with credentials for some of the servers. */
@ApplicationScoped
public class ApplicationCredentialSource implements CredentialSource {

    /** The secret that no server accepts. */
    public static final String WRONG_SECRET = "wrong-secret-of-the-source";

    private static final Map<String, Credential> CREDENTIALS = Map.of(
            "vault", Credential.secret(TckContext.CLIENT_SECRET),
            "vault-wrong", Credential.secret(WRONG_SECRET),
            "vault-blank", Credential.secret(""));

    @Override
    public Optional<Credential> credential(String server) {
        if (server.equals("vault-broken")) {
            throw new IllegalStateException("pin 1234");
        }
        return Optional.ofNullable(CREDENTIALS.get(server));
    }
}
