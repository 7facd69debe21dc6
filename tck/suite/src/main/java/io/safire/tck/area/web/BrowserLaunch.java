package io.safire.tck.area.web;

import static io.safire.tck.support.SafireMessage.saying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.error.ValidationException;
import io.safire.launch.AuthorizationResponse;
import io.safire.tck.support.CookieJar;
import io.safire.web.CompletedLaunch;
import io.safire.web.LaunchRedirect;
import io.safire.web.LaunchRequest;
import io.safire.web.SmartLaunches;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Launches in a simulated browser, and assertions on their rejection. */
final class BrowserLaunch {

    private BrowserLaunch() {}

    static LaunchRedirect startLaunch(SmartLaunches launches, CookieJar browser, LaunchRequest request) {
        LaunchRedirect started = launches.start(request.withCookies(browser.cookies()));
        browser.receive(started.response().header("Set-Cookie"));
        return started;
    }

    static CompletedLaunch complete(SmartLaunches launches, CookieJar browser, String query) {
        return launches.complete(AuthorizationResponse.parse(query), browser.cookies());
    }

    static void assertRejected(String attribute, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(ValidationException.class, thrown -> assertThat(thrown.attribute())
                        .isEqualTo(attribute));
    }

    static void assertStateRejected(String reason, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ValidationException.class, thrown -> {
            assertThat(thrown.attribute()).isEqualTo("state");
            assertThat(thrown.reason()).isNotBlank().satisfies(saying(reason));
        });
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
