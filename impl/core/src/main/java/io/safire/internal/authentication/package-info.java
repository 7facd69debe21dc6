/**
 * Client authentication and the client's own keys.
 *
 * <p>For each request, {@link ClientAuthenticator} checks the credential that the caller passed
 * ({@link CredentialOverrides}), and then calls {@link SecretAuthenticator} or {@link AssertionAuthenticator}. The
 * result of this call is a {@link ClientAuthentication}, which creates new {@link AuthenticationParameters} for each
 * attempt. If there are two secrets, {@link SecretRotation} selects the secret that is sent first.
 *
 * <p>The keys come from {@link ConfiguredKeys} or {@link KeySourceKeys}. {@link KeyScheduler} selects the key that
 * signs, and {@link ClientKeys} combines the source of the keys with the key scheduler. {@link
 * io.safire.internal.key.KeyReader} parses keys.
 */
@NullMarked
package io.safire.internal.authentication;

import org.jspecify.annotations.NullMarked;
