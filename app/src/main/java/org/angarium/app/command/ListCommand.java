package org.angarium.app.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.angarium.app.console.Plain;
import org.angarium.app.console.Quantities;
import org.angarium.app.console.Table;
import org.angarium.app.directory.LdapMemberLookup;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.ListConfig;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.directory.LocalNames;
import org.angarium.mta.directory.LookupException;
import org.angarium.mta.directory.Membership;
import org.angarium.x400.address.AddressSyntaxException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Distribution lists of a configuration, whether the MTA runs or not. */
@Command(name = "list", description = "Show distribution lists, and who their members are now.", footer = {
    "  angarium list show", "  angarium list members staff", "  angarium list members staff --json"})
final class ListCommand extends Subcommand {
  @Override
  public Integer call() throws CommandFailure {
    throw new CommandFailure(ExitCode.USAGE,
        "list needs one of show and members; see: angarium list --help");
  }

  @Command(name = "show", description = "Show the lists of the configuration.", footer = {
      "  angarium list show", "  angarium list show --json"})
  static final class ShowCommand extends Subcommand {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws ConfigException, CommandFailure {
      List<ListConfig> lists = config.read().names().lists();
      if (json) {
        printJson(lists.stream().map(ShowCommand::json).toList());
      } else if (lists.isEmpty()) {
        out().println("There is no distribution list.");
      } else {
        Table table = new Table("LIST", "ADDRESS", ">MEMBERS", "DIRECTORY", "REPORTS");
        lists.forEach(list -> table.row(Plain.text(list.name()), Plain.text(list.addresses().getFirst()),
            list.members().size(), list.search().map(search -> search.directory().name()).orElse(""),
            list.reports().name().toLowerCase(Locale.ROOT)));
        print(table);
      }
      return ExitCode.OK;
    }

    private static Map<String, Object> json(ListConfig list) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("name", list.name());
      all.put("addresses", list.addresses());
      all.put("configuredMembers", list.members().size());
      list.search().ifPresent(search -> all.put("directory", search.directory().name()));
      all.put("reports", list.reports().name().toLowerCase(Locale.ROOT));
      return all;
    }
  }

  @Command(name = "members", description = {"Look up the members of a list as the MTA does for a message.",
      "Asks the directory itself; the MTA need not run."}, footer = {
          "  angarium list members staff", "  angarium list members staff --json"})
  static final class MembersCommand extends Subcommand {
    @Parameters(paramLabel = "NAME", description = "Name of the list, as list show says it.")
    private String name = "";

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws ConfigException, CommandFailure {
      Membership found = members(list(config.read()));
      List<String> members = found.members().stream().map(member -> member.address().toString()).toList();
      if (json) {
        printJson(Map.of("list", name, "members", members, "unusable", found.unusable()));
      } else {
        members.forEach(member -> out().println(Plain.text(member)));
        out().println(Quantities.count(members.size(), "member") + ".");
        found.unusable().forEach(one -> err().println("not usable: " + Plain.text(one)));
      }
      return found.unusable().isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private ListConfig list(MtaConfig mta) throws CommandFailure {
      return mta.names().lists().stream().filter(list -> list.name().equals(name)).findFirst()
          .orElseThrow(
              () -> new CommandFailure(ExitCode.USAGE, "there is no list \"" + name + "\"; there are "
                  + mta.names().lists().stream().map(ListConfig::name).toList()));
    }

    private static Membership members(ListConfig list) throws CommandFailure {
      try (LdapMemberLookup lookup = new LdapMemberLookup()) {
        return lookup.members(LocalNames.list(list)).toCompletableFuture().join();
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof LookupException failure)) {
          throw e;
        }
        throw new CommandFailure(ExitCode.FAILED, "the members of list " + list.name()
            + " cannot be told: " + failure.getMessage() + (failure.permanent()
                ? " (a message for it is returned)"
                : " (a message for it waits)"));
      } catch (AddressSyntaxException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
