package dev.vcond.app.systemd;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket on which systemd hears of its services, as sd_notify(3) says. Every message is one
 * datagram, so nothing is connected and systemd may be started anew at any time. Thread-safe.
 */
final class NotifySocket implements Supervisor {
  private static final Logger log = LoggerFactory.getLogger(NotifySocket.class);

  private final String address;
  private final byte[] socketAddress;

  /** Negative until the first message. */
  private int descriptor = -1;

  private @Nullable String said;

  private NotifySocket(String address, byte[] socketAddress) {
    this.address = address;
    this.socketAddress = socketAddress;
  }

  /**
   * @param address a path, or with an @ in front a name in the abstract name space
   * @throws IllegalArgumentException if it is neither
   * @throws UnsupportedOperationException if this Java or system has no way to such a socket
   */
  static NotifySocket to(String address) {
    if (!address.startsWith("/") && !address.startsWith("@")) {
      throw new IllegalArgumentException("it is no Unix socket");
    }
    UnixDatagram.require();
    return new NotifySocket(address, UnixDatagram.address(address));
  }

  @Override
  public synchronized void tell(String... assignments) {
    byte[] message = (String.join("\n", assignments) + "\n").getBytes(UTF_8);
    try {
      if (descriptor < 0) {
        descriptor = UnixDatagram.open();
      }
      UnixDatagram.send(descriptor, message, socketAddress);
      said = null;
    } catch (UnixDatagram.Failed e) {
      String why = String.valueOf(e.getMessage());
      // Twice a second would be a lot to say about a system that is broken anyway.
      if (!why.equals(said)) {
        log.warn("systemd could not be told how vcond is, at {}: {}.", address, why);
        said = why;
      }
    }
  }
}
