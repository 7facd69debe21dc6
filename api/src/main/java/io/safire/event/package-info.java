/** The CDI events for audit logs: one for each security-relevant step, without secrets. */
@NullMarked
package io.safire.event;

import org.jspecify.annotations.NullMarked;
