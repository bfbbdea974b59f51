package org.angarium.lab.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The least that durability costs on this disk: records of many callers appended to one file, many records per {@code fdatasync}, and
 * nothing else. What a store adds to this is the price of being able to find things again.
 */
final class AppendFloor implements AutoCloseable {
  private record Waiting(byte[] octets, CompletableFuture<Void> result) {}

  private static final Waiting STOP = new Waiting(new byte[0], new CompletableFuture<>());

  private final FileChannel file;
  private final Thread writer = Thread.ofPlatform().name("append-floor").unstarted(this::write);
  private final Object lock = new Object();
  private List<Waiting> waiting = new ArrayList<>();

  private AppendFloor(FileChannel file) {
    this.file = file;
  }

  /** Appends to a new file of this name. */
  static AppendFloor open(Path file) throws IOException {
    AppendFloor floor = new AppendFloor(
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    floor.writer.start();
    return floor;
  }

  /** Completes, on a thread of this object, when the octets are on the disk. */
  CompletionStage<Void> append(byte[] octets) {
    Waiting record = new Waiting(octets, new CompletableFuture<>());
    put(record);
    return record.result;
  }

  private void put(Waiting record) {
    synchronized (lock) {
      waiting.add(record);
      lock.notify();
    }
  }

  private void write() {
    boolean stop = false;
    while (!stop) {
      List<Waiting> batch = take();
      stop = batch.contains(STOP);
      try {
        ByteBuffer[] buffers = batch.stream().map(record -> ByteBuffer.wrap(record.octets))
            .toArray(ByteBuffer[]::new);
        for (int from = 0; from < buffers.length;) {
          file.write(buffers, from, buffers.length - from);
          while (from < buffers.length && !buffers[from].hasRemaining()) {
            from++;
          }
        }
        file.force(false);
        batch.forEach(record -> record.result.complete(null));
      } catch (IOException e) {
        batch.forEach(record -> record.result.completeExceptionally(e));
      }
    }
  }

  private List<Waiting> take() {
    synchronized (lock) {
      while (waiting.isEmpty()) {
        try {
          lock.wait();
        } catch (InterruptedException e) {
          return List.of(STOP);
        }
      }
      List<Waiting> batch = waiting;
      waiting = new ArrayList<>();
      return batch;
    }
  }

  /** Writes what was handed in, then closes the file. */
  @Override
  public void close() throws IOException {
    put(STOP);
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    file.close();
  }
}
