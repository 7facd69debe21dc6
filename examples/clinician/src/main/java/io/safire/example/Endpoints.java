package io.safire.example;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Where Jakarta REST is. */
@ApplicationPath("smart")
public class Endpoints extends Application {}
