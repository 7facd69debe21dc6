/** The text form of values that may contain characters that a server or a browser chose. */
@NullMarked
package io.safire.text;

import org.jspecify.annotations.NullMarked;
