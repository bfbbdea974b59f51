package org.angarium.mta.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks through the store of an MTA that does not run, and repairs it: what is damaged is taken out and kept, never thrown away. */
public final class StoreCheck {
  /** What is taken out may leave something behind that nothing refers to any more, which the next pass finds. */
  private static final int MOST_PASSES = 10;

  private StoreCheck() {}

  /**
   * What was found.
   *
   * @param counted how many there are of what a store has, by name
   * @param found when it was looked through first
   * @param left of that, and of what followed from it, after a repair; the same as found without one
   * @param kept the folder with what was taken out and the database as it was; null if nothing was repaired
   */
  public record Report(Map<String, Long> counted, List<StoreFinding> found, List<StoreFinding> left,
      @Nullable Path kept) {
    public Report {
      found = List.copyOf(found);
      left = List.copyOf(left);
    }

    /** Whether nothing is damaged, or not any more. */
    public boolean isSound() {
      return left.stream().noneMatch(finding -> finding.kind().isDamage());
    }
  }

  /**
   * Looks, and changes nothing.
   *
   * @throws StoreException if there is no store, an MTA runs with it, or it is of another version
   */
  public static Report check(Path dataDirectory, StoredEnvelopes envelopes) {
    return run(dataDirectory, envelopes, null);
  }

  /**
   * Looks, and repairs what can be repaired; of a damaged database nothing is touched.
   *
   * @param at names the folder for what is taken out
   * @throws StoreException as for {@link #check}, or if there is no room for a copy of the database
   */
  public static Report repair(Path dataDirectory, StoredEnvelopes envelopes, Instant at) {
    return run(dataDirectory, envelopes, at);
  }

  private static Report run(Path dataDirectory, StoredEnvelopes envelopes, @Nullable Instant repairAt) {
    try (StoreDirectory directory = StoreDirectory.claimExisting(dataDirectory)) {
      Database database = new Database(directory.database(), 0);
      try (Connection connection = database.openForWriting()) {
        Schema.requireCurrent(connection, directory.database().toString());
        return run(directory, connection, envelopes, repairAt);
      } catch (SQLException e) {
        return new Report(Map.of(), List.of(unreadable(e)), List.of(unreadable(e)), null);
      } catch (IOException e) {
        throw new StoreException("The store in " + directory.root() + " cannot be checked: " + e, e);
      }
    }
  }

  private static StoreFinding unreadable(SQLException e) {
    return new StoreFinding(StoreFinding.Kind.DATABASE_DAMAGED, "database", 0, null, null,
        String.valueOf(e.getMessage()));
  }

  private static Report run(StoreDirectory directory, Connection connection, StoredEnvelopes envelopes,
      @Nullable Instant repairAt) throws SQLException, IOException {
    StoreInspection inspection = new StoreInspection(directory, connection, envelopes);
    List<StoreFinding> found = inspection.findings();
    Map<String, Long> counted = inspection.counted();
    if (repairAt == null || found.stream().noneMatch(finding -> finding.kind().isRepairable())
        || found.stream().anyMatch(finding -> finding.kind() == StoreFinding.Kind.DATABASE_DAMAGED)) {
      return new Report(counted, found, found, null);
    }
    try {
      return repaired(found, counted, new StoreInspections(directory, connection, envelopes), repairAt);
    } catch (SQLException e) {
      throw new StoreException("The store in " + directory.root()
          + " is repaired in part only, run the repair again: " + e.getMessage(), e);
    }
  }

  private record StoreInspections(StoreDirectory directory, Connection connection,
      StoredEnvelopes envelopes) {
    List<StoreFinding> findings() throws IOException {
      return new StoreInspection(directory, connection, envelopes).findings();
    }
  }

  private static Report repaired(List<StoreFinding> found, Map<String, Long> counted, StoreInspections store,
      Instant at) throws SQLException, IOException {
    StoreRepair repair = StoreRepair.begin(store.directory(), store.connection(), at);
    List<StoreFinding> left = found;
    List<StoreFinding> all = new ArrayList<>(found);
    for (int pass = 0; pass < MOST_PASSES
        && left.stream().anyMatch(finding -> finding.kind().isRepairable()); pass++) {
      repair.repair(left.stream().filter(finding -> finding.kind().isRepairable()).toList());
      left = store.findings();
      left.stream().filter(finding -> !all.contains(finding)).forEach(all::add);
    }
    repair.end(all);
    return new Report(counted, found, left, repair.folder());
  }
}
