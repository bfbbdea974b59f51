package org.angarium.lab.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The processes of an experiment and the folder they work in. However the experiment ends, the processes end with it. */
public final class Sandbox implements AutoCloseable {
  private final Program program;
  private final Path folder;
  private final boolean temporary;
  private final boolean tethered;
  private final List<MtaProcess> mtas = new CopyOnWriteArrayList<>();
  private final Thread hook = Thread.ofPlatform().name("sandbox").unstarted(this::raze);
  private boolean keepFolder;

  private Sandbox(Program program, Path folder, boolean temporary, boolean tethered) {
    this.program = program;
    this.folder = folder;
    this.temporary = temporary;
    this.tethered = tethered;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * @param folder made if it is missing, and kept; empty for a temporary one
   * @param tethered whether its processes also end when this process is killed; false if they are to be let go
   * @throws IOException if the folder cannot be made or is not empty
   */
  public static Sandbox open(Program program, Optional<Path> folder, boolean tethered) throws IOException {
    if (folder.isEmpty()) {
      return new Sandbox(program, Files.createTempDirectory("angarium-"), true, tethered);
    }
    Path wanted = folder.get().toAbsolutePath();
    Files.createDirectories(wanted);
    try (var entries = Files.list(wanted)) {
      if (entries.findAny().isPresent()) {
        throw new IOException("the folder " + wanted + " is not empty");
      }
    }
    return new Sandbox(program, wanted, false, tethered);
  }

  public Path folder() {
    return folder;
  }

  /**
   * An MTA in a folder of its own, not started yet.
   *
   * @param options of its JVM
   */
  public MtaProcess mta(String name, String configuration, List<String> options) throws IOException {
    MtaFolder place = MtaFolder.create(name, folder.resolve(name.toLowerCase(Locale.ROOT)),
        configuration);
    MtaProcess mta = new MtaProcess(program, place, options, tethered);
    mtas.add(mta);
    return mta;
  }

  /** Starts them at the same time, and waits until all are up. */
  public void start(List<MtaProcess> chosen) throws IOException, InterruptedException {
    for (MtaProcess mta : chosen) {
      mta.launch();
    }
    for (MtaProcess mta : chosen) {
      mta.awaitUp();
    }
  }

  /** The folder will not be deleted, for somebody to look at what went wrong. */
  public void keepFolder() {
    keepFolder = true;
  }

  /** Everything stays as it is: processes run on, and belong to whoever reads this. */
  public void letGo() {
    keepFolder = true;
    mtas.forEach(MtaProcess::letGo);
    mtas.clear();
  }

  @Override
  public void close() {
    List<Thread> stops = mtas.stream().map(mta -> Thread.ofVirtual().start(mta::stop)).toList();
    try {
      for (Thread stop : stops) {
        stop.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    raze();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This process is ending: the hook does the same once more.
    }
  }

  private void raze() {
    mtas.forEach(MtaProcess::kill);
    try {
      for (MtaProcess mta : mtas) {
        mta.awaitGone();
      }
      if (temporary && !keepFolder) {
        delete();
      }
    } catch (IOException e) {
      // What is left lies in the system's temporary folder.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void delete() throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(folder, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        Files.delete(file);
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
          throws IOException {
        if (failure != null) {
          throw failure;
        }
        Files.delete(directory);
        return FileVisitResult.CONTINUE;
      }
    });
  }
}
