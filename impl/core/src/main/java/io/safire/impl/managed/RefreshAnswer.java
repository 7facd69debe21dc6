package io.safire.impl.managed;

import io.safire.token.TokenResponse;

/**
 * What came for a refresh token.
 *
 * @param complete whether nobody has to be asked for more about it; else the identity is that of the launch so far
 */
public record RefreshAnswer(TokenResponse tokens, boolean complete) {}
