/** The command line {@code safire-doctor}, which diagnoses the clients that the configuration of an application describes. */
@NullMarked
package io.safire.doctor;

import org.jspecify.annotations.NullMarked;
