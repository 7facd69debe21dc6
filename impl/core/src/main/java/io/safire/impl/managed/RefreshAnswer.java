package io.safire.impl.managed;

import io.safire.token.TokenResponse;

/**
 * The response to a refresh token request.
 *
 * @param complete whether no further request is needed; otherwise the tokens still carry the identity of the original launch
 */
public record RefreshAnswer(TokenResponse tokens, boolean complete) {}
