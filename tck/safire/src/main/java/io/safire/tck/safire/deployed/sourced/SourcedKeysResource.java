package io.safire.tck.safire.deployed.sourced;

import io.safire.rest.SmartResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;

/** The endpoints that the library provides, with the keys of the clients. */
@Path("smart")
@ApplicationScoped
public class SourcedKeysResource extends SmartResource {}
