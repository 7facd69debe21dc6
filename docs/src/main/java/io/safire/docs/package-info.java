/** Compiled code samples of the README, the how-to guide and the Javadoc. */
package io.safire.docs;
