package dev.vcond.config;

/** The vCon format in which a storage gets its documents. */
public enum EgressFormat {
  /** As the daemon has it. */
  CURRENT("current"),
  /** With the names of vCon 0.0.1, for readers that know no other. */
  V0_0_1("0.0.1");

  private final String written;

  EgressFormat(String written) {
    this.written = written;
  }

  /** As it is written in the configuration. */
  @Override
  public String toString() {
    return written;
  }
}
