package org.angarium.lab.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * What the JVM of an MTA has recorded of itself from its start to its end.
 *
 * @param commits each until its transaction was on the disk
 * @param collections each while the garbage collector had stopped all threads
 */
record FlightRecording(List<Span> commits, List<Span> collections) {
  private static final String COMMIT = "org.angarium.StoreCommit";
  private static final String COLLECTION = "jdk.GCPhasePause";

  /** The option of a JVM that records into a file, which is whole when the JVM has ended in order. */
  static String option(Path file) {
    return "-XX:StartFlightRecording:settings=none,dumponexit=true,+" + COMMIT + "#enabled=true,+"
        + COLLECTION
        + "#enabled=true,filename=" + file;
  }

  static FlightRecording read(Path file) throws IOException {
    List<Span> commits = new ArrayList<>();
    List<Span> collections = new ArrayList<>();
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        Span span = new Span(event.getStartTime(), event.getEndTime());
        switch (event.getEventType().getName()) {
          case COMMIT -> commits.add(span);
          case COLLECTION -> collections.add(span);
          default -> {
            // The JVM adds some of its own.
          }
        }
      }
    }
    return new FlightRecording(commits, collections);
  }
}
