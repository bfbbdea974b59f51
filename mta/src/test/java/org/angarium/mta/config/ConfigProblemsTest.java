package org.angarium.mta.config;

import static org.angarium.mta.config.Configurations.complaints;
import static org.angarium.mta.config.Configurations.complaintsAbout;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the administrator reads when the file is wrong. */
class ConfigProblemsTest {
  private static final String BRAVO = """
      [[connector]]
      name = "bravo"
      remote-mta = "BRAVO"
      host = "192.0.2.1"
      """;

  @Test
  void aValueOutOfRangeIsToldWithPlaceRangeAndMeaning() {
    assertThat(complaintsAbout(BRAVO + "  open-interval = 0\n")).containsExactly(
        "angarium.toml:11:3  connector \"bravo\": open-interval = 0 — must be 100 ms to 1 d"
            + " (how long to wait before reopening after an error)");
  }

  @Test
  void mailboxesAndListsHaveAnAddress() {
    assertThat(complaintsAbout("[[mailbox]]\nname = \"anna\"\naddress = []\n"
        + "[[list]]\nname = \"staff\"\naddress = []\n")).hasSize(2)
        .allMatch(line -> line.contains("address = […] — must name at least one"));
  }

  /** Else a message that a peer still retries could be taken for a new one. */
  @Test
  void duplicatesMustBeRememberedForAsLongAsMessagesLive() {
    assertThat(complaints("duplicate-memory = \"3d\"\n" + Configurations.MINIMAL)).containsExactly(
        "angarium.toml:1:1  duplicate-memory = \"3d\" — must be 10 d to 366 d (how long the identifier of a"
            + " received message is remembered to drop it when it comes again, at least the longest lifetime,"
            + " as peers retry for about that long)");
  }

