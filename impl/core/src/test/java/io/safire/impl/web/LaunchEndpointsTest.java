package io.safire.impl.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.SmartLaunches;
import io.safire.brand.BrandBundle;
import io.safire.error.ConfigurationException;
import io.safire.error.ConfigurationException.Offenders;
import io.safire.impl.Logged;
import io.safire.launch.AgentCookies;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.CompletedLaunch;
import io.safire.launch.LaunchRequest;
import io.safire.launch.StartedLaunch;
import io.safire.web.LaunchHandler;
import io.safire.web.Redirect;
import io.safire.web.WebAnswer;
import io.safire.web.WebRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LaunchEndpointsTest {

    private final LaunchEndpoints endpoints =
            new LaunchEndpoints(new NoClients(), new NoLaunches(), Optional::empty, List::of);

    @Test
    void nothingIsBegunOrEndedWithoutAHandler() {
        WebRequest request = new WebRequest("GET", Map.of(), Map.of());
        for (WebAnswer answer : List.of(endpoints.launch(request), endpoints.callback(request))) {
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).contains("SAFIRE-1110");
        }
    }

    @Test
    void textIsEscaped() {
        assertThat(Html.escaped("<a href=\"x\" id='y'>&amp;</a>"))
                .isEqualTo("&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;");
    }

    @Test
    void keySetOfAServerThatIsNotThereIsNothing() {
        assertThat(endpoints
                        .jwks("cerner", new WebRequest("GET", Map.of(), Map.of()))
                        .status())
                .isEqualTo(404);
        WebAnswer posted = endpoints.jwks("cerner", new WebRequest("POST", Map.of(), Map.of()));
        assertThat(posted.status()).isEqualTo(405);
        assertThat(posted.header("Allow")).containsExactly("GET");
    }

    @Test
    void serverThatIsNotThereIsTheMistakeOfWhoAsksForIt() {
        LaunchEndpoints handled =
                new LaunchEndpoints(new NoClients(), new NoLaunches(), () -> Optional.of(new NoHandler()), List::of);
        for (String name : List.of("cerner", "\"epic\"", "a\nb", "../x", "x".repeat(5000))) {
            try (Logged log = new Logged("io.safire.web")) {
                WebAnswer answer = handled.launch(new WebRequest("GET", Map.of("server", List.of(name)), Map.of()));
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.body()).contains("SAFIRE-1111");
                assertThat(log.lines())
                        .singleElement()
                        .asString()
                        .matches("WARNING SAFIRE-1111 [^\\p{Cc}]+")
                        .hasSizeLessThan(700);
            }
        }
        assertThatThrownBy(() -> handled.launch(new WebRequest("GET", Map.of("server", List.of("epic")), Map.of())))
                .hasMessage("nothing is begun");
    }

    private static final class NoHandler implements LaunchHandler {
        @Override
        public Redirect completed(CompletedLaunch launch, WebRequest request) {
            throw new IllegalStateException("nothing is ended");
        }

        @Override
        public Redirect signOut(WebRequest request) {
            throw new IllegalStateException("nobody signs out");
        }
    }

    /** One server, for which no client is asked before the launch. */
    private static final class NoClients implements SmartClients {
        @Override
        public Set<String> names() {
            return Set.of("epic");
        }

        @Override
        public SmartClient client(String name) {
            throw new ConfigurationException(name, "there is none", Offenders.missing(List.of("base_url")));
        }

        @Override
        public SmartClient client() {
            throw new IllegalStateException("there is none");
        }

        @Override
        public SmartClient byIssuer(String iss) {
            throw new IllegalStateException("there is none");
        }

        @Override
        public BrandBundle brands(URI vendorBundle) {
            throw new IllegalStateException("there are none");
        }
    }

    private static final class NoLaunches implements SmartLaunches {
        @Override
        public StartedLaunch begin(LaunchRequest request) {
            throw new IllegalStateException("nothing is begun");
        }

        @Override
        public CompletedLaunch complete(AuthorizationResponse response, AgentCookies cookies) {
            throw new IllegalStateException("nothing is ended");
        }
    }
}
