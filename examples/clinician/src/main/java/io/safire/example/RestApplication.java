package io.safire.example;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The Jakarta REST application at the path {@code smart}. */
@ApplicationPath("smart")
public class RestApplication extends Application {}
