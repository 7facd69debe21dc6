package io.safire.internal.authentication;

import io.safire.diagnosis.Finding;
import io.safire.key.PublishedKey;
import java.util.List;
import java.util.Optional;

/**
 * The use of the client's keys at one point in time.
 *
 * @param signer the key that is used for signing; empty if no key can be used
 * @param findings problems with the key rotation
 */
record KeySchedule(Optional<ClientJwk> signer, List<PublishedKey> published, List<Finding> findings) {}
