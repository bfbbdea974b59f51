package org.angarium.lab.simulation.law;

/** Takes breaches of laws; the first one ends the history. */
@FunctionalInterface
public interface Laws {
  void broken(String law, String what);
}
