package io.safire.tck.safire.observe;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.NullUnmarked;

/** A span of the application, created with the injected tracer of the runtime. */
@ApplicationScoped
@NullUnmarked // the container sets a field
public class ApplicationSpan {

    @Inject
    Tracer tracer;

    /** Runs a task within a span and returns the ID of the span. */
    public String run(Runnable work) {
        Span span = tracer.spanBuilder("application").startSpan();
        Scope scope = span.makeCurrent();
        try {
            work.run();
            return span.getSpanContext().getSpanId();
        } finally {
            scope.close();
            span.end();
        }
    }
}
