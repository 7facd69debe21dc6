package io.safire.example;

import io.safire.rest.SmartResource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;

/** Launch URL, redirect URI and sign-out: {@code smart/launch}, {@code smart/callback}, {@code smart/sign-out}. */
@Path("")
@ApplicationScoped
public class Launches extends SmartResource {}
