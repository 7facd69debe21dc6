package io.safire.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.safire.bulk.BulkExportException;
import io.safire.diagnosis.Confidence;
import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.Failure;
import io.safire.diagnosis.Finding;
import io.safire.diagnosis.Severity;
import io.safire.diagnosis.Step;
import io.safire.error.ConfigurationException.Violations;
import io.safire.registration.RegistrationException;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmartExceptionTest {

    private static final Finding LIKELY = Finding.builder("X-2", Step.TOKEN, "likely")
            .confidence(Confidence.LIKELY)
            .build();
    private static final Finding PROVEN =
            Finding.builder("X-3", Step.TOKEN, "proven").build();
    private static final Finding EARLIER =
            Finding.builder("X-4", Step.CONFIGURATION, "earlier").build();
    private static final Failure FAILURE = new Failure("X-1", "epic", "broken", List.of(LIKELY, PROVEN, EARLIER));
    private static final JsonObject ERROR =
            Json.createObjectBuilder().add("error", "invalid_grant").build();
    private static final List<SmartException> ALL = List.of(
            new AuthorizationException(FAILURE, ERROR),
            new ConfigurationException(
                    FAILURE, new Violations(List.of("a"), "b", "c", List.of("d"), List.of("e"), List.of("f"))),
            new DiscoveryException(FAILURE, URI.create("https://ehr.example"), 404, "not found"),
            new BulkExportException(FAILURE, 404, true),
            new LaunchStoreException(FAILURE),
            new NetworkException(FAILURE, "refused", true),
            new RegistrationException(FAILURE, 400, "invalid_token", ERROR, List.of("error")),
            new SignInRequiredException(FAILURE),
            new TokenException(FAILURE, 400, "invalid_token", ERROR, List.of("error")),
            new TokenStoreException(FAILURE),
            new ValidationException(FAILURE, "state", "is another"));

    @Test
    void listContainsEveryExceptionOfApi() {
        assertThat(new ClassFileImporter()
                        .importPackages("io.safire").stream()
                                .filter(type -> type.isAssignableTo(SmartException.class))
                                .filter(type -> !type.getPackageName().contains(".internal"))
                                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                                .map(JavaClass::getSimpleName))
                .containsExactlyInAnyOrderElementsOf(ALL.stream()
                        .map(exception -> exception.getClass().getSimpleName())
                        .toList());
    }

    @Test
    void copyHasAllPropertiesOfOriginal() throws ReflectiveOperationException {
        for (SmartException original : ALL) {
            SmartException copy = original.copyForCaller();
            assertThat(copy).hasSameClassAs(original).isNotSameAs(original).hasCause(original);
            assertThat(copy.getStackTrace()[0].getMethodName()).isNotEqualTo("<clinit>");
            for (Method accessor : accessors(original)) {
                assertThat(accessor.invoke(copy)).as(accessor.toString()).isEqualTo(accessor.invoke(original));
            }
        }
    }

    @Test
    void copyKeepsResponseThatRequiresSignIn() {
        TokenException response = new TokenException(FAILURE, 400, ERROR, List.of("error"));
        assertThat(new SignInRequiredException(FAILURE, response).copyForCaller())
                .isInstanceOf(SignInRequiredException.class)
                .cause()
                .isSameAs(response);
    }

    @Test
    void ranksFindingsByConfidenceThenStep() {
        assertThat(ALL).allSatisfy(exception -> {
            assertThat(exception.code()).isEqualTo("X-1");
            assertThat(exception.server()).contains("epic");
            assertThat(exception).hasMessage("X-1 epic: broken");
            assertThat(exception.findings()).containsExactly(EARLIER, PROVEN, LIKELY);
        });
    }

    @Test
    void failureWithoutFindingIsItsOwnFinding() {
        Failure failure = Failure.of("X-1", null, Step.NETWORK, "Connection refused");
        assertThat(failure.message()).isEqualTo("X-1 Connection refused");
        assertThat(failure.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.id()).isEqualTo("X-1");
            assertThat(finding.step()).isEqualTo(Step.NETWORK);
            assertThat(finding.observed()).isEqualTo("Connection refused");
        });
    }

    @Test
    void exceptionsAreSerializable() throws IOException, ClassNotFoundException {
        for (SmartException original : ALL) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(original);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                SmartException read = (SmartException) in.readObject();
                assertThat(read.code()).isEqualTo(original.code());
                assertThat(read.findings()).isEqualTo(original.findings());
            }
        }
    }

    private static List<Method> accessors(SmartException exception) {
        return Arrays.stream(exception.getClass().getMethods())
                .filter(method -> method.getDeclaringClass().getName().startsWith("io.safire."))
                .filter(method -> method.getParameterCount() == 0 && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !method.getName().equals("copyForCaller"))
                .toList();
    }

    @Test
    void diagnosisStatesFailureAndKeepsOrderOfCauses() {
        Finding clock = Finding.builder("SAFIRE-0620", Step.TOKEN, "The clock is wrong.")
                .severity(Severity.WRONG)
                .confidence(Confidence.LIKELY)
                .build();
        Finding key = Finding.builder("SAFIRE-0607", Step.TOKEN, "The key is unknown.")
                .confidence(Confidence.LIKELY)
                .build();
        Failure failure = new Failure(
                "SAFIRE-0501",
                "epic",
                "Token request failed — HTTP 401. The clock is wrong. Also possible: The key is unknown.",
                List.of(clock, key));
        Diagnosis diagnosis = new TokenException(failure, 401, JsonValue.EMPTY_JSON_OBJECT, List.of()).diagnosis();
        assertThat(diagnosis.server()).isEqualTo("epic");
        assertThat(diagnosis.findings())
                .extracting(Finding::observed)
                .containsExactly("Token request failed — HTTP 401. The clock is wrong.", "The key is unknown.");
        assertThat(diagnosis.verdict()).isEqualTo(Severity.BROKEN);
        assertThat(diagnosis.toText())
                .startsWith("epic: broken (2 causes, likely)")
                .contains("Also possible:", "explain    SAFIRE-0501, SAFIRE-0607")
                .doesNotContain("Time");
        assertThat(diagnosis.toHtml()).contains("Token request failed — HTTP 401.");
    }

    @Test
    void diagnosisOfFailureWithoutServerHasGivenTime() {
        Failure failure = Failure.of("SAFIRE-0001", null, Step.AUTHORIZATION, "Validation failed.");
        Diagnosis diagnosis = Diagnosis.of(failure, Instant.parse("2026-11-30T10:02:03Z"));
        assertThat(diagnosis.toJson().getString("time")).isEqualTo("2026-11-30T10:02:03Z");
        assertThat(diagnosis.server()).isEqualTo("no server");
        assertThat(diagnosis.findings()).extracting(Finding::observed).containsExactly("Validation failed.");
    }
}
