package dev.vcond.config;

import org.jspecify.annotations.Nullable;

/** Who the Sentinels are asked as; user and password in an address are for the servers. */
public record SentinelLogin(
    @Option(value = "User of the Sentinels, if they ask for one.", example = "vcond")
        @Nullable String sentinelUser,
    @Option(
            value =
                "Password of the Sentinels (their `requirepass`), if they ask for one. That of the"
                    + " servers stands in the address.",
            example = "${file:/etc/vcond/sentinel-password}",
            secret = true)
        @Nullable Secret sentinelPassword) {

  /** For Sentinels that ask for nothing. */
  public static final SentinelLogin NONE = new SentinelLogin(null, null);

  public SentinelLogin {
    if (sentinelUser != null && sentinelPassword == null) {
      throw new InvalidOption(
          "sentinel_password", "a user without a password", "write sentinel_password, too");
    }
  }
}
