package io.safire.tck.safire.deployed.launch;

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
public class ObservedServersResource {

    @Inject
    SmartClients clients;

    @Inject
    ObservedServers list;

    /** Returns the names of the servers, one per line. */
    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String list() {
        Set<String> servers = new TreeSet<>(clients.names());
        servers.addAll(list.names());
        return String.join("\n", servers);
    }
}
