package io.safire.tck.safire.web;

import static org.junit.jupiter.api.Assertions.assertAll;

import io.safire.tck.safire.deployed.ApplicationResourceAssertions;
import io.safire.tck.safire.deployed.DeployedApplication;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The application without the library: the baseline for {@link DeployedApplicationTest}. The class has its own application because all other
 * applications contain the library.
 */
@Tag("web")
@ArquillianTest
public class ApplicationWithoutLibraryTest {

    private static final DeployedApplication APPLICATION = DeployedApplication.withoutLibrary();

    @Deployment(testable = false)
    static WebArchive application() {
        return APPLICATION.archiveWithoutLibrary();
    }

    @Test
    void servesOwnResourcesProvidersAndCookies() {
        ApplicationResourceAssertions own = new ApplicationResourceAssertions(APPLICATION);
        assertAll(own.root());
        assertAll(own.otherResources());
        assertAll(own.cookies());
    }
}
