/**
 * The beans whose requests MicroProfile Fault Tolerance retries and limits in time. Administrators configure these
 * beans with the standard keys, which begin with the name of a class and a method of this package. Applications do not
 * use these beans.
 */
@NullMarked
package io.safire.http;

import org.jspecify.annotations.NullMarked;
