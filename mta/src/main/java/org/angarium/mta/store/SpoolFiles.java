package org.angarium.mta.store;

import java.io.IOException;
import java.util.List;

/** The folder that spools, their journals and notes are kept in. Safe to use by several threads, each with files of its own. */
public interface SpoolFiles {
  /** Opens the file, which is made if there is none, for reading and writing. */
  SpoolFile open(String name) throws IOException;

  /** All octets of a file, which must be short. */
  byte[] read(String name) throws IOException;

  /** Names of all files that end like this; what cannot be looked through is empty. */
  List<String> names(String suffix);

  /** Makes the names survive a crash of the machine. */
  void synchroniseNames() throws IOException;

  /** Removes a file, perhaps a little later; one that is not there is no error. */
  void remove(String name);
}
