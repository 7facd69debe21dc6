/**
 * The beans that send requests with MicroProfile Fault Tolerance, which adds retries and time limits. Administrators
 * configure these beans with the standard keys, which begin with the name of a class and a method of this package.
 * Applications do not use these beans.
 */
@NullMarked
package io.safire.http;

import org.jspecify.annotations.NullMarked;
