/** The settings of servers and of the application, the only package that reads them from MicroProfile Config. */
@NullMarked
package io.safire.internal.config;

import org.jspecify.annotations.NullMarked;
