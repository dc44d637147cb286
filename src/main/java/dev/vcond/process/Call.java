package dev.vcond.process;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of a program.
 *
 * @param arguments behind those of the command
 * @param facts variables of its environment for this run only
 * @param input its standard input; null for none
 * @param mostOutput how many bytes of its standard output are kept, more being an error; 0: its
 *     output is discarded
 */
public record Call(
    List<String> arguments,
    Map<String, String> facts,
    @Nullable InputStream input,
    long mostOutput) {

  /** A run that reads nothing and whose output is discarded. */
  public static Call of(List<String> arguments, Map<String, String> facts) {
    return new Call(arguments, facts, null, 0);
  }

  /** The same with something to read. */
  public Call reading(InputStream from) {
    return new Call(arguments, facts, from, mostOutput);
  }

  /** The same with its output kept, up to so many bytes. */
  public Call writing(long most) {
    return new Call(arguments, facts, input, most);
  }
}
