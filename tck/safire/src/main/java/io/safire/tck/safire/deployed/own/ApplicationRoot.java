package io.safire.tck.safire.deployed.own;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The Jakarta REST application. The runtime discovers the resources and providers of the application. */
@ApplicationPath("api")
public class ApplicationRoot extends Application {}
