package io.safire.example;

import io.safire.rest.SmartResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;

/** Launch URL, redirect URI, sign-out and key set of the job: {@code smart/launch}, {@code smart/callback} and so on. */
@Path("")
@ApplicationScoped
public class Launches extends SmartResource {}
