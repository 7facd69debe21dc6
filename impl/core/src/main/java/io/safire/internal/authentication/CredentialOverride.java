package io.safire.internal.authentication;

import io.safire.authentication.Credential;

/**
 * A credential that replaces the configured credential in one request.
 *
 * @param source the description of the source, for messages
 */
record CredentialOverride(Credential credential, String source) {}
