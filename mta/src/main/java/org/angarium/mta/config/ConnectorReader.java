package org.angarium.mta.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.angarium.osi.rtse.OpenProposal.Dialogue;
import org.angarium.osi.rtse.OpenProposal.ProtocolMode;
import org.angarium.osi.rtse.OpenProposal.Turn;
import org.angarium.x400.mts.ExtensionField.TypeForm;

/** Reads one connector. */
final class ConnectorReader {
  static final Key NAME = new Key("name", "the unique name of the connector, shown to operators");
  static final Key REMOTE_MTA = new Key("remote-mta",
      "the name the peer gives in its bind, compared exactly, capital and small letters too");
  static final Key HOST = new Key("host", "IP address or host name of the peer");
  static final Key INITIAL_TURN = new Key("initial-turn",
      "who may send first on associations that we open");
  static final Key ACTIVATION = new Key("activation", "when associations may be opened");
  static final Key PERMANENT = new Key("permanent", "keep one association open all the time");

  private static final Key REMOTE_PASSWORD = new Key("remote-password",
      "the password the peer must give, compared exactly");
  private static final Key LOCAL_MTA = new Key("local-mta", "the name we give on this link");
  private static final Key LOCAL_PASSWORD = new Key("local-password", "the password we give on this link");
  private static final Key PORT = new Key("port", "TCP port of the peer");
  private static final Key REMOTE_SELECTORS = new Key("remote-selectors", "the selectors of the peer");
  private static final Key LOCAL_SELECTORS = new Key("local-selectors", "our selectors on this link");
  private static final Key PRESENTATION = new Key("presentation", "the presentation selector");
  private static final Key SESSION = new Key("session", "the session selector");
  private static final Key TRANSPORT = new Key("transport", "the transport selector");
  private static final Key DIALOGUE = new Key("dialogue",
      "whether both sides send over one association; must be what the peer is configured for");
  private static final Key CONFORMANCE = new Key("conformance", "the protocol spoken with the peer");
  private static final Key MAXIMUM_ASSOCIATIONS = new Key("maximum-associations",
      "simultaneous associations with the peer, both directions together");
  private static final Key EAGER_RECOVERY = new Key("eager-recovery",
      "try again at once when something hints that the peer is back");

  private static final Key EXTENSION_TYPES = new Key("extension-types",
      "how the types of extensions are tagged in what we send");

  private static final Map<String, TypeForm> EXTENSION_FORMS = ordered("standard", TypeForm.STANDARD, "draft",
      TypeForm.DRAFT);
  private static final Map<String, Dialogue> DIALOGUES = ordered("monologue", Dialogue.MONOLOGUE,
      "two-way-alternate", Dialogue.TWO_WAY_ALTERNATE);
  private static final Map<String, Turn> TURNS = ordered("initiator", Turn.INITIATOR, "responder",
      Turn.RESPONDER);
  private static final Map<String, ProtocolMode> MODES = ordered("1988-normal", ProtocolMode.NORMAL,
      "1988-x410", ProtocolMode.X410_1988, "1984", ProtocolMode.X410_1984);
  private static final Map<String, Activation> ACTIVATIONS = ordered("always", Activation.ALWAYS,
      "selected-times", Activation.SELECTED_TIMES, "remote-initiated", Activation.REMOTE_INITIATED, "never",
      Activation.NEVER);

  /**
   * What connectors inherit.
   *
   * @param spaces reads the address spaces of all of them
   */
  record Inherited(String mtaName, GlobalDomain domain, Optional<Password> password,
      OverrideValues override, AddressSpaceReader spaces) {}

  private final Section section;
  private final Inherited inherited;

  private ConnectorReader(Section section, Inherited inherited) {
    this.section = section;
    this.inherited = inherited;
  }

  static ConnectorConfig read(Section section, Inherited inherited) {
    return new ConnectorReader(section, inherited).read();
  }

