/** Who is who in our own domain besides the mailboxes: distribution lists, redirections, and where the members of a list are known. */
@NullMarked
package org.angarium.mta.directory;

import org.jspecify.annotations.NullMarked;
