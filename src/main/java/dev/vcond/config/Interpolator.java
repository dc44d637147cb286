package dev.vcond.config;

import dev.vcond.config.ConfigValue.Origin;
import dev.vcond.config.ConfigValue.Scalar;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Puts variables, files and systemd credentials into scalars: <code>${NAME}</code>, <code>
 * ${NAME:-default}</code>, <code>${file:/path}</code>, <code>${credential:name}</code>. One more
 * dollar in front stands for the two characters themselves.
 *
 * <p>What is put in stays text: it is never read as YAML, so a password may hold any character.
 */
final class Interpolator implements YamlReader.Scalars {

  /** A secret is a line; what is larger is the wrong file. */
  private static final long LARGEST_FILE = 1_000_000;

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern CREDENTIAL = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");

  private final Map<String, String> environment;
  private final Path folder;
  private final Problems problems;
  private final Problems unset;
  private final Map<Position, Set<String>> variables = new HashMap<>();
  private final Map<Position, String> spelled = new HashMap<>();

  /**
   * @param folder what relative paths of files start from
   * @param problems are never to show what was read from files
   * @param unset gets a problem for each value that cannot be had
   */
  Interpolator(Map<String, String> environment, Path folder, Problems problems, Problems unset) {
    this.environment = environment;
    this.folder = folder;
    this.problems = problems;
    this.unset = unset;
  }

  @Override
  public Scalar settle(Scalar scalar, String keyPath) {
    if (!scalar.text().contains("${")) {
      return scalar;
    }
    spelled.put(scalar.position(), scalar.text());
    Expansion expansion = new Expansion(scalar.position());
    try {
      String text = expansion.expand(scalar.text());
      if (!expansion.failures.isEmpty()) {
        expansion.failures.forEach(wrong -> report(wrong, scalar, keyPath));
        return new Scalar("", true, Origin.UNRESOLVED, scalar.position());
      }
      // `password: ${PASSWORD:-}` with nothing set means: not written.
      boolean absent = text.isEmpty() && expansion.origin == Origin.WRITTEN && !scalar.quoted();
      return new Scalar(text, !absent, expansion.origin, scalar.position());
    } catch (Unresolved wrong) {
      report(wrong, scalar, keyPath);
      return new Scalar("", true, Origin.UNRESOLVED, scalar.position());
    }
  }

  private void report(Unresolved wrong, Scalar scalar, String keyPath) {
    unset.error(scalar.position(), keyPath, wrong.problem, wrong.hint);
  }

  /** The scalars that something was put into, as they are written. */
  Map<Position, String> spelled() {
    return spelled;
  }

  /** Whether the scalar at a place takes its text from a variable. */
  boolean uses(Position place, String variable) {
    return variables.getOrDefault(place, Set.of()).contains(variable);
  }

  /** The work on one scalar. */
  private final class Expansion {

    private final Position place;
    private final List<Unresolved> failures = new ArrayList<>();
    private Origin origin = Origin.WRITTEN;

    Expansion(Position place) {
      this.place = place;
    }

    String expand(String text) throws Unresolved {
      StringBuilder out = new StringBuilder();
      int done = 0;
      for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", done)) {
        if (at > done && text.charAt(at - 1) == '$') {
          out.append(text, done, at - 1).append("${");
          done = at + 2;
        } else {
          int end = closing(text, at + 2);
          out.append(text, done, at).append(resolved(text.substring(at + 2, end)));
          done = end + 1;
        }
      }
      return out.append(text, done, text.length()).toString();
    }

    /** Nothing in the place of what is not there, so that all of it is told at once. */
    private String resolved(String body) {
      try {
        return resolve(body);
      } catch (Unresolved wrong) {
        failures.add(wrong);
        return "";
      }
    }

    private int closing(String text, int from) throws Unresolved {
      int depth = 1;
      for (int i = from; i < text.length(); i++) {
        if (text.startsWith("${", i)) {
          depth++;
        } else if (text.charAt(i) == '}' && --depth == 0) {
          return i;
        }
      }
      throw new Unresolved(
          "a ${ is never closed", "Close it with }, or write $${ for the two characters.");
    }

    private String resolve(String body) throws Unresolved {
      if (body.startsWith("file:")) {
        return file(expand(body.substring("file:".length())));
      }
      if (body.startsWith("credential:")) {
        return credential(expand(body.substring("credential:".length())));
      }
      return variable(body);
    }

    private String variable(String body) throws Unresolved {
      int split = body.indexOf(":-");
      String name = split < 0 ? body : body.substring(0, split);
      if (!VARIABLE.matcher(name).matches()) {
        throw new Unresolved(
            "between ${ and } stands no name of a variable",
            "Accepted: ${NAME}, ${NAME:-default}, ${file:/path}, ${credential:name}; $${ stands"
                + " for ${ itself.");
      }
      variables.computeIfAbsent(place, _ -> new HashSet<>()).add(name);
      String value = environment.get(name);
      if (split < 0 && value == null) {
        throw new Unresolved(
            "the environment variable " + name + " is not set",
            "Set it, or give a default: ${" + name + ":-...}.");
      }
      boolean useDefault = split >= 0 && (value == null || value.isEmpty());
      return useDefault || value == null ? expand(body.substring(split + 2)) : value;
    }

    private String credential(String name) throws Unresolved {
      String folderOfSystemd = environment.get("CREDENTIALS_DIRECTORY");
      if (folderOfSystemd == null || folderOfSystemd.isEmpty()) {
        throw new Unresolved(
            "there are no systemd credentials here (CREDENTIALS_DIRECTORY is not set)",
            "Add LoadCredential=NAME:/path to the unit, or use ${file:/path}. What a running"
                + " unit has is in CREDENTIALS_DIRECTORY=/run/credentials/vcond.service.");
      }
      if (!CREDENTIAL.matcher(name).matches()) {
        throw new Unresolved("the name of a credential holds letters, digits and . _ - only", "");
      }
      return content(Path.of(folderOfSystemd).resolve(name), "the credential " + name);
    }

    private String file(String path) throws Unresolved {
      try {
        return content(folder.resolve(path), "the file " + path);
      } catch (InvalidPathException _) {
        throw new Unresolved("${file:...} holds no path", "");
      }
    }

    private String content(Path path, String called) throws Unresolved {
      origin = Origin.CONFIDENTIAL;
      try {
        if (Files.isDirectory(path) || Files.size(path) > LARGEST_FILE) {
          throw new Unresolved(called + " is a folder or larger than 1 MB", "");
        }
        String content = withoutLineEnd(Files.readString(path));
        problems.conceal(content);
        return content;
      } catch (NoSuchFileException _) {
        throw new Unresolved(called + " does not exist", "Looked for " + path + ".");
      } catch (CharacterCodingException _) {
        throw new Unresolved(called + " is not UTF-8 text", "");
      } catch (IOException _) {
        throw new Unresolved(
            called + " cannot be read", "The user that runs vcond must be allowed to read it.");
      }
    }

    private static String withoutLineEnd(String text) {
      return text.endsWith("\r\n")
          ? text.substring(0, text.length() - 2)
          : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
  }

  /** Why a scalar has no text. */
  private static final class Unresolved extends Exception {
    private static final long serialVersionUID = 1L;
    private final String problem;
    private final String hint;

    Unresolved(String problem, String hint) {
      super(problem, null, false, false);
      this.problem = problem;
      this.hint = hint;
    }
  }
}
