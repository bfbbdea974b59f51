package org.angarium.mta.config;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.angarium.osi.ber.Oid;
import org.angarium.x400.address.AddressPattern;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.mts.ContentType;
import org.angarium.x400.mts.Priority;
import org.jspecify.annotations.Nullable;

/** Reads which traffic a connector is for. */
final class RulesReader {
  static final Key SCHEDULE = new Key("schedule",
      "when associations may be opened, \"Mon-Fri 08:00-18:00\" or a list of such");
  private static final Key TIME_ZONE = new Key("time-zone", "whose clock the schedule is told by");
  private static final Key SAME_ORGANIZATION = new Key("same-organization",
      "whether the peer is an MTA of our own organization");
  private static final Key MAXIMUM_MESSAGE_SIZE = new Key("maximum-message-size",
      "longest content that goes over this connector");
  private static final Key DOMAIN = new Key("domain", "the management domain of the peer");
  private static final Key RESTRICTIONS = new Key("restrictions", "what may go over this connector");
  private static final Key ACCEPT_ORIGINATORS = new Key("accept-originators",
      "patterns of the only originators whose mail goes over this connector");
  private static final Key REJECT_ORIGINATORS = new Key("reject-originators",
      "patterns of originators whose mail does not go over this connector");
  private static final Key ACCEPT_RECIPIENTS = new Key("accept-recipients",
      "patterns of the only recipients whose mail goes over this connector");
  private static final Key REJECT_RECIPIENTS = new Key("reject-recipients",
      "patterns of recipients whose mail does not go over this connector");
  private static final Key PRIORITIES = new Key("priorities",
      "the only priorities that go over this connector");
  private static final Key CONTENT_TYPES = new Key("content-types",
      "the only content types that go over this connector");

  private static final Map<String, ContentType> CONTENTS = new LinkedHashMap<>();

  static {
    CONTENTS.put("p2", ContentType.BuiltIn.IPM_1984);
    CONTENTS.put("p22", ContentType.BuiltIn.IPM_1988);
    CONTENTS.put("edi", ContentType.BuiltIn.EDI);
    CONTENTS.put("voice", ContentType.BuiltIn.VOICE);
  }

  private RulesReader() {}

  static ConnectorRules read(Section section, Activation activation, GlobalDomain own,
      List<AddressSpace> spaces) {
    boolean sameOrganization = section.flag(SAME_ORGANIZATION, false);
    Schedule schedule = schedule(section, activation);
    long octets = section.octets(MAXIMUM_MESSAGE_SIZE, Long.MAX_VALUE, 1, 1L << 40);
    Section inner = section.table(RESTRICTIONS);
    Restrictions restrictions = new Restrictions(octets, patterns(inner, ACCEPT_ORIGINATORS),
        patterns(inner, REJECT_ORIGINATORS), patterns(inner, ACCEPT_RECIPIENTS),
        patterns(inner, REJECT_RECIPIENTS), priorities(inner), contentTypes(inner, CONTENT_TYPES));
    inner.refuseUnknownKeys();
    return new ConnectorRules(restrictions, sameOrganization, schedule,
        peerDomain(section, own, sameOrganization, spaces), AcceptedTypesReader.read(section));
  }

  private static PeerDomain peerDomain(Section section, GlobalDomain own, boolean sameOrganization,
      List<AddressSpace> spaces) {
    if (!section.has(DOMAIN)) {
      return DomainReader.supposed(own, sameOrganization, spaces);
    }
    return DomainReader.read(section.table(DOMAIN)).isSameAs(own) ? PeerDomain.OWN : PeerDomain.OTHER;
  }

  private static Schedule schedule(Section section, Activation activation) {
    List<String> texts = section.texts(SCHEDULE);
    List<Schedule.Window> windows = new ArrayList<>();
    for (String text : texts) {
      ScheduleText.parse(text).ifPresentOrElse(windows::add, () -> section.refuse(SCHEDULE,
          "\"" + text + "\" is no span of times; write \"Mon-Fri 08:00-18:00\" or \"Sat,Sun 22:00-06:00\""));
    }
    Optional<String> zone = section.optionalText(TIME_ZONE, 64);
    Optional<ZoneId> known = zone.flatMap(ScheduleText::zone);
    if (zone.isPresent() && known.isEmpty()) {
      section.refuse(TIME_ZONE, "is no known time zone; write \"Europe/Berlin\", \"UTC\" or \"+02:00\"");
    }
    boolean selected = activation == Activation.SELECTED_TIMES;
    if (selected && texts.isEmpty()) {
      section.missing(SCHEDULE);
    } else if (!selected && section.has(SCHEDULE)) {
      section.refuse(SCHEDULE, "needs activation = \"selected-times\"");
    }
    return selected ? new Schedule(windows, known.orElse(ZoneId.systemDefault())) : Schedule.ALWAYS;
  }

  static List<AddressPattern> patterns(Section section, Key key) {
    List<AddressPattern> patterns = new ArrayList<>();
    for (String text : section.texts(key)) {
      try {
        patterns.add(AddressPattern.parse(text));
      } catch (AddressSyntaxException e) {
        section.refuse(key, "\"" + text + "\" is no address pattern: " + e.getMessage());
      }
    }
    return patterns;
  }

  private static Set<Priority> priorities(Section section) {
    Set<Priority> priorities = EnumSet.noneOf(Priority.class);
    for (String text : section.texts(PRIORITIES)) {
      Priority priority = priority(text);
      if (priority == null) {
        section.refuse(PRIORITIES, "\"" + text + "\" is none of \"urgent\", \"normal\", \"non-urgent\"");
      } else {
        priorities.add(priority);
      }
    }
    return priorities.isEmpty() ? Set.of(Priority.values()) : priorities;
  }

  private static @Nullable Priority priority(String text) {
    for (Priority priority : Priority.values()) {
      if (priority.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
        return priority;
      }
    }
    return null;
  }

  static List<ContentType> contentTypes(Section section, Key key) {
    List<ContentType> types = new ArrayList<>();
    for (String text : section.texts(key)) {
      ContentType named = CONTENTS.get(text);
      try {
        types.add(named == null ? new ContentType.Extended(Oid.of(text)) : named);
      } catch (IllegalArgumentException e) {
        section.refuse(key, "\"" + text + "\" is neither one of \""
            + String.join("\", \"", CONTENTS.keySet())
            + "\" nor an object identifier like \"1.3.26.0.4406.0.4.1\"");
      }
    }
    return types;
  }
}
