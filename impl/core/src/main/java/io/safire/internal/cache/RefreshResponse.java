package io.safire.internal.cache;

import io.safire.token.TokenResponse;

/**
 * The response to a refresh token request.
 *
 * @param complete true if no further request is needed; false if the tokens still contain the identity of the original
 *     launch
 */
public record RefreshResponse(TokenResponse tokens, boolean complete) {}
