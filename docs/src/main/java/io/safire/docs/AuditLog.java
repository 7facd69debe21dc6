package io.safire.docs;

import io.safire.event.LaunchFailed;
import io.safire.event.SmartEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Sample of an audit log that observes security events. */
@ApplicationScoped
public class AuditLog {

    private static final Logger AUDIT = System.getLogger("audit");
    private static final Logger ALARM = System.getLogger("alarm");

    void log(@Observes SmartEvent event) {
        AUDIT.log(Level.INFO, event.toString());
    }

    void alarm(@Observes LaunchFailed event) {
        ALARM.log(Level.WARNING, event.message());
    }
}
