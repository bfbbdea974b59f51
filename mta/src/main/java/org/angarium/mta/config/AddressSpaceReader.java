package org.angarium.mta.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.angarium.x400.address.PatternReader;

/** Reads the address spaces of connectors and access units, in the configuration file itself and in files of their own. */
final class AddressSpaceReader {
  static final Key ADDRESS_SPACE = new Key("address-space", "the addresses reached over this connector");
  static final Key FILE = new Key("address-space-file",
      "text files with an address space in each line, relative to the configuration file");
  static final Key PATTERN = new Key("pattern", "addresses reached over this connector, * for any value");
  private static final Key COST = new Key("cost", "the route with the least cost is taken");
  private static final Key SCOPE = new Key("scope", "whose messages may take it");
  private static final Key STAND_IN = new Key("stand-in",
      "whether it also takes mail of closer address spaces while none of their connectors can be reached");
  static final Map<String, AddressSpace.Scope> SCOPES = new LinkedHashMap<>();

  static {
    SCOPES.put("any", AddressSpace.Scope.ANY);
    SCOPES.put("organization", AddressSpace.Scope.ORGANIZATION);
    SCOPES.put("this-mta", AddressSpace.Scope.THIS_MTA);
  }

  private final Path directory;
  private final PatternReader patterns = new PatternReader();

  /**
   * @param directory that the paths of files are relative to
   * @param before connectors whose patterns are kept where they are in what is read, too
   */
  AddressSpaceReader(Path directory, List<ConnectorConfig> before) {
    this.directory = directory;
    before.forEach(connector -> connector.addressSpaces().forEach(space -> patterns.know(space.pattern())));
  }

  List<AddressSpace> read(Section section) {
    List<AddressSpace> spaces = new ArrayList<>();
    for (Section space : section.tables(ADDRESS_SPACE, (table, number) -> "address-space " + number)) {
      String pattern = space.addressText(PATTERN);
      int cost = space.integer(COST, 1, 1, 100);
      AddressSpace.Scope scope = space.choice(SCOPE, AddressSpace.Scope.ANY, SCOPES);
      boolean standIn = space.flag(STAND_IN, false);
      space.refuseUnknownKeys();
      if (!pattern.isEmpty()) {
        AddressChecks.usablePattern(space, PATTERN, pattern, patterns)
            .ifPresent(usable -> spaces.add(new AddressSpace(usable, cost, scope, standIn)));
      }
    }
    for (String file : section.texts(FILE)) {
      LineFile.read(section, FILE, directory.resolve(file).normalize(), (number, text) -> {
        AddressSpaceLine line = AddressSpaceLine.of(text, patterns);
        if (line.fault() == null) {
          spaces.add(line.space());
        } else {
          section.refuse(FILE, "line " + number + " of " + file + " " + line.fault());
        }
      });
    }
    return spaces;
  }
}
