package io.safire.docs;

import io.safire.SmartClient;
import io.safire.token.ManagedTokens;
import io.safire.web.CompletedLaunch;
import io.safire.web.LaunchHandler;
import io.safire.web.Redirect;
import io.safire.web.WebRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

// The application's launch handler on a runtime without servlets. A cookie of the application replaces the HTTP
// session.

@ApplicationScoped
public class CookieVisits implements LaunchHandler {

    static final String COOKIE = "__Host-visit";
    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=None; Partitioned";

    @Inject
    SmartClient client;

    private final SecureRandom random = new SecureRandom();

    @Override
    public Redirect completed(CompletedLaunch launch, WebRequest request) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String key = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        client.userTokens().store(key, launch.tokens());
        return Redirect.to("/chart").withCookie(COOKIE + "=" + key + "; Max-Age=28800" + ATTRIBUTES);
    }

    @Override
    public Redirect signOut(WebRequest request) {
        String key = request.cookies().values().getOrDefault(COOKIE, "");
        Redirect next = Redirect.to("/").withCookie(COOKIE + "=; Max-Age=0" + ATTRIBUTES);
        return key.isBlank() ? next : next.withSignOut(client.userTokens().signOut(key));
    }

    Optional<ManagedTokens> tokens(String key) {
        return key == null || key.isBlank()
                ? Optional.empty()
                : client.userTokens().find(key);
    }
}
