package org.angarium.mta.config;

import org.angarium.x400.address.PatternSet;

/** Reads what may be delivered to a mailbox or an access unit. */
final class DeliverabilityReader {
  private static final Key MAXIMUM_MESSAGE_SIZE = new Key("maximum-message-size",
      "longest content that is delivered here");
  private static final Key CONTENT_TYPES = new Key("content-types",
      "the only content types that are delivered here");
  private static final Key ACCEPT_ORIGINATORS = new Key("accept-originators",
      "patterns of the only originators whose mail is delivered here");
  private static final Key REJECT_ORIGINATORS = new Key("reject-originators",
      "patterns of originators whose mail is not delivered here");

  private DeliverabilityReader() {}

  static Deliverability read(Section section) {
    return new Deliverability(AcceptedTypesReader.read(section),
        section.octets(MAXIMUM_MESSAGE_SIZE, Long.MAX_VALUE, 1, 1L << 40),
        RulesReader.contentTypes(section, CONTENT_TYPES),
        PatternSet.of(RulesReader.patterns(section, ACCEPT_ORIGINATORS)),
        PatternSet.of(RulesReader.patterns(section, REJECT_ORIGINATORS)));
  }
}
