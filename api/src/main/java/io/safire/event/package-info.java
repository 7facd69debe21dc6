/** The CDI events for audit logs. There is one event for each security-relevant step; events contain no secrets. */
@NullMarked
package io.safire.event;

import org.jspecify.annotations.NullMarked;
