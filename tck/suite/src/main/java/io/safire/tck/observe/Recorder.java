package io.safire.tck.observe;

import io.opentelemetry.sdk.common.CompletableResultCode;

/** What is alike in exporters that keep nothing back. */
abstract class Recorder {

    public String getName() {
        return Telemetry.EXPORTER;
    }

    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
