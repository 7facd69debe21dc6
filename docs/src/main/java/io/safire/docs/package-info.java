/** Compiled code samples of the README, the guides and the Javadoc. */
package io.safire.docs;
