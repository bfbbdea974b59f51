package org.angarium.mta.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.angarium.x400.address.AddressSyntaxException;
import org.angarium.x400.address.OrAddress;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlTable;

/** Reads who is who in our domain besides the mailboxes: lists, redirections, the default recipient. */
final class NamesReader {
  static final Key LIST = new Key("list", "a distribution list, [[list]]");
  static final Key REDIRECTION = new Key("redirection",
      "an address whose owner gets mail elsewhere, [[redirection]]");
  static final Key DEFAULT_RECIPIENT = new Key("default-recipient",
      "the O/R address that gets what is for nobody here, if the originator allows an alternate recipient");
  private static final Key NAME = new Key("name", "the unique key of the list");
  private static final Key ADDRESS = new Key("address",
      "the O/R address of the list, or a list of them; the first is the one that histories show");
  private static final Key MEMBERS = new Key("members", "the O/R addresses of the members");
  private static final Key MEMBERS_FILE = new Key("members-file",
      "a text file with a member's O/R address in each line, relative to the configuration file");
  private static final Key OWNER = new Key("owner", "the O/R address of who looks after the list");
  private static final Key REPORTS = new Key("reports", "to whom reports on the members go");
  private static final Key SUBMITTERS = new Key("submitters",
      "patterns of the addresses that may send to the list; left out: everybody");
  private static final Key FROM = new Key("address", "the O/R address that mail is redirected from");
  private static final Key TO = new Key("to", "the O/R address that gets the mail");
  private static final Map<String, ReportPolicy> POLICIES = new LinkedHashMap<>();

  static {
    POLICIES.put("originator", ReportPolicy.ORIGINATOR);
    POLICIES.put("owner", ReportPolicy.OWNER);
    POLICIES.put("both", ReportPolicy.BOTH);
    POLICIES.put("none", ReportPolicy.NONE);
  }

  private final GlobalDomain domain;
  private final Path directory;
  private final DirectoryReader directories;
  private final Map<String, Integer> names = new HashMap<>();
  private final Map<String, Integer> addresses = new HashMap<>();

  private NamesReader(GlobalDomain domain, Path directory, DirectoryReader directories) {
    this.domain = domain;
    this.directory = directory;
    this.directories = directories;
  }

  /** @param directory that the paths of members' files are relative to */
  static LocalNamesConfig read(Section root, GlobalDomain domain, Path directory,
      List<MailboxConfig> mailboxes) {
    NamesReader reader = new NamesReader(domain, directory,
        new DirectoryReader(root, directory));
    for (MailboxConfig mailbox : mailboxes) {
      for (String address : mailbox.addresses()) {
        reader.key(address).ifPresent(key -> reader.addresses.put(key, 0));
      }
    }
    Optional<String> fallback = root.optionalText(DEFAULT_RECIPIENT, 1024);
    fallback.ifPresent(text -> address(root, DEFAULT_RECIPIENT, text));
    List<ListConfig> lists = new ArrayList<>();
    for (Section section : root.tables(LIST, label("list", "name"))) {
      lists.add(reader.list(section));
    }
    List<RedirectionConfig> redirections = new ArrayList<>();
    for (Section section : root.tables(REDIRECTION, label("redirection", "address"))) {
      redirections.add(reader.redirection(section));
    }
    return new LocalNamesConfig(lists, redirections, fallback);
  }

  private static BiFunction<TomlTable, Integer, String> label(String kind, String key) {
    return (table, number) -> table.get(List.of(key)) instanceof String name && !name.isEmpty()
        ? kind + " \"" + name + "\""
        : kind + " " + number;
  }

  private ListConfig list(Section section) {
    String name = section.text(NAME, 64);
    Integer first = name.isEmpty()
        ? null
        : names.putIfAbsent(name.toLowerCase(Locale.ROOT), section.line());
    if (first != null) {
      section.refuse(NAME, "the list of line " + first + " has this name already");
    }
    List<String> own = section.someTexts(ADDRESS);
    own.forEach(text -> local(section, ADDRESS, text));
    List<String> members = new ArrayList<>(section.texts(MEMBERS));
    members.forEach(text -> address(section, MEMBERS, text));
    section.optionalText(MEMBERS_FILE, 4096)
        .ifPresent(file -> members.addAll(membersOf(section, directory.resolve(file).normalize())));
    Optional<MemberSearch> search = directories.search(section);
    Optional<String> owner = section.optionalText(OWNER, 1024);
    owner.ifPresent(text -> address(section, OWNER, text));
    ReportPolicy reports = section.choice(REPORTS, ReportPolicy.ORIGINATOR, POLICIES);
    if (reports.toOwner() && owner.isEmpty()) {
      section.refuse(REPORTS, "needs an owner");
    }
    List<String> submitters = section.texts(SUBMITTERS);
    submitters.forEach(pattern -> AddressChecks.patternIsUsable(section, SUBMITTERS, pattern));
    section.refuseUnknownKeys();
    return new ListConfig(name, own, members, search, owner, reports, submitters);
  }

  private RedirectionConfig redirection(Section section) {
    String from = section.text(FROM, 1024);
    String to = section.text(TO, 1024);
    if (!from.isEmpty()) {
      local(section, FROM, from);
    }
    if (!to.isEmpty()) {
      address(section, TO, to);
    }
    section.refuseUnknownKeys();
    return new RedirectionConfig(from, to);
  }

  private static List<String> membersOf(Section section, Path file) {
    List<String> members = new ArrayList<>();
    LineFile.read(section, MEMBERS_FILE, file, (number, line) -> {
      String fault = fault(line);
      if (fault == null) {
        members.add(line);
      } else {
        section.refuse(MEMBERS_FILE, "line " + number + " " + fault);
      }
    });
    return members;
  }

  /** An address in our domain that nobody else has. */
  private void local(Section section, Key key, String text) {
    AddressChecks.localAddress(section, key, text, domain).ifPresent(address -> {
      Integer first = addresses.putIfAbsent(address.matchingKey(), section.line());
      if (first != null) {
        section.refuse(key, "\"" + text + "\" is taken: "
            + (first == 0 ? "a mailbox has it" : "what begins in line " + first + " has it"));
      }
    });
  }

  static void address(Section section, Key key, String text) {
    String fault = fault(text);
    if (fault != null) {
      section.refuse(key, "\"" + text + "\" " + fault);
    }
  }

  private static @Nullable String fault(String text) {
    try {
      List<String> violations = OrAddress.parse(text).validate();
      return violations.isEmpty() ? null : "breaks a limit of X.411: " + violations.getFirst();
    } catch (AddressSyntaxException e) {
      return "is no O/R address: " + e.getMessage();
    }
  }

  private Optional<String> key(String text) {
    try {
      return Optional.of(OrAddress.parse(text).matchingKey());
    } catch (AddressSyntaxException e) {
      // Noted where it was read.
      return Optional.empty();
    }
  }
}
