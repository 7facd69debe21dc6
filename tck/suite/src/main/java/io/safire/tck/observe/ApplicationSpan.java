package io.safire.tck.observe;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.NullUnmarked;

/** A span of the application itself, by the tracer that the runtime injects. */
@ApplicationScoped
@NullUnmarked // a field that the container sets
public class ApplicationSpan {

    @Inject
    Tracer tracer;

    /**
     * Does something below a span.
     *
     * @param work what is done
     * @return the id of the span
     */
    public String around(Runnable work) {
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
