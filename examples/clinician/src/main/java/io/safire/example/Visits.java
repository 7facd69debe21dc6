package io.safire.example;

import io.safire.SmartClients;
import io.safire.error.SmartException;
import io.safire.web.CompletedLaunch;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import java.io.Serializable;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The visits of one session. A launch adds a visit and does not end the other visits, so each tab continues to show its
 * own patient.
 */
@SessionScoped
public class Visits implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger(Visits.class.getName());

    /** A limit above the number of charts that a user keeps open. */
    static final int MAX_VISITS = 10;

    @Inject
    SmartClients clients;

    private final Map<String, Visit> openVisits = new LinkedHashMap<>();

    /**
     * Adds the visit of a launch. If there are too many visits, the oldest visit ends. All visits of a different user
     * also end, because a user of a shared computer must not open the charts of another user.
     */
    Visit start(CompletedLaunch launch) {
        Visit visit = Visit.start(launch);
        removeOfOthers(visit.user()).forEach(this::end);
        add(visit).ifPresent(this::end);
        return visit;
    }

    /** Returns the visit of this session that has the ID from a URL. */
    synchronized Optional<Visit> find(String id) {
        return Optional.ofNullable(openVisits.get(id));
    }

    /** Ends every visit when the session ends because of a sign-out or a timeout. */
    @PreDestroy
    void endAll() {
        removeAll().forEach(this::end);
    }

    private synchronized Optional<Visit> add(Visit visit) {
        openVisits.put(visit.id(), visit);
        return openVisits.size() > MAX_VISITS
                ? Optional.of(openVisits.remove(openVisits.keySet().iterator().next()))
                : Optional.empty();
    }

    private synchronized List<Visit> removeOfOthers(String user) {
        List<Visit> others = openVisits.values().stream()
                .filter(visit -> !visit.user().equals(user))
                .toList();
        others.forEach(visit -> openVisits.remove(visit.id()));
        return others;
    }

    private synchronized List<Visit> removeAll() {
        List<Visit> all = new ArrayList<>(openVisits.values());
        openVisits.clear();
        return all;
    }

    /**
     * Ends a visit. A failure must not prevent the end of the other visits. A token that was not revoked will expire.
     */
    private void end(Visit visit) {
        try {
            visit.end(clients);
        } catch (SmartException failure) {
            LOG.log(Level.WARNING, failure.getMessage());
        }
    }
}
