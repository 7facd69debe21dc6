package io.safire.impl.credential;

import io.safire.Finding;
import io.safire.key.PublishedKey;
import java.util.List;
import java.util.Optional;

/**
 * What the keys of the client do at one time.
 *
 * @param signer the key that signs, empty if none can
 */
record Rota(Optional<KnownKey> signer, List<PublishedKey> published, List<Finding> findings) {}
