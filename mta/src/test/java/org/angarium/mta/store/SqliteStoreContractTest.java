package org.angarium.mta.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreContractTest extends MessageStoreContract {
  @TempDir
  Path directory;

  @Override
  protected MessageStore open() {
    return SqliteStore.open(directory);
  }
}
