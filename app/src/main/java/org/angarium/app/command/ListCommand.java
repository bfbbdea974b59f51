package org.angarium.app.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.angarium.app.console.Plain;
import org.angarium.app.console.Quantities;
import org.angarium.app.console.Table;
import org.angarium.app.control.ControlClient;
import org.angarium.app.control.ControlException;
import org.angarium.app.directory.LdapMemberLookup;
import org.angarium.mta.config.ConfigException;
import org.angarium.mta.config.ListConfig;
import org.angarium.mta.config.MtaConfig;
import org.angarium.mta.directory.LocalNames;
import org.angarium.mta.directory.LookupException;
import org.angarium.mta.directory.Membership;
import org.angarium.x400.address.AddressSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Distribution lists of a configuration, whether the MTA runs or not; and what the running one knows of them. */
@Command(name = "list", description = "Show distribution lists, and who their members are now.", footer = {
    "  angarium list show", "  angarium list members staff", "  angarium list members staff --json",
    "  angarium list flush staff"})
final class ListCommand extends Subcommand {
  @Override
  public Integer call() throws CommandFailure {
    throw new CommandFailure(ExitCode.USAGE,
        "list needs one of show, members and flush; see: angarium list --help");
  }

  @Command(name = "show", description = "Show the lists of the configuration.", footer = {
      "  angarium list show", "  angarium list show --json"})
  static final class ShowCommand extends Inquiry<List<ListConfig>> {
    @Override
    List<ListConfig> answer() throws ConfigException, CommandFailure {
      return config().read().names().lists();
    }

    @Override
    Object json(List<ListConfig> lists) {
      return lists.stream().map(ShowCommand::json).toList();
    }

    @Override
    void show(List<ListConfig> lists) {
      if (lists.isEmpty()) {
        out().println("There is no distribution list.");
        return;
      }
      Table table = new Table("LIST", "ADDRESS", ">MEMBERS", "DIRECTORY", "REPORTS");
      lists.forEach(list -> table.row(Plain.text(list.name()), Plain.text(list.addresses().getFirst()),
          list.members().size(), list.search().map(search -> search.directory().name()).orElse(""),
          list.reports().name().toLowerCase(Locale.ROOT)));
      print(table);
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
  static final class MembersCommand extends Inquiry<Membership> {
    @Parameters(paramLabel = "NAME", description = "Name of the list, as list show says it.")
    private String name = "";

    @Override
    Membership answer() throws ConfigException, CommandFailure {
      return members(list(config().read()));
    }

    private static List<String> addresses(Membership found) {
      return found.members().stream().map(member -> member.address().toString()).toList();
    }

    @Override
    Object json(Membership found) {
      return Map.of("list", name, "members", addresses(found), "unusable", found.unusable());
    }

    @Override
    void show(Membership found) {
      addresses(found).forEach(member -> out().println(Plain.text(member)));
      out().println(Quantities.count(found.members().size(), "member") + ".");
      found.unusable().forEach(one -> err().println("not usable: " + Plain.text(one)));
    }

    @Override
    int exitCode(Membership found) {
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

  @Command(name = "flush", description = {
      "Have the running MTA ask directories anew who the members of lists are.",
      "Without it, what a directory has told is used for its cache time. Members in the configuration and its files: config reload."}, footer = {
          "  angarium list flush", "  angarium list flush staff"})
  static final class FlushCommand extends Inquiry.Live<Integer> {
    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only this list; default all.")
    private @Nullable String name;

    @Override
    Integer ask(ControlClient mta) throws ControlException {
      return mta.flush(Optional.ofNullable(name));
    }

    @Override
    Object json(Integer lists) {
      return Map.of("lists", lists);
    }

    @Override
    void show(Integer lists) {
      out().println(lists == 0
          ? "No directory has members " + (name == null ? "of lists." : "of this list.")
          : "The next message for " + Quantities.count(lists, "list")
              + " with members in directories asks them anew.");
    }
  }
}
