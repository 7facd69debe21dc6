package io.safire.internal;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Rules on the dependencies between packages, and on the packages that may use each external library. */
@AnalyzeClasses(
        packages = {"io.safire.internal", "io.safire.http", "io.safire.bearer", "io.safire.launch"},
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final List<String> PACKAGE_ORDER = List.of(
            "text",
            "encryption",
            "key",
            "message",
            "runtime",
            "config",
            "http",
            "event",
            "document",
            "discovery",
            "authentication",
            "token",
            "identity",
            "launch",
            "registration",
            "diagnosis",
            "cache",
            "client",
            "web",
            "standalone",
            "cdi");

    /** The packages of the module {@code safire-bearer}, which core does not use. */
    private static final String[] BEARER_PACKAGES = {
        "io.safire.bearer..", "io.safire.internal.bearer..", "io.safire.internal.restclient.."
    };

    @ArchTest
    static final ArchRule restrictsJose4jToJwtAndJwe = noClasses()
            .that()
            .resideOutsideOfPackages("..authentication..", "..encryption..", "..identity..", "io.safire.internal.key..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jose4j..");

    /** The delays of retries and refreshes are the only random values that an attacker may predict. */
    @ArchTest
    static final ArchRule drawsSecretsFromSecureRandomOnly = noClasses()
            .that()
            .resideOutsideOfPackages("io.safire.http..", "io.safire.internal.cache..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Random.class, SplittableRandom.class, ThreadLocalRandom.class, RandomGenerator.class)
            .orShould()
            .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule restrictsHttpClientsToHttp = noClasses()
            .that()
            .resideOutsideOfPackage("io.safire.internal.http..")
            .and()
            .resideOutsideOfPackages(BEARER_PACKAGES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "org.eclipse.microprofile.rest.client..", "java.net.http..");

    @ArchTest
    static final ArchRule restrictsContainerApisToCdi = noClasses()
            .that()
            .resideOutsideOfPackages("..cdi..", "io.safire.http..", "io.safire.internal.restclient..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.enterprise..", "jakarta.inject..", "org.eclipse.microprofile.faulttolerance..");

    @ArchTest
    static final ArchRule bearerDependsOnApiOnly = noClasses()
            .that()
            .resideInAnyPackage(BEARER_PACKAGES)
            .should()
            .dependOnClassesThat(
                    resideInAPackage("io.safire.internal..").and(resideOutsideOfPackages(BEARER_PACKAGES)));

    @ArchTest
    static final ArchRule coreDoesNotDependOnBearer = noClasses()
            .that()
            .resideOutsideOfPackages(BEARER_PACKAGES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BEARER_PACKAGES);

    @ArchTest
    static final ArchRule bearerIsIndependentOfRestClientInterfaces = noClasses()
            .that()
            .resideInAnyPackage("io.safire.bearer..", "io.safire.internal.bearer..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.safire.internal.restclient..");

    @ArchTest
    static final ArchRule bearerMessagesDependOnNoOtherPackage = noClasses()
            .that()
            .resideInAPackage("io.safire.internal.bearer..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.safire.bearer..");

    @ArchTest
    static final ArchRule restrictsRetriesToHttp = noClasses()
            .that()
            .resideInAPackage("io.safire.http..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.safire.internal..").and(resideOutsideOfPackages("..http..")));

    /**
     * A client proxy in another class loader does not override methods of package access, so a call would reach the
     * fields of the proxy, which are all null.
     */
    @ArchTest
    static final ArchRule methodsOfProxiedBeansArePublic = methods()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(ApplicationScoped.class)
            .and()
            .areNotPrivate()
            .and()
            .areNotStatic()
            .and()
            .areNotAnnotatedWith(PostConstruct.class)
            .and()
            .areNotAnnotatedWith(PreDestroy.class)
            .and(describe("are not observers", method -> method.getParameters().stream()
                    .noneMatch(parameter -> parameter.isAnnotatedWith(Observes.class))))
            .should()
            .bePublic();

    @ArchTest
    static void packagesDependOnEarlierPackagesOnly(JavaClasses classes) {
        for (int index = 0; index < PACKAGE_ORDER.size(); index++) {
            String[] laterPackages = PACKAGE_ORDER.subList(index + 1, PACKAGE_ORDER.size()).stream()
                    .map(name -> "io.safire.internal." + name + "..")
                    .toArray(String[]::new);
            if (laterPackages.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage("io.safire.internal." + PACKAGE_ORDER.get(index) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(laterPackages)
                        .allowEmptyShould(true)
                        .check(classes);
            }
        }
    }
}
