package io.safire.docs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * Test that no class of the library's JARs becomes a resource, provider, servlet or client of the application by
 * discovery. In each JAR in {@code WEB-INF/lib}, servers discover such classes by their annotations and interfaces.
 */
@AnalyzeClasses(packages = "io.safire", importOptions = ImportOption.DoNotIncludeTests.class)
class DiscoveredTypesTest {

    private static final List<String> ANNOTATIONS = List.of(
            "jakarta.ws.rs.Path",
            "jakarta.ws.rs.ApplicationPath",
            "jakarta.ws.rs.ext.Provider",
            "jakarta.servlet.annotation.WebFilter",
            "jakarta.servlet.annotation.WebListener",
            "jakarta.servlet.annotation.WebServlet",
            "jakarta.servlet.annotation.HandlesTypes",
            "jakarta.websocket.server.ServerEndpoint",
            "jakarta.websocket.ClientEndpoint",
            "jakarta.ejb.Singleton",
            "jakarta.ejb.Startup",
            "jakarta.ejb.Stateless",
            "jakarta.ejb.Stateful",
            "jakarta.jws.WebService",
            "org.eclipse.microprofile.rest.client.inject.RegisterRestClient");

    private static final List<String> TYPES = List.of(
            "jakarta.ws.rs.core.Application",
            "jakarta.servlet.ServletContainerInitializer",
            "jakarta.websocket.server.ServerApplicationConfig");

    @ArchTest
    static final ArchRule hasNoDiscoveredAnnotations = noClasses()
            .that()
            .resideOutsideOfPackages("io.safire.docs..", "io.safire.sandbox..")
            .should()
            .beAnnotatedWith(DescribedPredicate.describe(
                    "an annotation that servers discover",
                    annotation -> ANNOTATIONS.contains(annotation.getRawType().getName())));

    @ArchTest
    static final ArchRule hasNoDiscoveredTypes = noClasses()
            .that()
            .resideOutsideOfPackages("io.safire.docs..", "io.safire.sandbox..")
            .should()
            .beAssignableTo(DescribedPredicate.describe(
                    "a type that servers discover", type -> TYPES.contains(type.getName())));

    @ArchTest
    static void inspectsAllJars(JavaClasses classes) {
        assertThat(List.of(
                        "io.safire.SmartClient",
                        "io.safire.internal.http.RawHttpApi",
                        "io.safire.bearer.BearerFilter",
                        "io.safire.rest.SmartResource",
                        "io.safire.health.ServerReadinessCheck",
                        "io.safire.telemetry.TelemetryObserver",
                        "io.safire.hapi.HapiBearerInterceptor",
                        "io.safire.store.HashedKey",
                        "io.safire.store.jdbc.JdbcStores",
                        "io.safire.store.jcache.JcacheStores"))
                .allMatch(classes::contain);
    }
}
