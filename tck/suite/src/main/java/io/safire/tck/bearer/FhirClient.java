package io.safire.tck.bearer;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** An HTTP client that reads FHIR resources and adds access tokens to its requests. */
public interface FhirClient extends AutoCloseable {

    /** The media type of a search request with POST. */
    String FORM = "application/x-www-form-urlencoded";

    /**
     * A response.
     *
     * @param status the HTTP status
     * @param body the body as text
     */
    record FhirResponse(int status, String body) {}

    /** Sends a GET request. */
    FhirResponse get(URI url) throws IOException, InterruptedException;

    /** Sends a POST request with a form that can be sent again. */
    FhirResponse post(URI url, byte[] form) throws IOException, InterruptedException;

    /** Sends a POST request with a form that can be read only once. */
    FhirResponse post(URI url, InputStream form) throws IOException, InterruptedException;

    /**
     * Returns whether the client repeats a request that was rejected with 401. A client that does not repeat such a
     * request only discards the rejected token.
     */
    boolean retriesRejectedRequests();

    @Override
    void close();
}
