/** The endpoints of a launched application, independent of any web framework. Requests and responses are values. */
@NullMarked
package io.safire.web;

import org.jspecify.annotations.NullMarked;
