package io.safire.tck.safire.deployed.launch;

import io.safire.spi.CurrentUserTokens;

/** The tokens of the user who is signed in during the current request. */
public interface RequestUserTokens extends CurrentUserTokens {}
