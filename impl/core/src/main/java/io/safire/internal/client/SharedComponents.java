package io.safire.internal.client;

import io.safire.internal.discovery.MixUpDefense;
import io.safire.internal.discovery.SharedServers;
import io.safire.internal.http.HttpSenderFactory;

/** The components that all clients of an application share. */
record SharedComponents(
        HttpSenderFactory senders,
        ClientEnvironment environment,
        MixUpDefense mixUpDefense,
        SharedServers servers,
        BrandBundles brands) {

    SharedComponents with(ClientEnvironment otherEnvironment, BrandBundles otherBrands) {
        return new SharedComponents(senders, otherEnvironment, mixUpDefense, servers, otherBrands);
    }
}
