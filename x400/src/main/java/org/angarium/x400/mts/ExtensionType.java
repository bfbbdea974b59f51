package org.angarium.x400.mts;

import org.angarium.osi.ber.Oid;

/** What an extension field is: one the standard numbers, or a private one (X.411 §9.1). */
public sealed interface ExtensionType {
  record Standard(int number) implements ExtensionType {
    @Override
    public String toString() {
      StandardExtension known = StandardExtension.of(number);
      return known == null ? "standard extension " + number : known.standardName();
    }
  }

  record Private(Oid oid) implements ExtensionType {
    @Override
    public String toString() {
      return "private extension " + oid;
    }
  }
}
