/** The client's own public keys, as servers fetch them. */
@NullMarked
package io.safire.key;

import org.jspecify.annotations.NullMarked;