  @Test
  void everythingWrongIsToldAtOnceInTheOrderOfTheFile() {
    assertThat(complaints("""
        nmae = "ALPHA"
        hop-limit = 9999
        [domain]
        country = "Germany"
        admd = "EXAMPLE"
        [[listener]]
        port = "102"
        [[connector]]
        remote-mta = "BRAVO"
        windwo = 3
        activation = "sometimes"
        """)).containsExactly(
        "angarium.toml  name is missing — it must be given (the name of this MTA, unique in its domain)",
        "angarium.toml  data-directory is missing — it must be given"
            + " (where the message store and the logs are kept, relative to the configuration file)",
        "angarium.toml:1:1  nmae is not known here — did you mean name?",
        "angarium.toml:2:1  hop-limit = 9999 — must be a whole number from 1 to 512"
            + " (trace elements beyond which a message is returned because it loops)",
        "angarium.toml:4:1  domain: country = \"Germany\" — must have 1 to 3 characters"
            + " (ISO 3166 or X.121 code of the country of the domain)",
        "angarium.toml:7:1  listener 1: port = \"102\" — must be a whole number from 0 to 65535 (the TCP port)",
        "angarium.toml:8:1  connector 1: name is missing — it must be given"
            + " (the unique name of the connector, shown to operators)",
        "angarium.toml:8:1  connector 1: host is missing — it must be given (IP address or host name of the peer)",
        "angarium.toml:10:1  connector 1: windwo is not known here — did you mean window?",
        "angarium.toml:11:1  connector 1: activation = \"sometimes\" — must be one of"
            + " \"always\", \"selected-times\", \"remote-initiated\", \"never\" (when associations may be opened)");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "open-interval = \"soon\" | must be a number of seconds or a text like \"90s\", \"10m\", \"2h\", \"7d\"",
      "open-interval = true | must be a number of seconds or a text like \"90s\", \"10m\", \"2h\", \"7d\"",
      "open-interval = nan | must be a number of seconds or a text like \"90s\", \"10m\", \"2h\", \"7d\"",
      "window = 0 | must be a whole number from 1 to 100",
      "window = 2.5 | must be a whole number from 1 to 100",
      "local-address = \"mail.example.net\" | is no IP address; give one of this machine, 192.0.2.1 or 2001:db8::1 for example",
      "tpdu-size = 1000 | must be one of 128, 256, 512, 1024, 2048, 4096, 8192, 65531",
      "permanent = \"yes\" | must be true or false",
      "local-mta = \"\" | must have 1 to 32 characters",
      "local-mta = \"Zürich\" | may have printable ASCII characters only",
      "local-mta = 5 | must be a text in quotation marks",
      "conformance = \"1992\" | must be one of \"1988-normal\", \"1988-x410\", \"1984\"",
      "local-selectors = \"P1\" | must be a table",
      "address-space = \"C=DE\" | must be a list of tables"})
  void wrongValues(String line, String wrong) {
    String key = line.substring(0, line.indexOf(' '));
    assertThat(complaintsAbout(BRAVO + line + "\n")).singleElement().asString()
        .startsWith("angarium.toml:11:1  connector \"bravo\": " + key + " = ").contains(" — " + wrong + " (");
  }

  @Test
  void x410ModeHasNoPresentationSelector() {
    assertThat(complaintsAbout(BRAVO + """
        conformance = "1984"
        remote-selectors = { presentation = "P1", transport = "591" }
        """)).singleElement().asString().contains("remote-selectors").contains(
        "has a presentation selector, which X.410 mode (conformance \"1984\") cannot carry");
  }

  @Test
  void selectorsAreBoundedTextOrHexadecimal() {
    assertThat(complaintsAbout(BRAVO
        + """
            remote-selectors = { presentation = "0x123", session = "Grüße", transport = "123456789012345678901234567890123" }
            """))
        .containsExactly(
            "angarium.toml:11:22  connector \"bravo\": remote-selectors: presentation = \"0x123\" — must be ASCII text"
                + " or an even number of hexadecimal digits after 0x (the presentation selector)",
            "angarium.toml:11:46  connector \"bravo\": remote-selectors: session = \"Grüße\" — must be ASCII text"
                + " or an even number of hexadecimal digits after 0x (the session selector)",
            "angarium.toml:11:65  connector \"bravo\": remote-selectors: transport ="
                + " \"123456789012345678901234567890123\" — must be a text of at most 32 octets (the transport selector)");
  }

  @Test
  void aPasswordIsNeverShown() {
    assertThat(complaintsAbout(BRAVO + "local-password = \"geheim€\"\n")).containsExactly(
        "angarium.toml:11:1  connector \"bravo\": local-password — must be a text of 1 to 64 printable ASCII"
            + " characters (the password we give on this link)");
  }

  @Test
  void syntaxErrorsAreToldAloneBecauseTheRestMayStandInTheWrongTable() {
    assertThat(complaints("name = \"ALPHA\nwindow = 0\n")).singleElement().asString()
        .startsWith("angarium.toml:1:").contains("this is not TOML: ");
  }

  @Test
  void namesGivenTwiceAreToldWithTheLineOfTheFirst() {
    assertThat(complaintsAbout(BRAVO + """
        [[connector]]
        name = "Bravo"
        remote-mta = "CHARLIE"
        host = "c"
        """)).containsExactly(
        "angarium.toml:12:1  connector \"Bravo\": name = \"Bravo\" — the connector of line 7 has"
            + " this name already (the unique name of the connector, shown to operators)");
  }

  @Test
  void connectorsThatCannotBeToldApartWhenThePeerCallsAreRefused() {
    String second = BRAVO.replace("\"bravo\"", "\"second\"");
    assertThat(complaintsAbout(BRAVO + second)).containsExactly(
        "angarium.toml:13:1  connector \"second\": remote-mta = \"BRAVO\" — cannot be told from the connector of line 7"
            + " when the peer calls: give another remote MTA name, remote password, selector or host"
            + " (the name the peer gives in its bind, compared exactly, capital and small letters too)");
    assertThat(complaintsAbout(BRAVO + second + "remote-password = \"x\"\n")).isEmpty();
  }

  @Test
  void aMailboxMustLieInTheOwnDomainAndNameSomebody() {
    assertThat(complaintsAbout("""
        [[mailbox]]
        name = "a"
        address = ["C=DE;A=EXAMPLE;P=BRAVO;S=Mann", "C=DE;A=EXAMPLE;P=ALPHA;O=Org"]
        [[mailbox]]
        name = "b"
        address = "C=de; A=Example; P=alpha; S=Mann"
        [[mailbox]]
        name = "c"
        address = "C=DE;A=EXAMPLE;P=ALPHA;S=mann"
        [[mailbox]]
        name = "d"
        """)).containsExactly(
        "angarium.toml:9:1  mailbox \"a\": address = […] — \"C=DE;A=EXAMPLE;P=BRAVO;S=Mann\" lies outside this MTA's"
            + " own domain C=DE;A=EXAMPLE;P=ALPHA"
            + " (the O/R address of the mailbox, or a list of them; the first is the one it sends from)",
        "angarium.toml:9:1  mailbox \"a\": address = […] — \"C=DE;A=EXAMPLE;P=ALPHA;O=Org\" names a domain or"
            + " organization, not a recipient; give S=, CN= or the like"
            + " (the O/R address of the mailbox, or a list of them; the first is the one it sends from)",
        "angarium.toml:15:1  mailbox \"c\": address = \"C=DE;A=EXAMPLE;P=ALPHA;S=mann\" —"
            + " \"C=DE;A=EXAMPLE;P=ALPHA;S=mann\" belongs to the mailbox of line 10 already"
            + " (the O/R address of the mailbox, or a list of them; the first is the one it sends from)",
        "angarium.toml:16:1  mailbox \"d\": address is missing — it must be given"
            + " (the O/R address of the mailbox, or a list of them; the first is the one it sends from)");
  }

  @Test
  void anAddressSpaceThatCanNeverMatchIsRefused() {
    assertThat(complaintsAbout("""
        [[mailbox]]
        name = "mann"
        address = "C=DE;A=EXAMPLE;P=ALPHA;S=Mann"
        """ + BRAVO + """
        address-space = [
          { pattern = "C=DE;A=*;X=1" },
          { pattern = "C=Germany" },
          { pattern = "C=DE;A=ANADMINISTRATIONDOMAIN;P=*" },
          { pattern = "C=DE;A=EXAMPLE;P=ALPHA;S=MANN" },
          { pattern = "C=DE;A=EXAMPLE" },
          { pattern = "C=DE;A=example" },
          { cost = 101 },
        ]
        """)).containsExactly(
        "angarium.toml:14:1  connector \"bravo\": address-space = […] — \"C=de;A=example;P=alpha;S=mann\" can never match,"
            + " it is the address of the local mailbox \"mann\" (the addresses reached over this connector)",
        "angarium.toml:14:1  connector \"bravo\": address-space = […] — \"C=de;A=example\" is given twice"
            + " (the addresses reached over this connector)",
        "angarium.toml:15:5  connector \"bravo\": address-space 1: pattern = \"C=DE;A=*;X=1\" — is no address pattern:"
            + " unknown attribute \"X\" (at character 10 of \"C=DE;A=*;X=1\")"
            + " (addresses reached over this connector, * for any value)",
        "angarium.toml:16:5  connector \"bravo\": address-space 2: pattern = \"C=Germany\" — no address can match:"
            + " country-name: \"germany\" is neither two letters nor three digits of a NumericString"
            + " (addresses reached over this connector, * for any value)",
        "angarium.toml:17:5  connector \"bravo\": address-space 3: pattern = \"C=DE;A=ANADMINISTRATIONDOMAIN;P=*\" —"
            + " no address can match: administration-domain-name: \"anadministrationdomain\" has 22 characters,"
            + " 0 to 16 are allowed (addresses reached over this connector, * for any value)",
        "angarium.toml:21:3  connector \"bravo\": address-space 7: pattern is missing — it must be given"
            + " (addresses reached over this connector, * for any value)",
        "angarium.toml:21:5  connector \"bravo\": address-space 7: cost = 101 — must be a whole number from 1 to 100"
            + " (the route with the least cost is taken)");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"C=DE;A=*;P=EX*", "C=*", "*", "C=276;A= ;P=X", "C=DE;A=EXAMPLE;OU2=*",
      "G=Erika",
      "C=DE;A=X;O=Müller", "C=D*", "/C=DE/ADMD=X/PRMD=Y/", "C=DE;A=X;DDA:RFC-822=a(a)*", "C=DE;A=X;P=A\\;B"})
  void patternsThatCanMatch(String pattern) {
    assertThat(complaintsAbout(BRAVO + "address-space = [{ pattern = '" + pattern + "' }]\n")).isEmpty();
  }

  @Test
  void contradictionsWithinAConnectorAreToldOnTheKeyToChange() {
    assertThat(complaintsAbout(BRAVO + """
        dialogue = "monologue"
        initial-turn = "responder"
        address-space = [{ pattern = "*" }]
        """)).containsExactly(
        "angarium.toml:12:1  connector \"bravo\": initial-turn = \"responder\" — nothing could ever"
            + " be sent: in a monologue the turn stays with the side that has it first"
            + " (who may send first on associations that we open)");
    assertThat(complaintsAbout(BRAVO + """
        activation = "remote-initiated"
        permanent = true
        """)).containsExactly(
        "angarium.toml:12:1  connector \"bravo\": permanent = true — cannot be kept by a connector"
            + " whose associations only the peer opens (keep one association open all the time)");
  }

  @Test
  void aPeerThatOnlyCallsNeedsNoHost() {
    assertThat(complaintsAbout("""
        [[connector]]
        name = "bravo"
        remote-mta = "BRAVO"
        activation = "remote-initiated"
        """)).isEmpty();
  }

  @Test
  void listenersOnTheSamePortAreRefusedUnlessTheSystemChoosesIt() {
    assertThat(complaintsAbout("[[listener]]\n[[listener]]\nport = 102\n")).containsExactly(
        "angarium.toml:9:1  listener 2: port = 102 — the listener of line 7 has this address and port already"
            + " (the TCP port)");
    assertThat(complaintsAbout("[[listener]]\nport = 0\n[[listener]]\nport = 0\n")).isEmpty();
  }

  @Test
  void anUnknownKeyThatResemblesNothingIsToldWithTheKnownOnes() {
    assertThat(complaintsAbout("[control]\ncolour = 1\n")).containsExactly(
        "angarium.toml:8:1  control: colour is not known here — known here: enabled, port");
  }

  /** Whatever is done to a valid file: a configuration, or a list of problems, nothing else. */
  @Test
  void damagedFilesGiveAConfigurationOrProblems() {
    Random random = new Random(4711);
    String example = ConfigReader.example();
    int refused = 0;
    for (int i = 0; i < 200; i++) {
      StringBuilder damaged = new StringBuilder(example);
      for (int n = random.nextInt(3); n >= 0; n--) {
        int at = random.nextInt(damaged.length());
        switch (random.nextInt(3)) {
          case 0 -> damaged.deleteCharAt(at);
          case 1 -> damaged.setCharAt(at, "\"[]{}=,.#'\\\n0x*;é".charAt(random.nextInt(17)));
          default ->
            damaged.insert(at, damaged.substring(at, Math.min(damaged.length(), at + random.nextInt(40))));
        }
      }
      refused += complaints(damaged.toString()).isEmpty() ? 0 : 1;
    }
    assertThat(refused).isBetween(10, 198);
  }
}
