package io.safire.docs;

import io.safire.SmartClient;
import io.safire.bearer.BearerFilter;
import io.safire.bearer.BearerHttpClient;
import io.safire.bearer.BearerTokens;
import io.safire.spi.CurrentUserTokens;
import io.safire.token.ManagedTokens;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/** Samples of FHIR clients that send tokens. */
public class BearerSamples {

    Client client(SmartClient nightly) {
        Client client = ClientBuilder.newBuilder()
                .register(BearerFilter.of(BearerTokens.of(nightly)))
                .build();
        return client;
    }

    String page(SmartClient nightly, URI next) throws IOException, InterruptedException {
        BearerHttpClient fhir = BearerHttpClient.of(HttpClient.newHttpClient(), BearerTokens.of(nightly));
        HttpResponse<String> page = fhir.send(HttpRequest.newBuilder(next).build(), BodyHandlers.ofString());
        return page.body();
    }

    /** Sample of a bean that returns the tokens of the signed-in user. */
    record VisitTokens(Session session) implements CurrentUserTokens {
        @Override
        public Optional<ManagedTokens> current() {
            return session.tokens();
        }
    }

    /** A user session of the application. */
    interface Session {
        Optional<ManagedTokens> tokens();
    }
}
