package io.safire.tck.bearer;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** A client that an application reads FHIR resources with, and that sends tokens along. */
public interface FhirClient extends AutoCloseable {

    /** The media type of a search. */
    String FORM = "application/x-www-form-urlencoded";

    /**
     * What came back.
     *
     * @param status the HTTP status
     * @param body the body as text
     */
    record Answer(int status, String body) {}

    /** Reads. */
    Answer get(URI url) throws IOException, InterruptedException;

    /** Posts a form that can be sent again. */
    Answer post(URI url, byte[] form) throws IOException, InterruptedException;

    /** Posts a form that can be read once. */
    Answer post(URI url, InputStream form) throws IOException, InterruptedException;

    /** Whether a refused request is sent once more; otherwise its token is dropped only. */
    boolean repeats();

    @Override
    void close();
}
