/** What the application of the registration tests has of its own. */
@NullMarked
package io.safire.tck.registration;

import org.jspecify.annotations.NullMarked;
