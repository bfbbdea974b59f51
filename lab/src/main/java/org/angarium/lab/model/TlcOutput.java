package org.angarium.lab.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What TLC prints in tool mode: messages between marker lines, each with a number and, after it, how bad it is. */
final class TlcOutput {
  private static final Pattern START = Pattern.compile("@!@!@STARTMSG (\\d+):(\\d+) @!@!@");
  private static final Pattern END = Pattern.compile("@!@!@ENDMSG \\d+ @!@!@");
  private static final Pattern INVARIANT = Pattern.compile("Invariant (\\w+) is violated.*", Pattern.DOTALL);
  private static final Pattern PROGRESS = Pattern.compile(
      "Progress\\((\\d+)\\).*?: ([\\d,]+) states generated.*?, ([\\d,]+) distinct.*",
      Pattern.DOTALL);
  private static final Pattern TOTAL = Pattern
      .compile("(\\d+) states generated, (\\d+) distinct states found.*", Pattern.DOTALL);
  private static final Pattern DEPTH = Pattern
      .compile("The depth of the complete state graph search is (\\d+).*", Pattern.DOTALL);
  private static final Pattern TAKEN = Pattern.compile("<(\\w+) line .*>: (\\d+):(\\d+)\\s*", Pattern.DOTALL);
  private static final Pattern REACHED = Pattern.compile("<<\"reached\", (\\d+)>>");
  private static final int SEVERITY_ERROR = 1;

  private int number;
  private int severity;
  private @Nullable StringBuilder text;
  private long generated;
  private long distinct;
  private int depth;
  private int reached;
  private boolean finished;
  private @Nullable String violated;
  private final List<String> trace = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final Map<String, Long> taken = new TreeMap<>();

  /** Takes one line. Answers whether it told of progress. */
  boolean line(String line) {
    Matcher start = START.matcher(line);
    if (start.matches()) {
      number = Integer.parseInt(start.group(1));
      severity = Integer.parseInt(start.group(2));
      text = new StringBuilder();
    } else if (END.matcher(line).matches()) {
      String whole = text == null ? "" : text.toString();
      text = null;
      message(whole.strip());
      return number == Code.PROGRESS;
    } else if (text != null) {
      text.append(line).append('\n');
    } else if (REACHED.matcher(line).matches()) {
      reached = (int) number(line.replaceAll("\\D", ""));
    } else if (line.startsWith("***") || line.startsWith("Error") || line.startsWith("Exception")) {
      errors.add(line);
    }
    return false;
  }

  /** Numbers of messages, as in the checker's own table. */
  private static final class Code {
    static final int INVARIANT_VIOLATED = 2110;
    static final int TEMPORAL_VIOLATED = 2116;
    static final int BEHAVIOUR_FOLLOWS = 2121;
    static final int COUNTER_EXAMPLE_FOLLOWS = 2264;
    static final int FINISHED = 2186;
    static final int DEPTH = 2194;
    static final int TOTAL = 2199;
    static final int PROGRESS = 2200;
    static final int STATE = 2217;
    static final int STUTTERING = 2218;
    static final int BACK_TO_STATE = 2122;
    static final int ACTION_TAKEN = 2772;
  }

  private void message(String message) {
    switch (number) {
      case Code.INVARIANT_VIOLATED -> {
        Matcher invariant = INVARIANT.matcher(message);
        violated = invariant.matches() ? invariant.group(1) : message;
      }
      case Code.TEMPORAL_VIOLATED -> violated = "";
      case Code.PROGRESS -> {
        Matcher progress = PROGRESS.matcher(message);
        if (progress.matches()) {
          depth = Integer.parseInt(progress.group(1));
          generated = number(progress.group(2));
          distinct = number(progress.group(3));
        }
      }
      case Code.TOTAL -> {
        Matcher total = TOTAL.matcher(message);
        if (total.matches()) {
          generated = number(total.group(1));
          distinct = number(total.group(2));
        }
      }
      case Code.DEPTH -> {
        Matcher reached = DEPTH.matcher(message);
        if (reached.matches()) {
          depth = Integer.parseInt(reached.group(1));
        }
      }
      case Code.STATE, Code.STUTTERING, Code.BACK_TO_STATE -> trace.add(message);
      case Code.ACTION_TAKEN -> {
        Matcher action = TAKEN.matcher(message);
        if (action.matches()) {
          taken.merge(action.group(1), number(action.group(3)), Long::sum);
        }
      }
      case Code.FINISHED -> finished = true;
      case Code.BEHAVIOUR_FOLLOWS, Code.COUNTER_EXAMPLE_FOLLOWS -> {
        // the states come as messages of their own
      }
      default -> {
        if (severity == SEVERITY_ERROR) {
          errors.add(message);
        }
      }
    }
  }

  private static long number(String digits) {
    return Long.parseLong(digits.replace(",", ""));
  }

  boolean isFinished() { return finished; }

  /** The property that was found not to hold, empty for the only temporal one, null if none. */
  @Nullable
  String violated() {
    return violated;
  }

  /** The states of the counter-example as printed. */
  List<String> trace() {
    return trace;
  }

  /** What went wrong with the checking itself. */
  List<String> errors() {
    return errors;
  }

  /** How often each action was taken, if that was asked for. */
  Map<String, Long> taken() {
    return taken;
  }

  /** What module RecordedHistory printed last: the record that comes next. */
  int reached() {
    return reached;
  }

  long generated() {
    return generated;
  }

  long distinct() {
    return distinct;
  }

  /** Length of the longest of the shortest ways to a state. */
  int depth() {
    return depth;
  }
}
