package io.safire.impl;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** The packages depend one way, and each outside library is used in its place only. */
@AnalyzeClasses(packages = "io.safire.impl", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final List<String> ORDER = List.of(
            "message",
            "config",
            "transport",
            "event",
            "discovery",
            "credential",
            "token",
            "identity",
            "launch",
            "registration",
            "brand",
            "diagnosis",
            "managed",
            "call",
            "web",
            "cdi");

    @ArchTest
    static final ArchRule joseInCredentialAndIdentityOnly = noClasses()
            .that()
            .resideOutsideOfPackages("..credential..", "..identity..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jose4j..");

    @ArchTest
    static final ArchRule httpInTransportOnly = noClasses()
            .that()
            .resideOutsideOfPackage("..transport..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "org.eclipse.microprofile.rest.client..", "java.net.http..");

    @ArchTest
    static final ArchRule containerInCdiOnly = noClasses()
            .that()
            .resideOutsideOfPackage("..cdi..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.enterprise..", "jakarta.inject..", "org.eclipse.microprofile.faulttolerance..");

    @ArchTest
    static void eachPackageSeesThoseOnItsLeftOnly(JavaClasses classes) {
        for (int index = 0; index < ORDER.size(); index++) {
            String[] right = ORDER.subList(index + 1, ORDER.size()).stream()
                    .map(name -> "io.safire.impl." + name + "..")
                    .toArray(String[]::new);
            if (right.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage("io.safire.impl." + ORDER.get(index) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(right)
                        .allowEmptyShould(true)
                        .check(classes);
            }
        }
    }
}
