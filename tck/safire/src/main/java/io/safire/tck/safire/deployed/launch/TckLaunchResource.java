package io.safire.tck.safire.deployed.launch;

import io.safire.rest.SmartResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;

/** The launch endpoints that the library provides. */
@Path("smart")
@ApplicationScoped
public class TckLaunchResource extends SmartResource {}
