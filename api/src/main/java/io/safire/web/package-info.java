/** The endpoints of a launched application, independent of any web framework, with requests and responses as values. */
@NullMarked
package io.safire.web;

import org.jspecify.annotations.NullMarked;
