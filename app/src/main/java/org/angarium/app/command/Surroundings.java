package org.angarium.app.command;

import java.io.InputStream;
import java.time.InstantSource;
import java.time.ZoneId;
import org.angarium.app.MtaLauncher;
import org.angarium.app.console.Moments;

/**
 * What commands use of the world around them, so that a test can give them another.
 *
 * @param input where a text is read from when none is given
 * @param zone time zone of the times that are shown
 * @param launcher starts an MTA
 */
public record Surroundings(InputStream input, InstantSource clock, ZoneId zone, MtaLauncher launcher) {
  /** Standard input, the system's clock and time zone. */
  public static Surroundings system(MtaLauncher launcher) {
    return new Surroundings(System.in, InstantSource.system(), ZoneId.systemDefault(), launcher);
  }

  Moments moments() {
    return new Moments(clock, zone);
  }
}
