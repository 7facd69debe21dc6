package io.safire.bearer;

import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.GenericEntity;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.io.Reader;
import java.util.Collection;
import java.util.Iterator;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** Whether a body can be sent a second time. */
public final class Repeatable {

    private Repeatable() {}

    /** False for what can be read once only. */
    public static boolean isRepeatable(@Nullable Object body) {
        if (body instanceof GenericEntity<?> generic) {
            return isRepeatable(generic.getEntity());
        }
        if (body instanceof Collection<?> several) {
            return several.stream().allMatch(Repeatable::isRepeatable);
        }
        return !(body instanceof InputStream
                || body instanceof Reader
                || body instanceof StreamingOutput
                || body instanceof EntityPart
                || body instanceof Iterator<?>
                || body instanceof BaseStream<?, ?>);
    }
}
