package org.angarium.app;

import java.io.IOException;
import org.angarium.mta.MtaControl;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.event.Events;

/** Starts an MTA in this process. */
@FunctionalInterface
public interface MtaLauncher {
  /**
   * Starts it; when this returns it accepts associations.
   *
   * @param observer also gets every event, besides the event log
   * @throws IOException if it cannot be started: says why
   */
  Running launch(MtaConfig config, Events observer) throws IOException;

  /** An MTA that runs. */
  interface Running extends AutoCloseable {
    MtaControl control();

    /** Ends associations in order and stops, within a bound. */
    @Override
    void close();
  }
}
