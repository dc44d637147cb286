package dev.vcond.storage.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What systemd lets a service write to: with {@code ProtectSystem=strict}, nothing that its unit
 * does not name.
 *
 * @param unit such as {@code vcond@blue.service}
 * @param user whom it runs as
 */
record UnitSandbox(String unit, String user) {
  private static final Path CGROUP = Path.of("/proc/self/cgroup");
  private static final Pattern UNIT = Pattern.compile("/([^/\\s]+\\.service)(?=/|\\s|$)");

  /** That of this process, if it is a service. */
  static Optional<UnitSandbox> ofThisProcess() {
    try {
      return of(System.getenv(), Files.readString(CGROUP), System.getProperty("user.name"));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /**
   * @param cgroup what {@code /proc/self/cgroup} says
   */
  static Optional<UnitSandbox> of(Map<String, String> environment, String cgroup, String user) {
    Matcher unit = UNIT.matcher(cgroup);
    // The terminal of a person hangs below a service as well, which nobody is told of here.
    return environment.containsKey("INVOCATION_ID") && unit.find()
        ? Optional.of(new UnitSandbox(unit.group(1), user))
        : Optional.empty();
  }

  /**
   * The way out for a folder that is read-only to the service alone; to be copied as it stands,
   * from a log of JSON too: it holds nothing that JSON escapes, unless the folder does.
   */
  String advice(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    String dropIn = "/etc/systemd/system/" + unit + ".d";
    String quoted = folder.toString().contains(" ") ? "\"" + folder + "\"" : folder.toString();
    return ("If it is so for %s only, let its unit write there, as root: install -d -o %s '%s' &&"
            + " mkdir -p '%s' && { echo '[Service]'; echo 'ReadWritePaths=%s'; } > '%s/%s.conf' &&"
            + " systemctl daemon-reload && systemctl restart '%s'")
        .formatted(unit, user, folder, dropIn, quoted, dropIn, name(folder), unit);
  }

  private static String name(Path folder) {
    return folder.toString().replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
  }
}
