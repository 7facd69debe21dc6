package io.safire.example;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** A job that reads FHIR resources without a user, with the scopes in {@code safire.nightly.scopes}. */
@ApplicationScoped
public class BackendJob {

    @Inject
    @RestClient
    NightlyApi fhir;

    /** Returns a text with the numbers of patients and observations on the server. */
    public String run() {
        return formatTotal(fhir.patients()) + " patients, " + formatTotal(fhir.observations()) + " observations";
    }

    /** Returns the total of a search result. The element {@code total} of a search result is optional. */
    static String formatTotal(JsonObject bundle) {
        return new FhirElement(bundle).member("total").text().orElse("an unknown number of");
    }
}
