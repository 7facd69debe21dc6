package io.safire.tck.safire.deployed.cookie;

import io.safire.web.CompletedLaunch;
import io.safire.web.LaunchHandler;
import io.safire.web.LocalPath;
import io.safire.web.Redirect;
import io.safire.web.WebRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** A launch handler that signs users in and out with the application's own cookie. */
@ApplicationScoped
@NullUnmarked // the container sets a field
public class CookieHandler implements LaunchHandler {

    @Inject
    CookieSessions sessions;

    @Override
    public Redirect completed(CompletedLaunch launch, WebRequest request) {
        boolean https = launch.server().endsWith("-tls");
        return Redirect.to(launch.target().orElse(LocalPath.of("/api/chart")))
                .withCookie(SessionCookie.create(sessions.start(launch), https))
                .withCookie("handler=1; Path=/; HttpOnly");
    }

    @Override
    public Redirect signOut(WebRequest request) {
        Map<String, String> cookies = request.cookies().values();
        Redirect out = Redirect.to("/api/?signed-out");
        for (String name : SessionCookie.namesIn(cookies)) {
            out = sessions.end(cookies.get(name)).map(out::withSignOut).orElse(out);
            out = out.withCookie(SessionCookie.clear(name));
        }
        return out;
    }
}
