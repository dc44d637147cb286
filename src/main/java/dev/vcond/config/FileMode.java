package dev.vcond.config;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Permissions of a file or folder, {@code rwxr-xr-x} as nine bits.
 *
 * <p>What begins with a zero is octal ({@code 0o644}, {@code 0644}); a bare number is decimal,
 * because that is what a program that wrote YAML 1.1 made of {@code 0644} (420).
 */
public record FileMode(int bits) {

  private static final Pattern OCTAL = Pattern.compile("0[oO]?([0-7]{1,4})");
  private static final Pattern DECIMAL = Pattern.compile("\\d{1,4}");
  private static final int ALL = 0777;

  public FileMode {
    if (bits < 0 || bits > ALL) {
      throw new IllegalArgumentException(
          "expected permissions from 0o000 to 0o777, with the zero in front");
    }
  }

  /**
   * Reads permissions.
   *
   * @throws IllegalArgumentException saying what was expected, without the text
   */
  public static FileMode parse(String text) {
    String written = text.strip();
    Matcher octal = OCTAL.matcher(written);
    if (octal.matches()) {
      return new FileMode(Integer.parseInt(octal.group(1), 8));
    }
    if (DECIMAL.matcher(written).matches()) {
      return new FileMode(Integer.parseInt(written));
    }
    throw new IllegalArgumentException("expected permissions such as 0o644");
  }

  /** The same permissions as the JDK names them. */
  public Set<PosixFilePermission> permissions() {
    StringBuilder letters = new StringBuilder("rwxrwxrwx");
    for (int i = 0; i < letters.length(); i++) {
      if ((bits & (0400 >> i)) == 0) {
        letters.setCharAt(i, '-');
      }
    }
    return PosixFilePermissions.fromString(letters.toString());
  }

  @Override
  public String toString() {
    return "0o%03o".formatted(bits);
  }
}
