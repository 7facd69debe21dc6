package io.safire.spi;

import io.safire.diagnosis.DiagnosisMode;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import java.util.List;

/**
 * A check that an application or a module adds to each diagnosis of a client. For example, a check can test a store or
 * the rules of one vendor. The library calls each CDI bean of this type. Without CDI, the library calls each service of
 * this type that {@link java.util.ServiceLoader} finds.
 *
 * @see io.safire.SmartClient#diagnose
 * @since 1.0
 */
public interface DiagnosisCheck {

    /**
     * {@return the identifier under which the result lists the check, such as {@code APP-01}; {@code SD-} is the prefix
     * of the library}
     */
    String id();

    /** {@return the question of the check, such as "Is the queue of the application empty?"} */
    String question();

    /** {@return the step that the check examines; by default, {@link Step#RUNTIME}} */
    default Step step() {
        return Step.RUNTIME;
    }

    /**
     * Returns the first mode in which the check is run.
     *
     * @return {@link DiagnosisMode#CONFIG} if the check sends no request; by default, {@link DiagnosisMode#OUTSIDE}
     */
    default DiagnosisMode mode() {
        return DiagnosisMode.OUTSIDE;
    }

    /**
     * Runs the check. The check must change nothing, and must end within a few seconds. If the check throws an
     * exception, the diagnosis continues with the other checks.
     *
     * @param server the name of the server whose client is diagnosed
     * @return the deviations, without secrets, tokens or data of a patient; empty if the check finds none
     */
    List<Finding> findings(String server);
}
