package org.angarium.mta.event;

/** Takes events; never blocks its caller for long and never fails. */
@FunctionalInterface
public interface Events {
  void log(Event event);
}
