package io.safire.tck.safire.enterprise;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The Jakarta REST application of a module. */
@ApplicationPath("api")
public class ModuleRoot extends Application {}
