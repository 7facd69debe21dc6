package io.safire.tck.deployed.launch;

import io.safire.spi.SmartSubject;

/** The tokens of the user who is signed in during the current request. */
public interface Visit extends SmartSubject {}
