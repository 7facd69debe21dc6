package io.safire.tck;

import static org.junit.jupiter.api.Assertions.assertAll;

import io.safire.tck.deployed.Deployed;
import io.safire.tck.deployed.OwnResources;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/**
 * The application without the library: the baseline for {@link DeployedApplicationTest}. The class has no area because all other
 * applications contain the library.
 */
@ArquillianTest
public class ApplicationWithoutLibraryTest {

    private static final Deployed APPLICATION = Deployed.withoutLibrary();

    @Deployment(testable = false)
    static WebArchive application() {
        return APPLICATION.archiveWithoutLibrary();
    }

    @Test
    void resourcesProvidersAndCookiesAreTheOwn() {
        OwnResources own = new OwnResources(APPLICATION);
        assertAll(own.root());
        assertAll(own.others());
        assertAll(own.cookies());
    }
}
