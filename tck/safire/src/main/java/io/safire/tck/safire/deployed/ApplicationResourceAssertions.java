package io.safire.tck.safire.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import io.safire.tck.browser.CookieBrowser;
import io.safire.tck.browser.Hop;
import io.safire.tck.browser.Navigation;
import io.safire.tck.safire.deployed.own.ApplicationExceptionMapper;
import io.safire.tck.safire.deployed.own.ApplicationHeaderFilter;
import io.safire.tck.safire.deployed.own.RootResource;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.function.Executable;

/** Assertions on the application's own resources and providers, which must behave the same with and without the library. */
public final class ApplicationResourceAssertions {

    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

    private final DeployedApplication application;
    private final CookieBrowser browser;

    public ApplicationResourceAssertions(DeployedApplication application) {
        this.application = application;
        this.browser = application.browser();
    }

    /** Returns one assertion for each property of the root resource. */
    public Executable[] root() {
        return new Executable[] {
            () -> assertThat(body(get(""))).as("GET of the root").isEqualTo("200 " + RootResource.TEXT),
            () -> assertThat(allowedMethods("")).as("OPTIONS of the root").containsExactly("GET", "HEAD", "OPTIONS"),
            () -> assertThat(send("POST", "").status()).as("POST to the root").isEqualTo(405),
            () -> assertThat(send("PUT", "").status()).as("PUT to the root").isEqualTo(405),
            () -> assertThat(send("DELETE", "").status())
                    .as("DELETE of the root")
                    .isEqualTo(405)
        };
    }

    /** Returns one assertion for each property of the other resources, the provider and the exception mapper. */
    public Executable[] otherResources() {
        return new Executable[] {
            () -> assertThat(body(get("notes"))).as("GET notes").isEqualTo("200 notes"),
            // Quarkus adds the methods of the paths below this path
            () -> assertThat(allowedMethods("notes"))
                    .as("OPTIONS notes")
                    .contains("GET", "HEAD", "OPTIONS")
                    .doesNotContain("PUT", "DELETE"),
            () -> assertThat(get("notes").header(ApplicationHeaderFilter.HEADER))
                    .as("the header of the provider")
                    .isEqualTo(ApplicationHeaderFilter.VALUE),
            () -> assertThat(body(send("POST", "notes/broken")))
                    .as("the mapped exception")
                    .isEqualTo(ApplicationExceptionMapper.STATUS + " " + ApplicationExceptionMapper.TEXT),
            () -> assertThat(get("unknown").status()).as("an unknown path").isEqualTo(404),
            () -> assertThat(get("notes/unknown").status())
                    .as("an unknown path below a resource")
                    .isEqualTo(404),
            () -> assertThat(get("Patient/pat-1").status())
                    .as("the path of a REST client")
                    .isEqualTo(404)
        };
    }

    /** Returns one assertion for each property of the application's own cookies. */
    public Executable[] cookies() {
        return new Executable[] {
            () -> assertThat(get("notes").setCookies())
                    .as("the cookies set")
                    .containsExactlyInAnyOrder("note", "theme"),
            () -> assertThat(body(get("notes/cookies")))
                    .as("the cookies received")
                    .isEqualTo("200 note theme")
        };
    }

    private Hop get(String path) {
        return send("GET", path);
    }

    private Hop send(String method, String path) {
        URI url = application.http(path);
        return browser.navigate(Navigation.link(url, url).withMethod(method)).last();
    }

    private Set<String> allowedMethods(String path) {
        return COMMA.splitAsStream(send("OPTIONS", path).header("allow"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String body(Hop hop) {
        return hop.status() + " " + hop.body();
    }
}
