package io.safire.internal.bearer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.activation.DataSource;
import jakarta.ws.rs.core.GenericEntity;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.sax.SAXSource;
import javax.xml.transform.stax.StAXSource;
import javax.xml.transform.stream.StreamSource;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class RepeatableBodyTest {

    private static final String PATIENT = "<Patient xmlns=\"http://hl7.org/fhir\"/>";

    private final InputStream stream = new ByteArrayInputStream(PATIENT.getBytes(UTF_8));

    @Test
    void acceptsBodiesInMemoryAndFiles() {
        for (Object body : List.of(PATIENT, new byte[3], new File("patient.xml"), Map.of("name", List.of("value")))) {
            assertThat(RepeatableBody.isRepeatable(body))
                    .as("%s", body.getClass())
                    .isTrue();
        }
        assertThat(RepeatableBody.isRepeatable((Object) null)).isTrue();
    }

    @Test
    void rejectsStreamsAlsoInCollections() {
        Iterator<String> lines = List.of(PATIENT).iterator();
        for (Object body : List.of(
                stream,
                new StringReader(PATIENT),
                lines,
                Stream.of(PATIENT),
                List.of("text", stream),
                Map.of("name", stream),
                new Object[] {stream},
                new GenericEntity<>(stream, InputStream.class))) {
            assertThat(RepeatableBody.isRepeatable(body))
                    .as("%s", body.getClass())
                    .isFalse();
        }
    }

    @Test
    void rejectsXmlSourcesOverStreams() {
        assertThat(RepeatableBody.isRepeatable(new StreamSource(stream))).isFalse();
        assertThat(RepeatableBody.isRepeatable(new StreamSource(stream, "file:patient.xml")))
                .isFalse();
        assertThat(RepeatableBody.isRepeatable(new StreamSource(new StringReader(PATIENT))))
                .isFalse();
        assertThat(RepeatableBody.isRepeatable(new SAXSource(new InputSource(stream))))
                .isFalse();
        assertThat(RepeatableBody.isRepeatable(new SAXSource(new InputSource(new StringReader(PATIENT)))))
                .isFalse();
    }

    @Test
    void acceptsXmlSourcesWithTreeOrSystemId() {
        assertThat(RepeatableBody.isRepeatable(new DOMSource())).isTrue();
        assertThat(RepeatableBody.isRepeatable(new StreamSource("file:patient.xml")))
                .isTrue();
        assertThat(RepeatableBody.isRepeatable(new SAXSource(new InputSource("file:patient.xml"))))
                .isTrue();
        assertThat(RepeatableBody.isRepeatable(new SAXSource()))
                .as("a source with its own reader, such as JAXBSource")
                .isTrue();
    }

    @Test
    void rejectsOtherXmlSources() throws XMLStreamException {
        assertThat(RepeatableBody.isRepeatable(
                        new StAXSource(XMLInputFactory.newDefaultFactory().createXMLStreamReader(stream))))
                .isFalse();
        assertThat(RepeatableBody.isRepeatable(new CustomSource())).isFalse();
    }

    @Test
    void rejectsDataSources() {
        assertThat(RepeatableBody.isRepeatable(new Attachment(stream))).isFalse();
        assertThat(RepeatableBody.isRepeatable(new NamedAttachment(stream))).isFalse();
    }

    private static class CustomSource implements Source {

        @Override
        public void setSystemId(String id) {
            throw new UnsupportedOperationException(id);
        }

        @Override
        public String getSystemId() {
            return "";
        }
    }

    /**
     * A data source that returns the same stream each time. It violates the interface's contract, as many
     * implementations do.
     */
    private static class Attachment implements DataSource {

        private final InputStream stream;

        Attachment(InputStream stream) {
            this.stream = stream;
        }

        @Override
        public InputStream getInputStream() {
            return stream;
        }

        @Override
        public OutputStream getOutputStream() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String getContentType() {
            return "application/fhir+xml";
        }

        @Override
        public String getName() {
            return "attachment";
        }
    }

    private static final class NamedAttachment extends Attachment {

        NamedAttachment(InputStream stream) {
            super(stream);
        }
    }
}
