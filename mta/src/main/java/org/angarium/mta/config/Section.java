package org.angarium.mta.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * One table of the file, read key by key. A value that is missing or wrong is noted and replaced by a stand-in, so that one reading
 * finds everything; the records made of stand-ins are thrown away with the {@link ConfigException}.
 */
final class Section {
  private static final int SHOWN_CHARACTERS = 60;
  private static final Pattern ASCII = Pattern.compile("[ -~]*");

  private final TomlTable table;
  private final @Nullable TomlPosition position;
  private final String where;
  private final Problems problems;
  private final Set<String> known = new LinkedHashSet<>();

  private Section(TomlTable table, @Nullable TomlPosition position, String where, Problems problems) {
    this.table = table;
    this.position = position;
    this.where = where;
    this.problems = problems;
  }

  static Section root(TomlTable table, Problems problems) {
    return new Section(table, null, "", problems);
  }

  /** Line in the file, 0 for the root. */
  int line() {
    return position == null ? 0 : position.line();
  }

  boolean has(Key key) {
    return table.contains(List.of(key.name()));
  }

  /** A mandatory text of ASCII characters; the stand-in is empty. */
  String text(Key key, int longest) {
    if (!has(key)) {
      missing(key);
      return "";
    }
    return optionalText(key, longest).orElse("");
  }

