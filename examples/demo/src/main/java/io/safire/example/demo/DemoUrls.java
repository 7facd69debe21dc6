package io.safire.example.demo;

import java.net.URI;
import java.util.Map;

/**
 * The addresses of a demonstration, derived from its ports.
 *
 * @param secure whether the application uses https, which is required in a frame of another site
 */
record DemoUrls(Ports ports, boolean secure) {

    String application() {
        return origin() + "/clinician/";
    }

    String readiness() {
        return origin() + "/health/ready";
    }

    String launchPage() {
        return "http://localhost:" + ports.ehr() + "/ehr";
    }

    URI control() {
        return URI.create("http://localhost:" + ports.control());
    }

    /** Returns the environment variables that configure the addresses of Open Liberty and of the application. */
    Map<String, String> environment() {
        return Map.of(
                "HTTP_PORT",
                String.valueOf(secure ? -1 : ports.application()),
                "HTTPS_PORT",
                String.valueOf(secure ? ports.application() : -1),
                "SAFIRE_EHR_BASE_URL",
                "http://localhost:" + ports.ehr() + "/fhir",
                "SAFIRE_EHR_REDIRECT_URI",
                application() + "smart/callback");
    }

    private String origin() {
        return (secure ? "https" : "http") + "://localhost:" + ports.application();
    }
}
