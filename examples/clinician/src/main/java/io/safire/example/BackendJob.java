package io.safire.example;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** A job that reads without a user, with the scopes of {@code safire.nightly.scopes}. */
@ApplicationScoped
public class BackendJob {

    @Inject
    @RestClient
    NightlyApi fhir;

    /** Counts patients and observations. */
    public String run() {
        return total(fhir.patients()) + " patients, " + total(fhir.observations()) + " observations";
    }

    /** A server need not say it. */
    static String total(JsonObject bundle) {
        return new Element(bundle).at("total").text().orElse("an unknown number of");
    }
}
