package io.safire.sandbox;

import java.io.IOException;
import java.io.OutputStream;

/** A body that is generated while it is written. */
interface StreamedBody {

    /** Returns the number of bytes, or 0 if it is unknown before the body has been written. */
    long length();

    void writeTo(OutputStream out) throws IOException;
}
