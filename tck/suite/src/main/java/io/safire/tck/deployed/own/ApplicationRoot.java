package io.safire.tck.deployed.own;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The Jakarta REST application. The runtime discovers its resources and providers. */
@ApplicationPath("api")
public class ApplicationRoot extends Application {}
