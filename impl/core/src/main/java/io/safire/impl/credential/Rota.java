package io.safire.impl.credential;

import io.safire.Finding;
import io.safire.key.PublishedKey;
import java.util.List;
import java.util.Optional;

/**
 * The use of the client's keys at one point in time.
 *
 * @param signer the key that signs, empty if no key can sign
 * @param findings problems with the key rotation
 */
record Rota(Optional<KnownKey> signer, List<PublishedKey> published, List<Finding> findings) {}
