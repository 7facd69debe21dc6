package io.safire.example;

import io.safire.SmartClient;
import io.safire.authentication.ClientType;
import io.safire.diagnosis.Finding;
import io.safire.discovery.SmartMetadata;
import io.safire.error.SmartException;
import io.safire.error.TokenException;
import io.safire.inject.SmartServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/**
 * A check that an operator needs before debugging a rejected key: whether the server of the job supports clients that
 * authenticate with a key.
 */
@ApplicationScoped
public class AuthenticationCheck {

    @Inject
    @SmartServer("nightly")
    SmartClient nightly;

    /** Returns the reasons for which the server may not support the key of the job, if the server rejected the job. */
    List<String> reasons(Throwable failure) {
        boolean rejected = failure instanceof TokenException || failure.getCause() instanceof TokenException;
        return rejected ? reasons() : List.of();
    }

    private List<String> reasons() {
        try {
            SmartMetadata metadata = nightly.metadata();
            return metadata.findings(ClientType.CONFIDENTIAL_ASYMMETRIC).stream()
                    .map(Finding::message)
                    .toList();
        } catch (SmartException unavailable) {
            return List.of(unavailable.getMessage());
        }
    }
}
