package io.safire.tck.deployed.launch;

import io.safire.SmartClients;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullUnmarked;

/** Tells the names of all servers that have a client, an event or a request. */
@Path("seen")
@ApplicationScoped
@NullUnmarked // fields that the container sets
public class SeenResource {

    @Inject
    SmartClients clients;

    @Inject
    SeenServers seen;

    /** Returns the names, one a line. */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String seen() {
        Set<String> names = new TreeSet<>(clients.names());
        names.addAll(seen.names());
        return String.join("\n", names);
    }
}
