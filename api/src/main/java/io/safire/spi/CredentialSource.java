package io.safire.spi;

import io.safire.authentication.Credential;
import java.util.Optional;

/**
 * A source of the client's credentials that replaces the configured credentials, such as a vault of the application. An
 * application provides at most one credential source, as an {@code @ApplicationScoped} bean.
 *
 * <pre>{@code
 * @ApplicationScoped
 * public class VaultCredentials implements CredentialSource {
 *     @Inject
 *     Vault vault;
 *
 *     @Override
 *     public Optional<Credential> credential(String server) {
 *         return Optional.of(Credential.secret(vault.read("smart/" + server)));
 *     }
 * }
 * }</pre>
 *
 * <p>The credential applies to all requests in which the client authenticates. Examples are the requests of
 * {@link io.safire.web.SmartLaunches} and the requests for managed tokens. A credential that a caller passes to
 * {@link io.safire.SmartClient#with(Credential)} takes precedence. For a client with a secret, the source replaces only
 * the secret. Such a client still uses its configured key for backend services.
 *
 * <p>The library calls the credential source for each request. Implementations must be thread-safe, and must return the
 * credential from memory. If the source throws an exception, the request fails with a
 * {@link io.safire.error.ConfigurationException}. To let the library also publish the public keys, use a
 * {@link KeySource} instead.
 *
 * @since 1.0
 */
@FunctionalInterface
public interface CredentialSource {

    /**
     * Returns the client's credential for a server.
     *
     * @param server the name of the server
     * @return the credential, which must match the client type of the server; empty for a server that uses the
     *     configured credential
     */
    Optional<Credential> credential(String server);
}
