package io.safire.impl;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/** Rules on the dependencies between packages, and on the packages that may use each external library. */
@AnalyzeClasses(
        packages = {"io.safire.impl", "io.safire.bearer"},
        importOptions = ImportOption.DoNotIncludeTests.class)
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
            "cdi",
            "bearer");

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
            .resideOutsideOfPackages("..transport..", "io.safire.bearer..", "io.safire.impl.bearer..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "org.eclipse.microprofile.rest.client..", "java.net.http..");

    @ArchTest
    static final ArchRule containerInCdiOnly = noClasses()
            .that()
            .resideOutsideOfPackages("..cdi..", "io.safire.impl.bearer..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.enterprise..", "jakarta.inject..", "org.eclipse.microprofile.faulttolerance..");

    @ArchTest
    static final ArchRule publicPackageSeesApiAndMessagesOnly = noClasses()
            .that()
            .resideInAPackage("io.safire.bearer..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.safire.impl..").and(resideOutsideOfPackage("..message..")));

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
