package dev.vcond.config;

/**
 * Where a value was written: file as the operator named it, line and column counted from 1.
 *
 * <p>Values that come from no line of a file (the environment, a flag, a default) carry line 0 and
 * the name of their origin as the file.
 */
public record Position(String file, int line, int column) {

  /** The place of a value that stands in no file, such as an environment variable. */
  public static Position outside(String origin) {
    return new Position(origin, 0, 0);
  }

  /** {@code config.yml:12:7}, or the bare origin when there is no line. */
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
