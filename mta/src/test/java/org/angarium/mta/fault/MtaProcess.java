package org.angarium.mta.fault;

import java.nio.file.Files;
import java.nio.file.Path;
import org.angarium.mta.TestMta;
import org.angarium.x400.mts.Priority;

/** An MTA in a process of its own, to be killed. Prints a line when it runs; ends when its input does. */
final class MtaProcess {
  private MtaProcess() {}

  /** Arguments: directory, configuration file; then for each message to submit: mailbox, recipient, octets. */
  public static void main(String[] args) throws Exception {
    try (TestMta mta = new TestMta(Path.of(args[0]), Files.readString(Path.of(args[1])))) {
      for (int i = 2; i < args.length; i += 3) {
        mta.submit(args[i], args[i + 1], Link.octets(Integer.parseInt(args[i + 2])), Priority.NORMAL, false);
      }
      System.out.println("running");
      while (System.in.read() >= 0) {
        // Until the parent ends it or goes itself.
      }
    } catch (Exception e) {
      System.out.println("failed: " + e);
      throw e;
    }
  }
}
