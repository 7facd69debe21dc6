package io.safire.hapi;

import ca.uhn.fhir.rest.client.apache.ApacheHttpRequest;
import ca.uhn.fhir.rest.client.apache.ApacheRestfulClientFactory;
import ca.uhn.fhir.rest.client.api.IRestfulClient;
import org.apache.http.HttpEntity;
import org.apache.http.HttpEntityEnclosingRequest;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.Configurable;

/** Access to the requests of Apache HttpClient, which HAPI FHIR uses by default. */
final class ApacheHttpRequests {

    private ApacheHttpRequests() {}

    /**
     * The settings of the request replace the settings of the client, so the client's settings are copied into the
     * request.
     */
    static void disableRedirects(ApacheHttpRequest request, IRestfulClient client) {
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
