package io.safire.bearer;

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

class RepeatableTest {

    private static final String PATIENT = "<Patient xmlns=\"http://hl7.org/fhir\"/>";

    private final InputStream stream = new ByteArrayInputStream(PATIENT.getBytes(UTF_8));

    @Test
    void whatIsInMemoryOrInAFileCanBeSentAgain() {
        for (Object body : List.of(PATIENT, new byte[3], new File("patient.xml"), Map.of("name", List.of("value")))) {
            assertThat(Repeatable.isRepeatable(body)).as("%s", body.getClass()).isTrue();
        }
        assertThat(Repeatable.isRepeatable((Object) null)).isTrue();
    }

    @Test
    void streamCannotBeSentAgainWhereverItIs() {
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
            assertThat(Repeatable.isRepeatable(body)).as("%s", body.getClass()).isFalse();
        }
    }

    @Test
    void sourceOverAStreamCannotBeSentAgain() {
        assertThat(Repeatable.isRepeatable(new StreamSource(stream))).isFalse();
        assertThat(Repeatable.isRepeatable(new StreamSource(stream, "file:patient.xml")))
                .isFalse();
        assertThat(Repeatable.isRepeatable(new StreamSource(new StringReader(PATIENT))))
                .isFalse();
        assertThat(Repeatable.isRepeatable(new SAXSource(new InputSource(stream))))
                .isFalse();
        assertThat(Repeatable.isRepeatable(new SAXSource(new InputSource(new StringReader(PATIENT)))))
                .isFalse();
    }

    @Test
    void sourceThatIsATreeOrNamesAnAddressCanBeSentAgain() {
        assertThat(Repeatable.isRepeatable(new DOMSource())).isTrue();
        assertThat(Repeatable.isRepeatable(new StreamSource("file:patient.xml")))
                .isTrue();
        assertThat(Repeatable.isRepeatable(new SAXSource(new InputSource("file:patient.xml"))))
                .isTrue();
        assertThat(Repeatable.isRepeatable(new SAXSource()))
                .as("a source with its own reader, such as JAXBSource")
                .isTrue();
    }

    @Test
    void sourceOfAnotherKindCannotBeSentAgain() throws XMLStreamException {
        assertThat(Repeatable.isRepeatable(
                        new StAXSource(XMLInputFactory.newDefaultFactory().createXMLStreamReader(stream))))
                .isFalse();
        assertThat(Repeatable.isRepeatable(new OwnSource())).isFalse();
    }

    @Test
    void dataSourceCannotBeSentAgain() {
        assertThat(Repeatable.isRepeatable(new Attachment(stream))).isFalse();
        assertThat(Repeatable.isRepeatable(new NamedAttachment(stream))).isFalse();
    }

    private static class OwnSource implements Source {

        @Override
        public void setSystemId(String id) {
            throw new UnsupportedOperationException(id);
        }

        @Override
        public String getSystemId() {
            return "";
        }
    }

    /** A data source that returns the same stream each time. It violates the interface's contract, as many do. */
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
