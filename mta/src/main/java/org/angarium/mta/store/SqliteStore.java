package org.angarium.mta.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.angarium.mta.tracking.TrackedMessage;
import org.angarium.mta.tracking.TrackingQuery;
import org.angarium.mta.tracking.TrackingSearch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in one directory of this machine: a SQLite database {@code angarium.db} that any SQLite tool can read while the MTA runs, a
 * folder {@code content} with the contents too large for a row, and a folder {@code quarantine}.
 *
 * <p>Safety argument. A commit is acknowledged after the database has written it to the disk (write-ahead log, {@code synchronous=FULL});
 * the files its rows name, and their names, were synchronised before. A file is removed after the commit that dropped its last row. So
 * whenever the process dies, the rows are those of a whole number of commits, at least all that were acknowledged, and each row has its
 * file; files without a row are removed by the next start, except spools with a journal of marks (see {@link SpoolJournal}).
 */
public final class SqliteStore implements MessageStore {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);
  private static final int FORGET_AT_ONCE = 5000;
  private static final int FORGET_ROWS_AT_ONCE = 200;

  private final StoreSettings settings;
  private final StoreDirectory directory;
  private final DiskStep disk;
  private final Database database;
  private final ContentFiles files;
  private final ReadConnections connections;
  private final Reader reader;
  private final Spools spools;
  private final List<KeptSpool> kept;
  private final CommitQueue queue;
  private final RecentMessages recent;
  private final IdBlocks ids;
  private final Writer writer;
  private final Thread writerThread;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SqliteStore(StoreDirectory directory, StoreSettings settings, DiskStep disk)
      throws SQLException, IOException {
    this.settings = settings;
    this.directory = directory;
    this.disk = disk;
    this.database = new Database(directory.database(), settings.databaseOctets());
    this.files = new ContentFiles(directory.content(), directory.quarantine(), disk);
    this.connections = new ReadConnections(database, settings.readers());
    this.reader = new Reader(connections, files);
    this.queue = new CommitQueue(settings.removalDelay());
    this.recent = new RecentMessages(settings.recentOctets());
    WriteStatements statements = openUpToDate();
    try {
      long firstId = reader.nextFreeIdentifier();
      statements.reserveBelow(firstId + settings.idBlock());
      statements.commit();
      this.ids = new IdBlocks(firstId, settings.idBlock(),
          end -> handIn(new InternalUnit(sql -> reserve(sql, end))));
      this.spools = new Spools(files, ids::next, settings.inlineOctets());
      this.kept = spools.left(reader::namesContentFile);
      Set<String> left = kept.stream().map(each -> ((OverflowSpool) each.spool()).fileName())
          .collect(Collectors.toSet());
      files.removeUnreferenced(file -> left.contains(file) || reader.namesContentFile(file),
          reader::namesQuarantineFile);
    } catch (SQLException | IOException | RuntimeException e) {
      connections.close();
      files.close();
      statements.close();
      throw e;
    }
    this.writer = new Writer(database, statements, queue, disk);
    this.writerThread = Thread.ofPlatform().name("store-writer")
        .unstarted(writer);
  }

  /** Opens the store in this directory, which is made if it is new. @throws StoreException saying why it cannot be opened */
  public static SqliteStore open(Path dataDirectory) {
    return open(dataDirectory, StoreSettings.STANDARD);
  }

  /** As {@link #open(Path)}, with sizes and waits of your own. */
  public static SqliteStore open(Path dataDirectory, StoreSettings settings) {
    return open(dataDirectory, settings, DiskStep.REAL);
  }

  static SqliteStore open(Path dataDirectory, StoreSettings settings, DiskStep disk) {
    StoreDirectory directory = StoreDirectory.claim(dataDirectory);
    try {
      SqliteStore store = new SqliteStore(directory, settings, disk);
      store.writerThread.start();
      return store;
    } catch (SQLException | IOException e) {
      directory.close();
      throw new StoreException("The store in " + directory.root() + " cannot be opened: " + e.getMessage(),
          e);
    } catch (RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  private WriteStatements openUpToDate() throws SQLException {
    Connection writer = database.openForWriting();
    try {
      Schema.bringUpToDate(writer, database.file().toString(), Schema.STEPS);
      return new WriteStatements(writer);
    } catch (SQLException | RuntimeException e) {
      writer.close();
      throw e;
    }
  }

  @Override
  public long nextId() {
    return ids.next();
  }

  private static long reserve(WriteStatements sql, long end) throws SQLException {
    sql.reserveBelow(end);
    return end;
  }

  @Override
  public List<KeptSpool> keptSpools() {
    return List.copyOf(kept);
  }

  @Override
  public void note(long entry, String text) {
    spools.note(entry, text);
  }

  @Override
  public void forgetNote(long entry) {
    spools.forgetNote(entry);
  }

  @Override
  public Map<Long, String> notes() {
    return spools.notes();
  }

  @Override
  public Spool openSpool() {
    return spools.open();
  }

  @Override
  public CompletionStage<Outcome> commit(List<StoreChange> changes) {
    CommitUnit unit;
    try {
      CommitUnit.Prepared prepared = new CommitPreparation(files, settings.inlineOctets(),
          settings.tracking(), spools::newSpool)
          .prepare(changes);
      unit = new CommitUnit(prepared, files, recent, spools::entryGone);
    } catch (StoreException e) {
      return CompletableFuture.failedStage(e);
    } catch (IOException | RuntimeException e) {
      return CompletableFuture
          .failedStage(
              new StoreException("The changes could not be stored in " + directory.root() + ": " + e, e));
    }
    if (!queue.offer(unit)) {
      unit.failed(closedAlready());
    }
    return unit.result();
  }

  private CompletableFuture<Long> handIn(InternalUnit unit) {
    if (!queue.offer(unit)) {
      unit.failed(closedAlready());
    }
    return unit.result();
  }

  private StoreException closedAlready() {
    return new StoreException("The store in " + directory.root() + " is closed");
  }

  @Override
  public Optional<StoredMessage> load(long message) {
    Optional<RecentMessages.Recent> known = recent.find(message);
    return known.isPresent() ? Optional.of(opened(known.get())) : reader.message(message);
  }

  private StoredMessage opened(RecentMessages.Recent known) {
    NewMessage message = known.message();
    StoredMessage.Content content = switch (known.content()) {
      case StoredContent.None() -> new MemoryContent(new byte[0]);
      case StoredContent.Inline(byte[] octets) -> new MemoryContent(octets);
      case StoredContent.InFile(String name, long offset, long length) ->
        new FileContent(message.id(), files.contentPath(name), offset, length);
      case StoredContent.OfMessage other ->
        throw new IllegalStateException("remembered without content: " + other);
    };
    return new StoredMessage(message.id(), message.kind(), message.mtsId(), message.envelope(), content,
        Times.fromMilliseconds(Times.toMilliseconds(message.arrival())), message.cameFrom());
  }

  @Override
  public List<QueueEntry> entries() {
    return reader.entries();
  }

  @Override
  public List<DeliveredMessage> mailbox(String mailbox) {
    return reader.mailbox(mailbox);
  }

  @Override
  public Optional<DeliveredMessage> delivery(long id) {
    return reader.delivery(id);
  }

  @Override
  public List<QuarantinedApdu> quarantine() {
    return reader.quarantine();
  }

  @Override
  public boolean isSeen(String duplicateKey) {
    return reader.isSeen(duplicateKey);
  }

  /** In small portions, so that no commit waits behind a long removal. */
  @Override
  public void forgetSeenBefore(Instant time) {
    long forgotten;
    do {
      try {
        forgotten = handIn(new InternalUnit(sql -> sql.forgetSeenBefore(time, FORGET_AT_ONCE))).join();
      } catch (CompletionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        throw new StoreException("Old duplicate keys cannot be forgotten: " + cause.getMessage(), cause);
      }
    } while (forgotten == FORGET_AT_ONCE);
  }

  @Override
  public List<TrackedMessage> tracked(TrackingQuery query) {
    return TrackingSearch.find(new TrackingRows(connections), query);
  }

  /** In small portions, too. */
  @Override
  public void forgetTracking(Instant before, long octets) {
    long last = reader.lastTrackingToForget(before, octets);
    long forgotten;
    do {
      try {
        forgotten = handIn(new InternalUnit(sql -> sql.forgetTrackedUpTo(last, FORGET_ROWS_AT_ONCE))).join();
      } catch (CompletionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        throw new StoreException("Old tracking records cannot be forgotten: " + cause.getMessage(), cause);
      }
    } while (forgotten == FORGET_ROWS_AT_ONCE);
  }

  @Override
  public OptionalLong freeOctets() {
    try {
      return OptionalLong.of(disk.free(directory.root()));
    } catch (IOException e) {
      LOG.warn("How much is free on the disk of {} cannot be found out: {}", directory.root(), e.toString());
      return OptionalLong.empty();
    }
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    long unusedId = ids.close();
    queue.offer(new InternalUnit(sql -> reserve(sql, unusedId)));
    queue.close();
    joinWriter();
    connections.close();
    writer.close();
    files.close();
    directory.close();
  }

  private void joinWriter() {
    boolean interrupted = false;
    while (true) {
      try {
        writerThread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
