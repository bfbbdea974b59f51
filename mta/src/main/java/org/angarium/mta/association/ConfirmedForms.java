package org.angarium.mta.association;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * In which form the octets of a copy were sent of which a peer has confirmed a part. A transfer goes on only in the same form: if the
 * configuration says meanwhile that the peer is of another domain, or takes other types, the copy has other octets, and both parts
 * together would be no APDU. Safe to use from any lane.
 */
public final class ConfirmedForms {
  /** For an older one the transfer starts again. */
  private static final int MOST = 1000;

  private final Map<Long, String> forms = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
      return size() > MOST;
    }
  };

  /** @param form fingerprint of the octets, see {@link org.angarium.mta.transfer.OutboundApdu#form} */
  public synchronized void confirmed(long entry, String form) {
    forms.put(entry, form);
  }

  synchronized boolean isSame(long entry, String form) {
    return form.equals(forms.get(entry));
  }

  synchronized void forget(long entry) {
    forms.remove(entry);
  }
}
