package io.safire.internal.runtime;

/** An API that the runtime or the application must provide. If a class of the API is present, the API is available. */
public enum RequiredApi {
    CDI("CDI 4.0 Lite", "jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension"),
    CONFIG("MicroProfile Config 3.1", "org.eclipse.microprofile.config.ConfigProvider"),
    FAULT_TOLERANCE("MicroProfile Fault Tolerance 4.0", "org.eclipse.microprofile.faulttolerance.Retry"),
    REST_CLIENT("MicroProfile Rest Client 3.0", "org.eclipse.microprofile.rest.client.RestClientBuilder"),
    JAKARTA_REST("Jakarta REST 3.1 client", "jakarta.ws.rs.client.ClientBuilder"),
    JSON("Jakarta JSON Processing 2.1", "jakarta.json.spi.JsonProvider"),
    /** Only Jersey requires this API, because Apache HttpClient replaces Jersey's connector. */
    HTTP_CLIENT("Apache HttpClient 5.4", "org.apache.hc.client5.http.ssl.TlsSocketStrategy");

    private final String title;
    private final String markerClass;

    RequiredApi(String title, String witness) {
        this.title = title;
        this.markerClass = witness;
    }

    String title() {
        return title;
    }

    String markerClass() {
        return markerClass;
    }
}
