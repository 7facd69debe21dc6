@NullMarked
package io.safire.internal.bulk;

import org.jspecify.annotations.NullMarked;
