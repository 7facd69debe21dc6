package io.safire.tck.coverage;

import java.util.Arrays;

/** A page of SMART App Launch 2.2.0 with requirements for clients. */
public enum SpecificationPage {
    /** Authorization code flow and refresh token flow. */
    APP_LAUNCH("app-launch", "App Launch"),
    /** Scopes and launch context. */
    SCOPES("scopes-and-launch-context", "Scopes and Launch Context"),
    /** Authentication with a key. */
    ASYMMETRIC_AUTHENTICATION("client-confidential-asymmetric", "Asymmetric Client Authentication"),
    /** Authentication with a client secret. */
    SYMMETRIC_AUTHENTICATION("client-confidential-symmetric", "Symmetric Client Authentication"),
    /** Client credentials flow. */
    BACKEND_SERVICES("backend-services", "Backend Services"),
    /** Token introspection. */
    TOKEN_INTROSPECTION("token-introspection", "Token Introspection"),
    /** The SMART configuration of a server. */
    CONFORMANCE("conformance", "Conformance"),
    /** User-access brands and endpoints. */
    BRANDS("brands", "User-access Brands and Endpoints");

    private final String file;
    private final String title;

    SpecificationPage(String file, String title) {
        this.file = file;
        this.title = title;
    }

    /**
     * Returns the page of a link.
     *
     * @throws IllegalArgumentException if the link does not name a page of the specification
     */
    static SpecificationPage of(String link) {
        return Arrays.stream(values())
                .filter(page -> link.contains("/" + page.file + ".html"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No page of the specification: " + link));
    }

    /** Returns the title of the page. */
    public String title() {
        return title;
    }
}
