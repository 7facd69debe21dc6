package io.safire.internal.launch;

import io.safire.internal.text.OpaqueStrings;
import java.security.SecureRandom;

/**
 * PKCE code verifiers of 128 characters, encoded from 96 random bytes, and their S256 challenges.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7636#section-4">RFC 7636, section 4</a>
 */
final class Pkce {

    private static final int VERIFIER_BYTES = 96;

    private Pkce() {}

    static String verifier(SecureRandom random) {
        return OpaqueStrings.random(random, VERIFIER_BYTES);
    }

    static String challenge(String verifier) {
        return OpaqueStrings.sha256(verifier);
    }
}
