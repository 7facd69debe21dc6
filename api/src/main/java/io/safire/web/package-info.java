/** Ready-made endpoints, free of any web framework: requests and answers as values. */
@NullMarked
package io.safire.web;

import org.jspecify.annotations.NullMarked;
