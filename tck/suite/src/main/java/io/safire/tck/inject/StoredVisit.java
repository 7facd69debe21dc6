package io.safire.tck.inject;

import io.safire.SmartClient;
import io.safire.inject.SmartServer;
import jakarta.enterprise.context.SessionScoped;
import jakarta.inject.Inject;
import java.io.Serializable;
import org.jspecify.annotations.NullUnmarked;

/** A bean that a container stores with a session, with a client in it: a container that cannot do that refuses the deployment. */
@SessionScoped
@NullUnmarked // fields that the container sets
public class StoredVisit implements Serializable {

    private static final long serialVersionUID = 1L;

    @Inject
    @SmartServer("epic")
    SmartClient epic;

    /**
     * The server of this visit.
     *
     * @return the name of the client
     */
    public String server() {
        return epic.name();
    }
}
