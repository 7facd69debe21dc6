/** User-access brands: what a patient picks a hospital from. */
@NullMarked
package io.safire.brand;

import org.jspecify.annotations.NullMarked;
