package io.safire.docs;

import io.safire.SmartClient;
import io.safire.token.TokenResponse;
import java.net.URI;
import java.net.http.HttpRequest;

/** Samples of requests for FHIR resources. */
public class FhirRequestSamples {

    void nextPage(SmartClient client, TokenResponse tokens, URI next) {
        client.resources()
                .authorization(tokens.accessToken(), next)
                .ifPresentOrElse(header -> read(next, header), () -> skip(next));
    }

    void addHeader(SmartClient epic, TokenResponse tokens, URI next, HttpRequest.Builder request) {
        epic.resources()
                .authorization(tokens.accessToken(), next)
                .ifPresent(header -> request.header("Authorization", header));
    }

    private void read(URI url, String header) {
        HttpRequest.newBuilder(url).header("Authorization", header).build();
    }

    private void skip(URI url) {
        System.getLogger("reads")
                .log(System.Logger.Level.INFO, "skipped, because the address does not belong to the server: {0}", url);
    }
}
