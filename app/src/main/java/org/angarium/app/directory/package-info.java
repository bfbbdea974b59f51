/**
 * The members of distribution lists that an LDAP directory knows: the live form of {@link org.angarium.mta.directory.MemberLookup}. The
 * only package that knows the LDAP library.
 */
@NullMarked
package org.angarium.app.directory;

import org.jspecify.annotations.NullMarked;
