package io.safire.tck.safire.web;

import static io.safire.tck.safire.deployed.DeployedApplication.EHR;
import static io.safire.tck.safire.deployed.DeployedApplication.SECURE_EHR;
import static io.safire.tck.safire.deployed.DeployedApplication.server;
import static io.safire.tck.safire.deployed.ErrorPageAssertions.assertShown;
import static io.safire.tck.support.TestCases.assertEach;
import static org.assertj.core.api.Assertions.assertThat;

import io.safire.sandbox.control.Endpoint;
import io.safire.tck.SharedApplication;
import io.safire.tck.browser.BrowserCookie;
import io.safire.tck.browser.CookieBrowser;
import io.safire.tck.browser.Hop;
import io.safire.tck.browser.Navigation;
import io.safire.tck.browser.NavigationTrace;
import io.safire.tck.safire.deployed.ApplicationUser;
import io.safire.tck.safire.deployed.DeployedApplication;
import java.net.URI;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sign-out from the application of {@link DeployedApplicationTest}, over HTTP and HTTPS. */
@SharedApplication("deployed")
@Tag("web")
@ArquillianTest
public class DeployedSignOutTest {

    private static final DeployedApplication APPLICATION = DeployedApplication.withLibrary();
    private static final URI EHR_PAGE = URI.create("https://ehr.example/chart");
    private static final URI ATTACKER = URI.create("https://attacker.example/");
    private static final URI SIGN_OUT = APPLICATION.https("smart/sign-out");

    private final ApplicationUser user = new ApplicationUser(APPLICATION);
    private final CookieBrowser browser = user.browser();

    @Deployment(testable = false)
    static WebArchive application() {
        return APPLICATION.archive();
    }

    @BeforeEach
    void reset() {
        DeployedApplication.reset();
    }

    @Test
    void endsSessionAtSignOut() {
        user.launch(SECURE_EHR, "pat-2");
        NavigationTrace trace = browser.navigate(Navigation.form(APPLICATION.https("chart"), SIGN_OUT));
        assertThat(trace.lastRequestTo("sign-out").status()).isEqualTo(303);
        assertThat(trace.last().url()).isEqualTo(APPLICATION.https("?signed-out"));
        assertThat(user.chart(SECURE_EHR).status()).isEqualTo(401);
    }

    @Test
    void revokesTokensAtSignOut() {
        user.launch(SECURE_EHR, "pat-2");
        browser.navigate(Navigation.form(APPLICATION.https("chart"), SIGN_OUT));
        assertThat(server(SECURE_EHR).requests(Endpoint.REVOKE)).isNotEmpty();
    }

    @Test
    void endsSessionAtServerAfterSignOut() {
        user.launch(SECURE_EHR, "pat-2");
        NavigationTrace trace = browser.navigate(Navigation.form(APPLICATION.https("chart"), SIGN_OUT));
        assertThat(trace.last().url()).as(trace.toString()).isEqualTo(APPLICATION.https("?signed-out"));
        assertThat(server(SECURE_EHR).requests(Endpoint.END_SESSION))
                .singleElement()
                .satisfies(request -> assertThat(request.query())
                        .containsKeys("id_token_hint", "state")
                        .containsEntry("client_id", "app-" + SECURE_EHR)
                        .containsEntry(
                                "post_logout_redirect_uri",
                                APPLICATION.https("smart/signed-out").toString()));
        assertThat(browser.cookies()).extracting(BrowserCookie::name).noneMatch(name -> name.contains("safire-"));
    }

    @Test
    void returnsFromServerInEhrFrame() {
        browser.navigate(Navigation.to(user.launchUrl(SECURE_EHR, "pat-2")).inFrameOf(EHR_PAGE));
        NavigationTrace trace = browser.navigate(
                Navigation.form(APPLICATION.https("chart"), SIGN_OUT).inFrameOf(EHR_PAGE));
        assertThat(trace.last().url()).as(trace.toString()).isEqualTo(APPLICATION.https("?signed-out"));
        assertThat(server(SECURE_EHR).requests(Endpoint.END_SESSION)).hasSize(1);
    }

    @Test
    void ignoresSignOutStateOfAnotherBrowser() {
        URI back = pendingSignOut();
        URI unknown = APPLICATION.https("smart/signed-out?state=unknown-state-0000000000");
        assertEach(List.of(back, unknown), forged -> {
            Hop response = APPLICATION
                    .browser()
                    .navigate(Navigation.to(forged), url -> false)
                    .last();
            assertThat(response.status()).isEqualTo(303);
            assertThat(response.header("location")).endsWith("/");
        });
    }

    @Test
    void returnsToPathOfApplicationAfterForgedState() {
        URI back = pendingSignOut();
        APPLICATION.browser().navigate(Navigation.to(back), url -> false);
        assertThat(browser.navigate(Navigation.to(back)).last().url()).isEqualTo(APPLICATION.https("?signed-out"));
    }

    @Test
    void rejectsCrossSiteSignOut() {
        user.launch(SECURE_EHR, "pat-2");
        assertShown(browser.navigate(Navigation.form(ATTACKER, SIGN_OUT)).last(), 403);
        assertThat(user.chart(SECURE_EHR).status()).isEqualTo(200);
        assertThat(server(SECURE_EHR).requests(Endpoint.REVOKE)).isEmpty();
    }

    @Test
    void rejectsCrossSiteSignOutWithoutFetchMetadata() {
        CookieBrowser older = browser.withoutFetchMetadata();
        assertEach(List.of(EHR, SECURE_EHR), server -> {
            user.launch(server, "pat-2");
            assertShown(
                    older.navigate(Navigation.form(ATTACKER, signOut(server))).last(), 403);
            assertThat(user.chart(server).status()).isEqualTo(200);
            assertThat(server(server).requests(Endpoint.REVOKE)).isEmpty();
        });
    }

    @Test
    void acceptsOwnSignOutWithoutFetchMetadata() {
        CookieBrowser older = browser.withoutFetchMetadata();
        assertEach(List.of(EHR, SECURE_EHR), server -> {
            user.launch(server, "pat-2");
            URI page = server.equals(SECURE_EHR) ? APPLICATION.https("chart") : APPLICATION.http("chart");
            assertThat(older.navigate(Navigation.form(page, signOut(server)))
                            .lastRequestTo("sign-out")
                            .status())
                    .isEqualTo(303);
            assertThat(user.chart(server).status()).isEqualTo(401);
        });
    }

    /** Signs out, stops before the request to {@code post-logout-redirect-uri}, and returns that URI with its query. */
    private URI pendingSignOut() {
        user.launch(SECURE_EHR, "pat-2");
        NavigationTrace pending =
                browser.navigate(Navigation.form(APPLICATION.https("chart"), SIGN_OUT), url -> !url.getPath()
                        .endsWith("signed-out"));
        return URI.create(pending.last().header("location"));
    }

    private static URI signOut(String server) {
        return server.equals(SECURE_EHR) ? SIGN_OUT : APPLICATION.http("smart/sign-out");
    }
}
