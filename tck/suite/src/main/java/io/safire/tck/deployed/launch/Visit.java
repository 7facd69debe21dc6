package io.safire.tck.deployed.launch;

import io.safire.spi.SmartSubject;

/** The signed-in user of the current request. */
public interface Visit extends SmartSubject {}
