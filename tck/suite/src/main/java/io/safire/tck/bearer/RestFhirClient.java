package io.safire.tck.bearer;

import io.safire.SmartClient;
import io.safire.bearer.BearerFilter;
import io.safire.bearer.BearerTokens;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;

/** A {@link FhirClient} that uses the runtime's Jakarta REST client with the managed token of a server. */
public final class RestFhirClient implements FhirClient {

    private final Client rest;

    /** Creates the client in the same way as an application, with the defaults of the runtime. */
    public RestFhirClient(SmartClient client) {
        rest = ClientBuilder.newClient().register(BearerFilter.of(BearerTokens.of(client)));
    }

    @Override
    public FhirResponse get(URI url) {
        return invoke(request(url).buildGet());
    }

    @Override
    public FhirResponse post(URI url, byte[] form) {
        return invoke(request(url).buildPost(Entity.entity(form, FORM)));
    }

    @Override
    public FhirResponse post(URI url, InputStream form) {
        return invoke(request(url).buildPost(Entity.entity(form, FORM)));
    }

    /**
     * Depends on the runtime, and not on the implementation of the REST client, so that this result is independent of
     * the filter under test.
     */
    @Override
    public boolean retriesRejectedRequests() {
        try {
            Class.forName("io.quarkus.arc.Arc", false, getClass().getClassLoader());
            return false;
        } catch (ClassNotFoundException notQuarkus) {
            return true;
        }
    }

    @Override
    public void close() {
        rest.close();
    }

    private Invocation.Builder request(URI url) {
        return rest.target(url).request("application/fhir+json");
    }

    private static FhirResponse invoke(Invocation request) {
        try (Response response = request.invoke()) {
            return new FhirResponse(
                    response.getStatus(), response.hasEntity() ? response.readEntity(String.class) : "");
        }
    }
}
