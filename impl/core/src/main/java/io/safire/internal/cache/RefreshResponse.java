package io.safire.internal.cache;

import io.safire.token.TokenResponse;

/**
 * The response to a refresh token request.
 *
 * @param complete false if the validation of the ID token is deferred, so that the tokens still contain the identity of
 *     the launch
 */
public record RefreshResponse(TokenResponse tokens, boolean complete) {}
