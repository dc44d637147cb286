package dev.vcond.app;

/**
 * What runs.
 *
 * @param vcond from the manifest of our jar; classes that do not come from it (an IDE, the tests)
 *     have none
 */
public record Version(String vcond, String java) {

  /** That of this process. */
  public static Version current() {
    String vcond = Version.class.getPackage().getImplementationVersion();
    return new Version(vcond == null ? "(unpackaged)" : vcond, Runtime.version().toString());
  }
}
