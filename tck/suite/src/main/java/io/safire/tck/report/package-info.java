/** The report of a run: requirements, results and versions, as a web page and as JSON. */
@NullMarked
package io.safire.tck.report;

import org.jspecify.annotations.NullMarked;
