package org.angarium.mta.store;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.angarium.mta.store.MessageStore.Outcome;

/** Work for the writer that happens entirely or not at all. */
interface WriteUnit {
  /** May wait a moment for company. */
  boolean patient();

  /** About how much memory it holds while it waits. */
  long octets();

  /**
   * Makes the changes within the transaction that is open. Called again, in a transaction of its own, when the first one could not be
   * committed. After {@link Outcome#DUPLICATE} it has changed nothing.
   */
  Outcome apply(WriteStatements sql) throws SQLException, IOException;

  /** What tracking writes down of it, in the same transaction, if it is done and not a duplicate. */
  default List<TrackingPage> tracking() {
    return List.of();
  }

  /** The changes are durable. */
  void done(Outcome outcome);

  /** The changes have not happened. */
  void failed(StoreException cause);
}
