/** The settings of servers and of the application. Only this package reads settings from MicroProfile Config. */
@NullMarked
package io.safire.internal.config;

import org.jspecify.annotations.NullMarked;
