package io.safire.impl.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.SmartClient;
import io.safire.SmartClients;
import io.safire.SmartLaunches;
import io.safire.brand.BrandBundle;
import io.safire.launch.AgentCookies;
import io.safire.launch.AuthorizationResponse;
import io.safire.launch.CompletedLaunch;
import io.safire.launch.LaunchRequest;
import io.safire.launch.StartedLaunch;
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
                        .jwks("epic", new WebRequest("GET", Map.of(), Map.of()))
                        .status())
                .isEqualTo(404);
        WebAnswer posted = endpoints.jwks("epic", new WebRequest("POST", Map.of(), Map.of()));
        assertThat(posted.status()).isEqualTo(405);
        assertThat(posted.header("Allow")).containsExactly("GET");
    }

    private static final class NoClients implements SmartClients {
        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public SmartClient client(String name) {
            throw new IllegalStateException("there is none");
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
