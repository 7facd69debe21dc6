package io.safire.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** A server of the files of exports, with ranges, entity tags and compression as a plan specifies. */
final class BulkFileEndpoint {

    private static final String NDJSON = "application/fhir+ndjson";

    private BulkFileEndpoint() {}

    static OutgoingResponse respond(IncomingRequest request, BulkFile file, BulkJob job) {
        BulkSettings.Downloads features = job.settings().downloads();
        String tag = "\"" + job.signature().hashCode() + "-" + file.name() + "\"";
        Optional<ByteRange> range =
                features.ranges() ? ByteRange.parse(request.header("range"), file.bytes()) : Optional.empty();
        String condition = request.header("if-range");
        if (range.isPresent() && (condition.isEmpty() || features.entityTags() && condition.equals(tag))) {
            return withTag(part(file, range.get()), features, tag);
        }
        if (features.gzip() && request.header("accept-encoding").contains("gzip")) {
            OutgoingResponse compressed = OutgoingResponse.streamed(200, NDJSON, new CompressedFile(file))
                    .withHeader("Content-Encoding", "gzip");
            return withTag(compressed, features, tag.replaceFirst("\"$", "-gzip\""));
        }
        OutgoingResponse whole = file.bytes() == 0
                ? OutgoingResponse.text(200, NDJSON, "")
                : OutgoingResponse.streamed(200, NDJSON, new FilePart(file, new ByteRange(0, file.bytes())));
        return withTag(whole.withHeader("Accept-Ranges", features.ranges() ? "bytes" : "none"), features, tag);
    }

    private static OutgoingResponse part(BulkFile file, ByteRange range) {
        if (!range.isSatisfiable(file.bytes())) {
            return OutgoingResponse.text(416, "text/plain", "the range is not satisfiable")
                    .withHeader("Content-Range", "bytes */" + file.bytes());
        }
        return OutgoingResponse.streamed(206, NDJSON, new FilePart(file, range))
                .withHeader("Content-Range", "bytes " + range.from() + "-" + (range.to() - 1) + "/" + file.bytes());
    }

    private static OutgoingResponse withTag(OutgoingResponse response, BulkSettings.Downloads features, String tag) {
        return features.entityTags() ? response.withHeader("ETag", tag) : response;
    }

    private record FilePart(BulkFile file, ByteRange range) implements StreamedBody {
        @Override
        public long length() {
            return range.to() - range.from();
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            file.writeTo(out, range.from(), range.to());
        }
    }

    private record CompressedFile(BulkFile file) implements StreamedBody {
        @Override
        public long length() {
            return 0;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            try (GZIPOutputStream compressed = new GZIPOutputStream(out)) {
                file.writeTo(compressed, 0, file.bytes());
            }
        }
    }
}