  /** A text of 1 to {@code longest} ASCII characters. */
  Optional<String> optionalText(Key key, int longest) {
    Object value = value(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof String text)) {
      refuse(key, "must be a text in quotation marks");
    } else if (text.isEmpty() || text.length() > longest) {
      refuse(key, "must have 1 to " + longest + " characters");
    } else if (!ASCII.matcher(text).matches()) {
      refuse(key, "may have printable ASCII characters only");
    } else {
      return Optional.of(text);
    }
    return Optional.empty();
  }

  /** A mandatory text of any characters, as addresses may have; the stand-in is empty. */
  String addressText(Key key) {
    Object value = value(key);
    if (value instanceof String text && !text.isBlank()) {
      return text;
    }
    if (value == null) {
      missing(key);
    } else {
      refuse(key, "must be a text in quotation marks that is not blank");
    }
    return "";
  }

  Optional<Password> password(Key key) {
    Object value = value(key);
    if (value == null) {
      return Optional.empty();
    }
    // The value itself must not be shown.
    if (!(value instanceof String text) || text.isEmpty() || text.length() > 64
        || !ASCII.matcher(text).matches()) {
      problems.add(positionOf(key),
          where + key.name() + " — must be a text of 1 to 64 printable ASCII characters"
              + " (" + key.meaning() + ")");
      return Optional.empty();
    }
    return Optional.of(new Password(text));
  }

  int integer(Key key, int otherwise, int least, int most) {
    Object value = value(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Long number && number >= least && number <= most) {
      return number.intValue();
    }
    refuse(key, "must be a whole number from " + least + " to " + most);
    return otherwise;
  }

  /** One of a few numbers. */
  int numberOf(Key key, int otherwise, List<Integer> choices) {
    Object value = value(key);
    if (value == null) {
      return otherwise;
    }
    for (int choice : choices) {
      if (value.equals((long) choice)) {
        return choice;
      }
    }
    refuse(key, "must be one of " + choices.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    return otherwise;
  }

  Duration duration(Key key, Duration otherwise, Duration least, Duration most) {
    Object value = value(key);
    if (value == null) {
      return otherwise;
    }
    Optional<Duration> duration = DurationText.parse(value);
    if (duration.isEmpty()) {
      refuse(key, "must be a number of seconds or a text like \"90s\", \"10m\", \"2h\", \"7d\"");
    } else if (duration.get().compareTo(least) < 0 || duration.get().compareTo(most) > 0) {
      refuse(key, "must be " + DurationText.format(least) + " to " + DurationText.format(most));
    } else {
      return duration.get();
    }
    return otherwise;
  }

  long octets(Key key, long otherwise, long least, long most) {
    Object value = value(key);
    if (value == null) {
      return otherwise;
    }
    OptionalLong octets = OctetText.parse(value);
    if (octets.isPresent() && octets.getAsLong() >= least && octets.getAsLong() <= most) {
      return octets.getAsLong();
    }
    refuse(key, "must be " + OctetText.format(least) + " to " + OctetText.format(most)
        + " octets, as a number or a text like \"64K\", \"5M\"");
    return otherwise;
  }

  boolean flag(Key key, boolean otherwise) {
    Object value = value(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean flag) {
      return flag;
    }
    refuse(key, "must be true or false");
    return otherwise;
  }

  /** One of a few words; the map keeps them in the order in which they are told. */
  <T> T choice(Key key, T otherwise, Map<String, T> choices) {
    Object value = value(key);
    if (value == null) {
      return otherwise;
    }
    T choice = value instanceof String text ? choices.get(text) : null;
    if (choice != null) {
      return choice;
    }
    refuse(key, "must be one of \"" + String.join("\", \"", choices.keySet()) + "\"");
    return otherwise;
  }

  Selector selector(Key key, int longest) {
    Object value = value(key);
    if (value == null) {
      return Selector.EMPTY;
    }
    try {
      if (value instanceof String text && Selector.parse(text).length() <= longest) {
        return Selector.parse(text);
      }
      refuse(key, "must be a text of at most " + longest + " octets");
    } catch (IllegalArgumentException e) {
      refuse(key, "must be ASCII text or an even number of hexadecimal digits after 0x");
    }
    return Selector.EMPTY;
  }

  /** A text or a list of texts, none of them empty. */
  List<String> texts(Key key) {
    Object value = value(key);
    List<String> texts = new ArrayList<>();
    boolean wrong = false;
    if (value instanceof TomlArray array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i) instanceof String text && !text.isBlank()) {
          texts.add(text);
        } else {
          wrong = true;
        }
      }
    } else if (value instanceof String text && !text.isBlank()) {
      texts.add(text);
    } else {
      wrong = value != null;
    }
    if (wrong) {
      refuse(key, "must be a text or a list of texts, none of them empty");
    }
    return texts;
  }

  /** A text or a list of them that must be given and not be empty. */
  List<String> someTexts(Key key) {
    List<String> texts = texts(key);
    if (value(key) instanceof TomlArray array && array.isEmpty()) {
      refuse(key, "must name at least one");
    } else if (!has(key)) {
      missing(key);
    }
    return texts;
  }

  /** The table of this key; an empty one if it is not there. */
  Section table(Key key) {
    Object value = value(key);
    String place = where + key.name() + ": ";
    if (value instanceof TomlTable inner) {
      return new Section(inner, positionOf(key), place, problems);
    }
    if (value != null) {
      refuse(key, "must be a table");
    }
    return new Section(Toml.parse(""), position, place, problems);
  }

  /**
   * The tables of a list of tables.
   *
   * @param label names a table, made of it and its number from 1
   */
  List<Section> tables(Key key, BiFunction<TomlTable, Integer, String> label) {
    Object value = value(key);
    List<Section> sections = new ArrayList<>();
    if (value instanceof TomlArray array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i) instanceof TomlTable inner) {
          sections.add(
              new Section(inner, array.inputPositionOf(i), where + label.apply(inner, i + 1) + ": ",
                  problems));
        } else {
          problems.add(array.inputPositionOf(i),
              where + key.name() + " " + (i + 1) + " — must be a table (" + key.meaning() + ")");
        }
      }
    } else if (value != null) {
      refuse(key, "must be a list of tables");
    }
    return sections;
  }

  void missing(Key key) {
    known.add(key.name());
    problems.asked(key.name());
    problems.add(position, where + key.name() + " is missing — it must be given (" + key.meaning() + ")");
  }

  /** Notes what is wrong with the value of a key. */
  void refuse(Key key, String wrong) {
    String shown = has(key) ? " = " + shown(table.get(List.of(key.name()))) : "";
    problems.add(positionOf(key), where + key.name() + shown + " — " + wrong + " (" + key.meaning() + ")");
  }

  /** As {@link #refuse}, for a value that must not be shown. */
  void refuseSecret(Key key, String wrong) {
    problems.add(positionOf(key), where + key.name() + " — " + wrong + " (" + key.meaning() + ")");
  }

  /** Notes the keys nobody asked for; called last. */
  void refuseUnknownKeys() {
    for (String key : table.keySet()) {
      if (!known.contains(key)) {
        String remedy = Suggestion.nearest(key, known).map(word -> "did you mean " + word + "?")
            .orElse("known here: " + String.join(", ", known));
        problems.add(table.inputPositionOf(List.of(key)), where + key + " is not known here — " + remedy);
      }
    }
  }

  private @Nullable Object value(Key key) {
    known.add(key.name());
    problems.asked(key.name());
    return table.get(List.of(key.name()));
  }

  private @Nullable TomlPosition positionOf(Key key) {
    TomlPosition of = table.inputPositionOf(List.of(key.name()));
    return of == null ? position : of;
  }

  private static String shown(@Nullable Object value) {
    return switch (value) {
      case String text when text.length() > SHOWN_CHARACTERS ->
        '"' + line(text.substring(0, SHOWN_CHARACTERS)) + "…\"";
      case String text -> '"' + line(text) + '"';
      case TomlTable ignored -> "{…}";
      case TomlArray ignored -> "[…]";
      case null, default -> String.valueOf(value);
    };
  }

  /** The text with control characters made visible, so that a message stays one line. */
  private static String line(String text) {
    return text.replaceAll("\\p{Cntrl}", "\uFFFD");
  }
}
