package org.angarium.mta.config;

/** To whom the reports on the members of a distribution list go (X.411 §8.4.3, reporting policy). */
public enum ReportPolicy {
  /** Back to who sent to the list, as if there were no list between. */
  ORIGINATOR,
  /** To the owner, who can mend the list; the originator learns only that the list was reached. */
  OWNER, BOTH,
  /** To nobody. */
  NONE;

  public boolean toOriginator() {
    return this == ORIGINATOR || this == BOTH;
  }

  public boolean toOwner() {
    return this == OWNER || this == BOTH;
  }
}
