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

/** A resource that lists every server for which a client, an event or a request exists. */
@Path("seen")
@ApplicationScoped
@NullUnmarked // the container sets fields
public class SeenResource {

    @Inject
    SmartClients clients;

    @Inject
    SeenServers seen;

    /** Returns the names of the servers, one on each line. */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String seen() {
        Set<String> names = new TreeSet<>(clients.names());
        names.addAll(seen.names());
        return String.join("\n", names);
    }
}
