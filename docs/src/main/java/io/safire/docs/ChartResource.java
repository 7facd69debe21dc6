package io.safire.docs;

import jakarta.inject.Inject;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

// A page for the signed-in user on a runtime without servlets.

@Path("chart")
public class ChartResource {

    @Inject
    CookieVisits visits;

    @GET
    @Produces("text/plain")
    public String chart(@CookieParam(CookieVisits.COOKIE) String key) {
        return visits.tokens(key)
                .flatMap(user -> user.tokens().context().patient())
                .map(patient -> "Patient " + patient)
                .orElse("You are signed out. Start the application from your health record system.");
    }
}
