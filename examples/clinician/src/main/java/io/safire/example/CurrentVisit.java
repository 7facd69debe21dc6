package io.safire.example;

import io.safire.SmartClients;
import io.safire.spi.CurrentUserTokens;
import io.safire.token.ManagedTokens;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** The visit of the current request. Requests to the FHIR server use the tokens of this visit. */
@RequestScoped
public class CurrentVisit implements CurrentUserTokens {

    @Inject
    SmartClients clients;

    private Visit visit;

    /**
     * Sets the visit. The caller must have found this visit in the session, because the ID in the URL alone does not
     * grant access.
     */
    void set(Visit newVisit) {
        visit = newVisit;
    }

    @Override
    public Optional<ManagedTokens> current() {
        return visit == null ? Optional.empty() : visit.tokens(clients);
    }
}
