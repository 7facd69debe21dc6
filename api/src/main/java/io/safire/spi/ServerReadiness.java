package io.safire.spi;

import io.safire.diagnosis.Finding;
import java.util.List;
import java.util.Optional;

/**
 * The state of the configured servers for a readiness check, as far as it is known without a request. The library
 * provides a CDI bean of this type, which {@code safire-health} uses. To receive the outcomes of requests, use a
 * {@link RequestObserver}. An application does not implement this interface.
 *
 * @since 1.0
 */
public interface ServerReadiness {

    /**
     * Returns the effect of a server on the readiness of the application.
     *
     * @param server the name of the server
     * @return the value of the setting {@code readiness}
     * @throws io.safire.error.ConfigurationException if the server is not configured
     */
    ReadinessMode mode(String server);

    /**
     * Returns the problem with the configured keys of a server. This method reads the keys if they have changed. This
     * method does not examine the keys of a {@link KeySource}.
     *
     * @param server the name of the server
     * @return the ID of the message that describes the problem, such as {@code SAFIRE-0105}; empty if the keys can be
     *     used or if no key is set
     * @throws io.safire.error.ConfigurationException if the server is not configured
     */
    Optional<String> keyProblem(String server);

    /**
     * Returns the findings of a diagnosis in the mode {@link io.safire.diagnosis.DiagnosisMode#CONFIG}, which sends no
     * request.
     *
     * @param server the name of the server
     * @return the findings that are more severe than {@link io.safire.diagnosis.Severity#INFO}, the most severe first
     * @throws io.safire.error.ConfigurationException if the server is not configured
     */
    List<Finding> configurationFindings(String server);

    /**
     * Returns the findings about the {@link ServerSource} of the application that concern none of its usable servers,
     * for example about a server with an unusable name. The default implementation returns no findings.
     *
     * @return the findings
     */
    default List<Finding> findings() {
        return List.of();
    }
}
