/** What an audit log wants to know: a CDI event for each step that matters for security, without anything secret. */
@NullMarked
package io.safire.event;

import org.jspecify.annotations.NullMarked;