  private ConnectorConfig read() {
    String name = section.text(NAME, 64);
    if (name.startsWith("(")) {
      section.refuse(NAME, "must not begin with a parenthesis, as the names of the MTA's own queues do");
    }
    String remoteMta = section.text(REMOTE_MTA, 32);
    Optional<Password> remotePassword = section.password(REMOTE_PASSWORD);
    String localMta = section.optionalText(LOCAL_MTA, 32).orElse(inherited.mtaName());
    Optional<Password> localPassword = section.password(LOCAL_PASSWORD).or(inherited::password);
    Activation activation = section.choice(ACTIVATION, Activation.ALWAYS, ACTIVATIONS);
    String host = section.optionalText(HOST, 255).orElse("");
    boolean calls = activation == Activation.ALWAYS || activation == Activation.SELECTED_TIMES;
    if (!section.has(HOST) && calls) {
      section.missing(HOST);
    }
    int port = section.integer(PORT, 102, 1, 65535);
    OsiSelectors remote = selectors(section.table(REMOTE_SELECTORS));
    OsiSelectors local = selectors(section.table(LOCAL_SELECTORS));
    Dialogue dialogue = section.choice(DIALOGUE, Dialogue.TWO_WAY_ALTERNATE, DIALOGUES);
    Turn turn = section.choice(INITIAL_TURN, Turn.INITIATOR, TURNS);
    ProtocolMode mode = section.choice(CONFORMANCE, ProtocolMode.NORMAL, MODES);
    refusePresentationSelectors(mode, remote, REMOTE_SELECTORS);
    refusePresentationSelectors(mode, local, LOCAL_SELECTORS);
    List<AddressSpace> addressSpaces = inherited.spaces().read(section);
    int maximumAssociations = section.integer(MAXIMUM_ASSOCIATIONS, 10, 1, 1000);
    boolean permanent = section.flag(PERMANENT, false);
    if (permanent && activation == Activation.REMOTE_INITIATED) {
      section.refuse(PERMANENT, "cannot be kept by a connector whose associations only the peer opens");
    }
    boolean eagerRecovery = section.flag(EAGER_RECOVERY, true);
    TypeForm extensionTypes = section.choice(EXTENSION_TYPES, TypeForm.STANDARD, EXTENSION_FORMS);
    ConnectorRules rules = RulesReader.read(section, activation, inherited.domain(), addressSpaces);
    OverrideValues override = OverrideReader.read(section, inherited.override());
    section.refuseUnknownKeys();
    if (dialogue == Dialogue.MONOLOGUE && turn == Turn.RESPONDER && calls
        && !addressSpaces.isEmpty()) {
      section.refuse(INITIAL_TURN,
          "nothing could ever be sent: in a monologue the turn stays with the side that has it first");
    }
    return new ConnectorConfig(name, remoteMta, remotePassword, localMta, localPassword, host, port, remote,
        local, dialogue, turn, mode, activation, addressSpaces, maximumAssociations, permanent, eagerRecovery,
        override, extensionTypes, rules);
  }

  private void refusePresentationSelectors(ProtocolMode mode, OsiSelectors selectors, Key key) {
    if (mode != ProtocolMode.NORMAL && !selectors.presentation().isEmpty()) {
      section.refuse(key, "has a presentation selector, which X.410 mode (conformance \""
          + Conformance.word(mode) + "\") cannot carry");
    }
  }

  private static OsiSelectors selectors(Section section) {
    OsiSelectors selectors = new OsiSelectors(section.selector(PRESENTATION, 16),
        section.selector(SESSION, 16), section.selector(TRANSPORT, 32));
    section.refuseUnknownKeys();
    return selectors;
  }

  /** Words and what they stand for, in the order in which they are told. */
  private static <T> Map<String, T> ordered(String word, T first, String second, T other) {
    Map<String, T> map = new LinkedHashMap<>();
    map.put(word, first);
    map.put(second, other);
    return map;
  }

  private static <T> Map<String, T> ordered(String word, T first, String second, T other, String third,
      T last) {
    Map<String, T> map = ordered(word, first, second, other);
    map.put(third, last);
    return map;
  }

  private static <T> Map<String, T> ordered(String word, T first, String second, T other, String third,
      T another, String fourth, T last) {
    Map<String, T> map = ordered(word, first, second, other, third, another);
    map.put(fourth, last);
    return map;
  }
}
