package io.safire.tck.inject;

import io.safire.SmartClient;
import io.safire.inject.SmartServer;
import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import java.io.Serializable;
import org.jspecify.annotations.NullUnmarked;

/** A session-scoped bean with an injected client. A container that cannot serialize the client rejects the deployment. */
@SessionScoped
@NullUnmarked // the container sets fields
public class SessionScopedClient implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    @SmartServer("epic")
    SmartClient epic;

    /** Returns the name of the client's server. */
    public String server() {
        return epic.name();
    }
}
