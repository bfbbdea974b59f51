package org.angarium.app.dissect;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something found in the octets: what it is, where it stands, what it says, what is in it, and what is wrong with it. */
public final class Finding {
  private final Octets octets;
  private final int start;
  private final int headerEnd;
  private final int end;
  private final String label;
  private @Nullable String value;
  private @Nullable String problem;
  private int problemAt;
  private final List<Finding> parts = new ArrayList<>();

  /**
   * @param headerEnd where the contents start
   * @param end where it ends, within the octets
   */
  Finding(Octets octets, int start, int headerEnd, int end, String label) {
    this.octets = octets;
    this.start = start;
    this.headerEnd = headerEnd;
    this.end = end;
    this.label = label;
  }

  Finding value(String text) {
    value = text;
    return this;
  }

  Finding broken(String what, int at) {
    if (problem == null) {
      problem = what;
      problemAt = at;
    }
    return this;
  }

  Finding add(Finding part) {
    parts.add(part);
    return this;
  }

  /** The octets it was found in: those of the file, or some put together from pieces of it. */
  public Octets octets() {
    return octets;
  }

  /** Index of its first octet. */
  public int start() {
    return start;
  }

  /** Index of the first octet of its contents. */
  public int headerEnd() {
    return headerEnd;
  }

  /** Index behind its last octet. */
  public int end() {
    return end;
  }

  /** Name in the standard. */
  public String label() {
    return label;
  }

  /** What it says, for a person; null if only its parts say something. */
  public @Nullable String value() {
    return value;
  }

  /** What is wrong with it itself, null if nothing is. */
  public @Nullable String problem() {
    return problem;
  }

  /** The octet at which it is broken. */
  public int problemAt() {
    return problemAt;
  }

  public List<Finding> parts() {
    return List.copyOf(parts);
  }

  /** The first broken finding in the order of the octets, this one or one inside; null if all is well. */
  public @Nullable Finding firstBroken() {
    if (problem != null) {
      return this;
    }
    for (Finding part : parts) {
      Finding broken = part.firstBroken();
      if (broken != null) {
        return broken;
      }
    }
    return null;
  }
}
