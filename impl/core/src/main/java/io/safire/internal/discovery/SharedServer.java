package io.safire.internal.discovery;

import io.safire.internal.http.HttpConnections;

/** The part of a server that its clients share. */
public record SharedServer(DiscoveryState discovery, HttpConnections connections) {}
