package org.angarium.mta.config;

import java.util.Optional;

/**
 * Where in a directory the members of a list are.
 *
 * @param base distinguished name that the search begins at
 * @param filter as in RFC 4515
 * @param addressAttribute whose value is a member's O/R address as text
 * @param memberAttribute whose values are the distinguished names of the members of an entry that was found; empty if the entries
 *        found are the members themselves
 * @param everyValue whether each value of the address attribute is a member, not another address of the same one
 * @param maximumMembers with more the list is not expanded
 */
public record MemberSearch(DirectoryConfig directory, String base, Scope scope, String filter,
    String addressAttribute, Optional<String> memberAttribute, boolean everyValue, int maximumMembers) {
  /** How far below the base is searched. */
  public enum Scope {
    BASE, ONE, SUBTREE
  }
}
