/** What the README, the how-to and the Javadoc show, as it compiles. */
package io.safire.docs;
