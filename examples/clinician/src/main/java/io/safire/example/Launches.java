package io.safire.example;

import io.safire.rest.SmartResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;

/** The launch, callback, sign-out and JWKS endpoints: {@code smart/launch}, {@code smart/callback} and so on. */
@Path("")
@ApplicationScoped
public class Launches extends SmartResource {}
