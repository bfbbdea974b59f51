package org.angarium.app.command;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.angarium.app.Main;
import org.angarium.app.MtaLauncher;
import org.angarium.app.Samples;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** What one command printed and how it ended; without colours, at a fixed time. */
record CommandRun(int exitCode, String out, String err) {

  static CommandRun of(String... arguments) {
    return with("", (config, events) -> {
      throw new IOException("no MTA in this test");
    }, arguments);
  }

  static CommandRun with(String input, MtaLauncher launcher, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings surroundings = new Surroundings(
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), InstantSource.fixed(Samples.NOW),
        ZoneOffset.UTC, launcher);
    CommandLine line = Main.commandLine(surroundings);
    int exitCode = line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(arguments);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }
}
