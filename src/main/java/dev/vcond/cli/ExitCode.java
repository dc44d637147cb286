package dev.vcond.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a command ends, for scripts and for systemd. From 64 on the numbers are those of sysexits.h;
 * vcond.service relies on 69 and 70, after which it starts again.
 */
enum ExitCode {
  OK(0, "What was asked for is done."),
  FAILED(1, "Something that was asked for failed; standard error says what."),
  NOTHING_THERE(3, "Nothing was there."),
  WRONG_COMMAND_LINE(64, "The command line is wrong."),
  UNAVAILABLE(69, "Redis, or something else that is needed, cannot be reached."),
  UNEXPECTED(70, "An error that nobody foresaw; VCOND_DEBUG=1 shows where."),
  WRONG_CONFIGURATION(78, "The configuration is wrong; every problem is printed.");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  int code() {
    return code;
  }

  /** Code and meaning, in order, as {@code --help} shows them. */
  static Map<String, String> list() {
    return Arrays.stream(values())
        .collect(
            Collectors.toMap(
                exit -> Integer.toString(exit.code),
                exit -> exit.meaning,
                (first, _) -> first,
                LinkedHashMap::new));
  }
}
