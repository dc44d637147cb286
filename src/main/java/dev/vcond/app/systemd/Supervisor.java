package dev.vcond.app.systemd;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who started this process and wants to know how it is. Thread-safe. */
@FunctionalInterface
public interface Supervisor {

  /**
   * Tells how it is; never throws, because no vCon may suffer from it.
   *
   * @param assignments such as {@code READY=1}, each on one line
   */
  void tell(String... assignments);

  /** That of this process; none if nobody named a socket for it. */
  static Optional<Supervisor> of(Map<String, String> environment) {
    String address = environment.getOrDefault("NOTIFY_SOCKET", "");
    if (address.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(NotifySocket.to(address));
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      Logger log = LoggerFactory.getLogger(Supervisor.class);
      log.warn(
          "systemd cannot be told how vcond is, because NOTIFY_SOCKET is {}: {}",
          address,
          e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * How often it wants to hear that this process is alive; none if it does not, or asked another
   * process.
   */
  static Optional<Duration> watchdog(Map<String, String> environment, long pid) {
    String micros = environment.getOrDefault("WATCHDOG_USEC", "");
    String asked = environment.getOrDefault("WATCHDOG_PID", "");
    if (!micros.matches("[1-9]\\d{0,17}") || !(asked.isEmpty() || asked.equals("" + pid))) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofNanos(Math.multiplyExact(1_000L, Long.parseLong(micros))));
  }
}
