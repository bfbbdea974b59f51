package org.angarium.lab.fuzz;

import org.jspecify.annotations.Nullable;

/** Something does not hold that must. */
final class Finding extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Finding(String what, @Nullable Throwable cause) {
    super(what, cause);
  }

  static void unless(boolean holds, String otherwise) {
    if (!holds) {
      throw new Finding(otherwise, null);
    }
  }
}
