package io.safire.tck.diagnosis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.safire.CloseableSmartClient;
import io.safire.SmartClient;
import io.safire.diagnosis.Diagnosis;
import io.safire.diagnosis.DiagnosisMode;
import io.safire.diagnosis.DiagnosisOptions;
import io.safire.sandbox.control.Endpoint;
import io.safire.sandbox.control.RecordedRequest;
import io.safire.sandbox.control.ScriptedResponse;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the requests, the time and the processor time of a diagnosis. */
class DiagnosisBoundsTest {

    private static final int MAX_REQUESTS = 12;
    private static final Duration MAX_CPU = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    /** The time of a diagnosis on a machine that is busy with other tests. */
    private static final Duration MAX_TIME = Duration.ofSeconds(8);

    @TempDir
    static @Nullable Path folder;

    private static @Nullable Lab lab;

    @BeforeAll
    static void open() {
        lab = new Lab(requireNonNull(folder));
    }

    @AfterAll
    static void close() {
        requireNonNull(lab).close();
    }

    @ParameterizedTest
    @EnumSource(SetUp.class)
    void outsideSendsFewGetRequestsAndNoOther(SetUp setUp) {
        assertFewGetRequests(setUp.open(requireNonNull(lab)));
    }

    /** These faults cause further requests, such as a second request with another redirect URI. */
    @ParameterizedTest
    @ValueSource(strings = {"G14", "A09", "K10", "I10"})
    void outsideSendsFewGetRequestsToFaultyServer(String id) {
        Fault fault = Faults.all().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow();
        Situation situation = fault.setUp().open(requireNonNull(lab));
        fault.seed().accept(situation);
        assertFewGetRequests(situation);
    }

    private static void assertFewGetRequests(Situation situation) {
        try (CloseableSmartClient client = SmartClient.create(situation.clientSettings())) {
            client.diagnose();
        }
        List<RecordedRequest> requests = requests(situation);
        assertThat(requests).isNotEmpty().hasSizeLessThanOrEqualTo(MAX_REQUESTS);
        assertThat(requests).extracting(RecordedRequest::uri).doesNotHaveDuplicates();
        assertThat(requests).extracting(RecordedRequest::method).containsOnly("GET");
        assertThat(requests).extracting(RecordedRequest::endpoint).doesNotContain(Endpoint.TOKEN);
        assertThat(requests).allSatisfy(request -> assertThat(request.header("authorization"))
                .isEmpty());
    }

    @Test
    void configurationModeSendsNoRequest() {
        Situation situation = SetUp.KEY.open(requireNonNull(lab));
        try (CloseableSmartClient client = SmartClient.create(situation.clientSettings())) {
            client.diagnose(DiagnosisOptions.defaults().withMode(DiagnosisMode.CONFIG));
        }
        assertThat(requests(situation)).isEmpty();
    }

    @Test
    void tokenModeSendsOneTokenRequest() {
        Situation situation = SetUp.BACKEND.open(requireNonNull(lab));
        try (CloseableSmartClient client = SmartClient.create(situation.clientSettings())) {
            client.diagnose(DiagnosisOptions.defaults().withMode(DiagnosisMode.TOKEN));
        }
        assertThat(situation.server().requests(Endpoint.TOKEN)).hasSize(1);
        assertThat(situation.server().requests(Endpoint.REVOKE)).isEmpty();
        assertThat(situation.server().requests(Endpoint.REGISTER)).isEmpty();
    }

    /**
     * Measures all threads, including those of the sandbox. Takes the least of several measurements, because the first
     * diagnoses also load classes.
     */
    @Test
    void outsideNeedsLittleProcessorTime() {
        Situation situation = SetUp.KEY.open(requireNonNull(lab));
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        try (CloseableSmartClient client = SmartClient.create(situation.clientSettings())) {
            long nanos = LongStream.range(0, 4)
                    .map(run -> {
                        long start = process.getProcessCpuTime();
                        client.diagnose();
                        return process.getProcessCpuTime() - start;
                    })
                    .min()
                    .orElseThrow();
            assertThat(Duration.ofNanos(nanos)).isLessThan(MAX_CPU);
        }
    }

    @Test
    void endsByTimeoutIfServerIsSilent() {
        Situation situation = SetUp.KEY.open(requireNonNull(lab));
        for (Endpoint endpoint : Endpoint.values()) {
            situation.always(endpoint, ScriptedResponse.normal().hold());
        }
        try (CloseableSmartClient client = SmartClient.create(situation.clientSettings())) {
            Diagnosis diagnosis = client.diagnose(DiagnosisOptions.defaults().withTimeout(TIMEOUT));
            assertThat(diagnosis.duration()).isLessThan(MAX_TIME);
            assertThat(diagnosis.isHealthy()).isFalse();
        } finally {
            situation.server().release();
        }
    }

    private static List<RecordedRequest> requests(Situation situation) {
        return Stream.of(Endpoint.values())
                .flatMap(endpoint -> situation.server().requests(endpoint).stream())
                .toList();
    }
}
