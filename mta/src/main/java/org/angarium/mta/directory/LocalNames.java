package org.angarium.mta.directory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.angarium.mta.config.AccessUnitConfig;
import org.angarium.mta.config.Deliverability;
import org.angarium.mta.config.ListConfig;
import org.angarium.mta.config.MailboxConfig;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.config.RedirectionConfig;
import org.angarium.mta.routing.AddressIndex;
import org.angarium.x400.address.AddressPattern;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrAddress;
import org.angarium.x400.address.OrName;
import org.angarium.x400.address.PatternSet;
import org.jspecify.annotations.Nullable;

/** Who is who in our domain besides the mailboxes; of one configuration, immutable. */
public final class LocalNames {
  /** Somebody who is no mailbox. */
  public sealed interface Entry {
    record Expanded(DistributionList list) implements Entry {}

    /** Whose mail goes elsewhere. */
    record Moved(OrName to) implements Entry {}
  }

  public static final LocalNames NONE = new LocalNames(null);

  private final AddressIndex<Entry> entries = new AddressIndex<>();
  private final PartialNames partial = new PartialNames();
  private final Map<String, OrName> alternates = new HashMap<>();
  private final Map<String, Deliverability> deliverable = new HashMap<>();
  private final Map<String, Deliverability> deliverableToUnits = new HashMap<>();
  private final @Nullable OrName defaultRecipient;

  private LocalNames(@Nullable OrName defaultRecipient) {
    this.defaultRecipient = defaultRecipient;
  }

  /** @throws IllegalArgumentException if the configuration was not made by its reader and holds something that is no address */
  public static LocalNames of(MtaConfig config) {
    try {
      String fallback = config.names().defaultRecipient().orElse(null);
      LocalNames names = new LocalNames(fallback == null ? null : OrName.parse(fallback));
      for (ListConfig list : config.names().lists()) {
        Entry entry = new Entry.Expanded(list(list));
        for (String address : list.addresses()) {
          names.entries.add(OrAddress.parse(address), entry);
          names.partial.add(OrAddress.parse(address), entry);
        }
      }
      for (RedirectionConfig redirection : config.names().redirections()) {
        Entry entry = new Entry.Moved(OrName.parse(redirection.to()));
        names.entries.add(OrAddress.parse(redirection.address()), entry);
        names.partial.add(OrAddress.parse(redirection.address()), entry);
      }
      for (MailboxConfig mailbox : config.mailboxes()) {
        for (String address : mailbox.addresses()) {
          names.partial.add(OrAddress.parse(address), mailbox.name());
        }
        if (mailbox.alternateRecipient().isPresent()) {
          names.alternates.put(mailbox.name(), OrName.parse(mailbox.alternateRecipient().get()));
        }
        if (!mailbox.deliverability().equals(Deliverability.ANYTHING)) {
          names.deliverable.put(mailbox.name(), mailbox.deliverability());
        }
      }
      for (AccessUnitConfig unit : config.access().units()) {
        names.deliverableToUnits.put(unit.name(), unit.deliverability());
      }
      return names;
    } catch (AddressSyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** @throws AddressSyntaxException if the configuration was not made by its reader and holds something that is no address */
  public static DistributionList list(ListConfig config) throws AddressSyntaxException {
    List<OrName> members = new ArrayList<>();
    for (String member : config.members()) {
      members.add(OrName.parse(member));
    }
    List<AddressPattern> submitters = new ArrayList<>();
    for (String pattern : config.submitters()) {
      submitters.add(AddressPattern.parse(pattern));
    }
    String owner = config.owner().orElse(null);
    return new DistributionList(config.name(), OrName.parse(config.addresses().getFirst()), members,
        config.search(), owner == null ? null : OrName.parse(owner), config.reports(),
        PatternSet.of(submitters));
  }

  /** Null if the address is none of these: a mailbox's, another domain's or nobody's. */
  public @Nullable Entry find(OrAddress address) {
    return entries.find(address).orElse(null);
  }

  /** Who has the address as its writer may have meant it ({@link OrAddress#readAsLatin1}), if nobody has it as it should be read. */
  public @Nullable Entry findMeant(OrAddress address) {
    OrAddress meant = address.readAsLatin1();
    return meant == null ? null : find(meant);
  }

  /** Whether an address that is nobody's in full is part of the addresses of several here. */
  public boolean isAmbiguous(OrAddress address) {
    return partial.isAmbiguous(address);
  }

  /** The list that has this address; null if none. */
  public @Nullable DistributionList list(OrAddress address) {
    return find(address) instanceof Entry.Expanded(DistributionList list) ? list : null;
  }

  /** Who gets the mail of a mailbox in its place; null if nobody does. */
  public @Nullable OrName alternateOf(String mailbox) {
    return alternates.get(mailbox);
  }

  /** What may be delivered to a mailbox. */
  public Deliverability deliverabilityOf(String mailbox) {
    return deliverable.getOrDefault(mailbox, Deliverability.ANYTHING);
  }

  /** What may be delivered to an access unit. */
  public Deliverability deliverabilityOfUnit(String accessUnit) {
    return deliverableToUnits.getOrDefault(accessUnit, Deliverability.ANYTHING);
  }

  /** Who gets what is for nobody here; null if that is returned. */
  public @Nullable OrName defaultRecipient() {
    return defaultRecipient;
  }
}
