package io.safire.hapi;

import ca.uhn.fhir.rest.client.apache.ApacheHttpRequest;
import ca.uhn.fhir.rest.client.apache.ApacheRestfulClientFactory;
import ca.uhn.fhir.rest.client.api.IRestfulClient;
import org.apache.http.HttpEntity;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.Configurable;

/** Requests of the HTTP client that HAPI FHIR uses by itself. */
final class ApacheRequests {

    private ApacheRequests() {}

    /** The settings of one request replace those of its client, so that they begin with those. */
    static void followNoRedirect(ApacheHttpRequest request, IRestfulClient client) {
        RequestConfig settings = request.getApacheRequest().getConfig();
        if (settings == null
                && client.getFhirContext().getRestfulClientFactory() instanceof ApacheRestfulClientFactory factory
                && factory.getNativeHttpClient() instanceof Configurable configured) {
            settings = configured.getConfig();
        }
        request.getApacheRequest()
                .setConfig(RequestConfig.copy(settings == null ? RequestConfig.DEFAULT : settings)
                        .setRedirectsEnabled(false)
                        .build());
    }

    static boolean isRepeatable(ApacheHttpRequest request) {
        if (request.getApacheRequest() instanceof HttpEntityEnclosingRequest enclosing) {
            HttpEntity body = enclosing.getEntity();
            return body == null || body.isRepeatable();
        }
        return true;
    }
}
