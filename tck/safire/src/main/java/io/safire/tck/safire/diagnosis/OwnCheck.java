package io.safire.tck.safire.diagnosis;

import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Step;
import io.safire.spi.DiagnosisCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** A check of the application, which reports a fault of one server. */
@ApplicationScoped
public class OwnCheck implements DiagnosisCheck {

    /** The server for which the check reports a fault. */
    public static final String FAULTY_SERVER = "doctor-closed";

    @Override
    public String id() {
        return "APP-01";
    }

    @Override
    public String question() {
        return "Does the queue of the application accept further entries?";
    }

    @Override
    public List<Finding> findings(String server) {
        return server.equals(FAULTY_SERVER)
                ? List.of(Finding.builder("APP-1", Step.RUNTIME, "The queue is full.")
                        .build())
                : List.of();
    }
}
