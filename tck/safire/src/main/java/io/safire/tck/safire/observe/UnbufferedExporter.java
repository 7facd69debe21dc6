package io.safire.tck.safire.observe;

import io.opentelemetry.sdk.common.CompletableResultCode;

/** The common part of exporters that export without buffering. */
abstract class UnbufferedExporter {

    public String getName() {
        return ExportedTelemetry.EXPORTER;
    }

    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
