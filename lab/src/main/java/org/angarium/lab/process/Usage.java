package org.angarium.lab.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What a process has used of the machine, as the system tells it. */
public final class Usage {
  private static final String PEAK_RESIDENT = "VmHWM:";
  private static final int KILO = 1024;

  private Usage() {}

  /** Processor time of all its threads since it was started; zero where the system does not tell. */
  public static Duration cpu(long pid) {
    return ProcessHandle.of(pid).flatMap(handle -> handle.info().totalCpuDuration()).orElse(Duration.ZERO);
  }

  /** Most octets of memory it ever had resident; empty where the system does not tell. */
  public static Optional<Long> peakResident(long pid) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    if (!Files.isReadable(status)) {
      return Optional.empty();
    }
    return Files.readAllLines(status).stream().filter(line -> line.startsWith(PEAK_RESIDENT)).findFirst()
        .map(line -> KILO * Long.parseLong(line.replaceAll("\\D", "")));
  }
}
