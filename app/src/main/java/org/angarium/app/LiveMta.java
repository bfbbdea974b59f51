package org.angarium.app;

import java.io.IOException;
import org.angarium.app.directory.LdapMemberLookup;
import org.angarium.mta.Mta;
import org.angarium.mta.MtaControl;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.event.Events;
import org.angarium.mta.lane.LiveLanes;
import org.angarium.mta.store.SqliteStore;
import org.angarium.mta.store.StoreSettings;
import org.angarium.osi.net.TcpNetwork;

/** An MTA on the real network, disk and clock. */
public final class LiveMta implements MtaLauncher.Running {
  private final LiveLanes lanes;
  private final LdapMemberLookup lookup;
  private final Mta mta;

  private LiveMta(LiveLanes lanes, LdapMemberLookup lookup, Mta mta) {
    this.lanes = lanes;
    this.lookup = lookup;
    this.mta = mta;
  }

  /**
   * Starts it with the store of its data directory; a {@link MtaLauncher}.
   *
   * @throws IOException if a listener's address cannot be bound
   * @throws org.angarium.mta.store.StoreException if the store cannot be opened
   */
  public static LiveMta start(MtaConfig config, Events events) throws IOException {
    LiveLanes lanes = new LiveLanes();
    LdapMemberLookup lookup = new LdapMemberLookup();
    try {
      return new LiveMta(lanes, lookup,
          Mta.start(config, lanes, new TcpNetwork(), SqliteStore.open(config.dataDirectory(),
              StoreSettings.STANDARD.withTracking(config.tracking().enabled())), events, lookup));
    } catch (IOException | RuntimeException e) {
      lookup.close();
      lanes.close();
      throw e;
    }
  }

  @Override
  public MtaControl control() {
    return mta;
  }

  @Override
  public void close() {
    mta.close();
    lookup.close();
    lanes.close();
  }
}
