package io.safire.tck.safire.deployed.sourced;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The Jakarta REST application. The runtime discovers the resources of the application. */
@ApplicationPath("api")
public class SourcedRoot extends Application {}
