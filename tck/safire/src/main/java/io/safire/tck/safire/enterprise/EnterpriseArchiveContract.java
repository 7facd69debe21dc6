package io.safire.tck.safire.enterprise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.safire.sandbox.control.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** The behavior of the library in an EAR with two WARs, for the runners whose runtime supports an EAR. */
@ArquillianTest
@NullUnmarked // Arquillian sets a field
public abstract class EnterpriseArchiveContract {

    private static final String LIBRARY_IN_MODULES = "ear-modules";
    private static final String SHARED_LIBRARY = "ear-shared";
    private static final String SHARED_CONFIGURATION = "ear-common";
    private static final EnterpriseApplication APPLICATION = new EnterpriseApplication(SHARED_CONFIGURATION);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @ArquillianResource
    Deployer deployer;

    @Deployment(name = LIBRARY_IN_MODULES, managed = false, testable = false)
    static EnterpriseArchive libraryInModules() {
        return new EnterpriseApplication(LIBRARY_IN_MODULES).withLibraryInModules();
    }

    @Deployment(name = SHARED_LIBRARY, managed = false, testable = false)
    static EnterpriseArchive sharedLibrary() {
        return new EnterpriseApplication(SHARED_LIBRARY).withSharedLibrary();
    }

    @Deployment(name = SHARED_CONFIGURATION, managed = false, testable = false)
    static EnterpriseArchive sharedConfiguration() {
        return APPLICATION.withSharedConfiguration();
    }

    /** Returns the start of the message that refuses an EAR whose modules contain the library. */
    protected abstract String refusalOfLibraryInModules();

    /** Returns the number of clients that the two modules have for one server: 1 if they share the beans of the library. */
    protected abstract int clientCount();

    @Test
    void refusesConfigurationOfModulesWithOwnLibrary() {
        assertThatThrownBy(() -> deployer.deploy(LIBRARY_IN_MODULES))
                .hasStackTraceContaining(refusalOfLibraryInModules())
                .hasStackTraceContaining("directory lib of the EAR");
    }

    @Test
    void refusesConfigurationOfModulesWithSharedLibrary() {
        assertThatThrownBy(() -> deployer.deploy(SHARED_LIBRARY))
                .hasStackTraceContaining("SAFIRE-0106 ear: ")
                .hasStackTraceContaining("safire.ear.base-url")
                .hasStackTraceContaining("directory lib of the EAR");
    }

    @Test
    void modulesUseSharedConfiguration() throws IOException, InterruptedException {
        deployer.deploy(SHARED_CONFIGURATION);
        try {
            for (String module : List.of("first", "second")) {
                assertThat(get(APPLICATION.url(module)))
                        .as(module)
                        .startsWith("200 ")
                        .contains("\"pat-1\"");
            }
            assertThat(APPLICATION.ehr().requests(Endpoint.TOKEN))
                    .as("each client has one cached token")
                    .hasSize(clientCount());
            assertThat(APPLICATION.ehr().requests(Endpoint.FHIR)).hasSize(2);
        } finally {
            deployer.undeploy(SHARED_CONFIGURATION);
        }
    }

    private static String get(URI url) throws IOException, InterruptedException {
        HttpResponse<String> response = HTTP.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }
}
