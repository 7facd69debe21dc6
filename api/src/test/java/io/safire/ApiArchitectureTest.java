package io.safire;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rules on the packages, names and signatures of the API. */
@AnalyzeClasses(packages = "io.safire", importOptions = ApiArchitectureTest.ApiSources.class)
class ApiArchitectureTest {

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().assignedFrom(new PackageOfClass()).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule leafPackagesDependOnNoOtherPackage = classes()
            .that()
            .resideInAnyPackage("io.safire.diagnosis", "io.safire.authentication", "io.safire.text")
            .should(new DependOnOwnPackageOnly());

    @ArchTest
    static final ArchRule nothingIsNamedImplOrInternal = noClasses()
            .should()
            .haveNameMatching("(?i).*(impl|internal)([.$].*)?")
            .orShould()
            .resideInAnyPackage("..impl..", "..internal..");

    @ArchTest
    static final ArchRule namesOfExceptionsEndInException =
            classes().that().areAssignableTo(Throwable.class).should().haveSimpleNameEndingWith("Exception");

    @ArchTest
    static final ArchRule publicFieldsAreConstants =
            fields().that().arePublic().should().beStatic().andShould().beFinal();

    @ArchTest
    static final ArchRule publicTypesHaveNoOptionalField =
            noFields().that().areDeclaredInClassesThat().arePublic().should().haveRawType(Optional.class);

    @ArchTest
    static final ArchRule optionalIsNoParameter = noCodeUnits()
            .that()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .doNotHaveModifier(JavaModifier.PRIVATE)
            .should()
            .haveRawParameterTypes(DescribedPredicate.describe(
                    "an Optional", types -> types.stream().anyMatch(type -> type.isEquivalentTo(Optional.class))));

    @ArchTest
    static final ArchRule onlyComponentsOfRecordsAreNullable = methods()
            .that()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .doNotHaveModifier(JavaModifier.PRIVATE)
            .should(new ReturnNullOnlyAsOnlyAccessor());

    /** Assigns each class to its own package, so that the root package is one of the slices. */
    private static final class PackageOfClass implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "the packages of the API";
        }
    }

    private static final class DependOnOwnPackageOnly extends ArchCondition<JavaClass> {
        DependOnOwnPackageOnly() {
            super("depend on no other package of the API");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            type.getDirectDependenciesFromSelf().stream()
                    .filter(dependency ->
                            dependency.getTargetClass().getPackageName().startsWith("io.safire"))
                    .filter(dependency ->
                            !dependency.getTargetClass().getPackageName().equals(type.getPackageName()))
                    .forEach(dependency ->
                            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
        }
    }

    /** Refuses a nullable result, except that of a record's component that has no second accessor with an Optional. */
    private static final class ReturnNullOnlyAsOnlyAccessor extends ArchCondition<JavaMethod> {
        ReturnNullOnlyAsOnlyAccessor() {
            super("return null only as the only accessor of a record component");
        }

        @Override
        public void check(JavaMethod method, ConditionEvents events) {
            boolean isNullable = method.reflect().getAnnotatedReturnType().isAnnotationPresent(Nullable.class);
            JavaClass owner = method.getOwner();
            boolean hasTwin = owner.getMethods().stream()
                    .filter(other -> other.getRawParameterTypes().isEmpty())
                    .anyMatch(other -> other.getRawReturnType().isEquivalentTo(Optional.class));
            if (isNullable && (!owner.isRecord() || hasTwin)) {
                events.add(SimpleConditionEvent.violated(method, method.getDescription()));
            }
        }
    }

    /** Selects the classes whose source is in this module, so that other modules on the class path have no effect. */
    static final class ApiSources implements ImportOption {

        private static final Path SOURCES = Stream.of("src/main/java", "../../api/src/main/java")
                .map(Path::of)
                .filter(path -> Files.exists(path.resolve("io/safire/SmartClient.java")))
                .findFirst()
                .orElseThrow();

        @Override
        public boolean includes(Location location) {
            String path = location.asURI().toString();
            String type = path.substring(path.lastIndexOf("/io/safire/") + 1).replaceFirst("([$][^/]*)?\\.class$", "");
            return Files.exists(SOURCES.resolve(type + ".java"));
        }
    }
}
