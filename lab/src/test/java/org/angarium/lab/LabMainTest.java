package org.angarium.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The command line as the launcher starts it. */
class LabMainTest {
  /** Of the command and those below it, as arguments; those that need a shell to be read are left out. */
  private static List<String[]> examples(CommandLine command) {
    List<String[]> examples = new ArrayList<>();
    for (String line : command.getCommandSpec().usageMessage().footer()) {
      String example = line.strip().replaceAll("([|<>]|  ).*", "").strip();
      if (example.startsWith("angarium ") && !example.contains("'")) {
        String[] words = example.split(" +");
        examples.add(Arrays.copyOfRange(words, 1, words.length));
      }
    }
    command.getSubcommands().values().forEach(below -> examples.addAll(examples(below)));
    return examples;
  }

  @Test
  void everyExampleThatTheHelpShowsIsUnderstood() {
    List<String[]> examples = examples(LabMain.commandLine());
    assertThat(examples).hasSizeGreaterThan(40);
    List<String> notUnderstood = new ArrayList<>();
    for (String[] example : examples) {
      try {
        LabMain.commandLine().parseArgs(example);
      } catch (CommandLine.ParameterException e) {
        notUnderstood.add(String.join(" ", example) + ": " + e.getMessage().lines().findFirst().orElse(""));
      }
    }
    assertThat(notUnderstood).isEmpty();
  }

  private static List<CommandLine> all(CommandLine command) {
    List<CommandLine> all = new ArrayList<>(List.of(command));
    command.getSubcommands().values().forEach(below -> all.addAll(all(below)));
    return all;
  }

  /** The list of commands shows the first paragraph of each; paragraphs are wrapped by whoever shows them. */
  @Test
  void everyCommandSaysFirstInWholeSentencesWhatItDoes() {
    List<String> broken = new ArrayList<>();
    for (CommandLine command : all(LabMain.commandLine())) {
      for (String paragraph : command.getCommandSpec().usageMessage().description()) {
        if (!paragraph.endsWith(".")) {
          broken.add(command.getCommandSpec().qualifiedName() + ": " + paragraph);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void aCommandThatIsMistypedIsGuessed() {
    StringWriter err = new StringWriter();

    int code = LabMain.commandLine().setErr(new PrintWriter(err, true)).execute("submitt");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("submitt").contains("Did you mean", "submit");
  }
}
