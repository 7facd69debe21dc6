package io.safire.example;

import io.safire.SmartClients;
import io.safire.spi.SmartSubject;
import io.safire.token.ManagedTokens;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** The visit that the current request is about. Requests to the FHIR server bear its tokens. */
@RequestScoped
public class CurrentVisit implements SmartSubject {

    @Inject
    SmartClients clients;

    private Visit visit;

    /** Sets the visit, which comes from the session and not from the address alone. */
    void set(Visit found) {
        visit = found;
    }

    @Override
    public Optional<ManagedTokens> current() {
        return visit == null ? Optional.empty() : visit.tokens(clients);
    }
}
