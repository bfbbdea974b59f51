package org.angarium.app.dissect;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A type of the notation. */
sealed interface Type {
  /** Stands for the tag of any character string type. */
  int ANY_STRING = -1;

  /** A named component of a SEQUENCE or SET, or an alternative of a CHOICE. */
  record Component(String name, Type type) {}

  /**
   * A type without components.
   *
   * @param values names of numbers or bits
   * @param containing name of the type whose encoding an OCTET STRING holds, null if it holds none
   */
  record Simple(String name, int tag, Map<Long, String> values,
      @Nullable String containing) implements Type {}

  /** SEQUENCE or SET; order is not insisted on. */
  record Composite(int tag, List<Component> components) implements Type {}

  /** SEQUENCE OF or SET OF. */
  record ListOf(int tag, Type element) implements Type {}

  record Choice(List<Component> alternatives) implements Type {}

  record Reference(String name) implements Type {}

  record Tagged(int tag, boolean explicit, Type type) implements Type {}

  /**
   * An open type.
   *
   * @param by component whose value names the type, empty if nothing does
   * @param as first part of the type's name
   */
  record Any(String by, String as) implements Type {}
}
