package io.safire.internal.bearer;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.core.EntityPart;
import jakarta.ws.rs.core.GenericEntity;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.sax.SAXSource;
import javax.xml.transform.stream.StreamSource;
import org.jspecify.annotations.Nullable;
import org.xml.sax.InputSource;

/** A check that determines whether a request body can be sent a second time. */
public final class RepeatableBody {

    private RepeatableBody() {}

    /** A multipart body cannot be sent again, because the sources of its parts are unknown. */
    public static boolean isRepeatable(ClientRequestContext request) {
        MediaType type = request.hasEntity() ? request.getMediaType() : null;
        boolean multipart = type != null && type.getType().equalsIgnoreCase("multipart");
        return !multipart && isRepeatable(request.getEntity());
    }

    /** Returns false for a body that can be read only once, such as a stream. */
    public static boolean isRepeatable(@Nullable Object body) {
        if (body instanceof GenericEntity<?> generic) {
            return isRepeatable(generic.getEntity());
        }
        if (body instanceof Collection<?> elements) {
            return elements.stream().allMatch(RepeatableBody::isRepeatable);
        }
        if (body instanceof Map<?, ?> map) {
            return isRepeatable(map.values());
        }
        if (body instanceof Object[] elements) {
            return isRepeatable(Arrays.asList(elements));
        }
        if (body instanceof Source source) {
            return isRepeatable(source);
        }
        return !(body instanceof InputStream
                || body instanceof Readable
                || body instanceof ReadableByteChannel
                || body instanceof Flow.Publisher<?>
                || body instanceof StreamingOutput
                || body instanceof EntityPart
                || body instanceof Iterator<?>
                || body instanceof BaseStream<?, ?>
                || body != null && isDataSource(body.getClass()));
    }

    /** Returns true for a DOM source, and for a stream or SAX source that has neither a stream nor a reader. */
    private static boolean isRepeatable(Source source) {
        if (source instanceof StreamSource text) {
            return text.getInputStream() == null && text.getReader() == null;
        }
        if (source instanceof SAXSource events) {
            InputSource input = events.getInputSource();
            return input == null || input.getByteStream() == null && input.getCharacterStream() == null;
        }
        return source instanceof DOMSource;
    }

    /**
     * Compares the type by name, because not every runtime has the class {@code DataSource}. Many data sources return
     * the same stream on every call.
     */
    private static boolean isDataSource(@Nullable Class<?> type) {
        return type != null
                && (type.getName().equals("jakarta.activation.DataSource")
                        || isDataSource(type.getSuperclass())
                        || Stream.of(type.getInterfaces()).anyMatch(RepeatableBody::isDataSource));
    }
}
