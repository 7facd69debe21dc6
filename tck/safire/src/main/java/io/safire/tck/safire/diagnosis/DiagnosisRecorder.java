package io.safire.tck.safire.diagnosis;

import io.safire.diagnosis.Diagnosis;
import io.safire.event.DiagnosisCompleted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An observer of completed diagnoses. */
@ApplicationScoped
public class DiagnosisRecorder {

    private final List<Diagnosis> diagnoses = new CopyOnWriteArrayList<>();

    void onCompleted(@Observes DiagnosisCompleted event) {
        diagnoses.add(event.diagnosis());
    }

    /** Returns the diagnoses of all servers, the earliest first. */
    public List<Diagnosis> diagnoses() {
        return diagnoses;
    }
}
