package dev.vcond.request;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in words what the client's exceptions mean; many of them have no message. */
final class ConnectionTrouble {
  private ConnectionTrouble() {}

  static RequestFailed explain(IOException e, URI url) {
    String where = Addresses.shown(url);
    if (has(e, CertificateException.class) || isDistrust(e)) {
      return new RequestFailed(
          Blame.SERVICE,
          where
              + ": its certificate is not trusted ("
              + root(e)
              + "). Name its authority in"
              + " `ca_file`.",
          e);
    }
    return new RequestFailed(Blame.MOMENT, where + ": " + reason(e), e);
  }

  /**
   * Whether the connection ended without a byte of an answer, as one does that was kept for the
   * next request and closed meanwhile. The request may be sent again (RFC 9110 section 9.2.2): a
   * POST bears a key by which a service knows it.
   */
  static boolean wasIdle(IOException e) {
    return !Thread.currentThread().isInterrupted()
        && String.valueOf(e.getMessage())
            .matches(".*(EOF reached while reading|header parser received no bytes).*");
  }

  private static String reason(IOException e) {
    if (has(e, UnresolvedAddressException.class)) {
      return "there is no such host, or the name service does not answer";
    }
    return switch (e) {
      case HttpConnectTimeoutException _ -> "no connection within the time-out";
      case HttpTimeoutException _ -> "no answer within the time-out";
      case ConnectException _ -> "the connection was refused (" + root(e) + ")";
      case SSLException _ -> "TLS failed (" + root(e) + ")";
      default -> root(e);
    };
  }

  private static boolean isDistrust(IOException e) {
    return e instanceof SSLException && root(e).contains("certification path");
  }

  private static boolean has(Throwable e, Class<? extends Throwable> kind) {
    for (@Nullable Throwable at = e; at != null; at = at.getCause()) {
      if (kind.isInstance(at)) {
        return true;
      }
    }
    return false;
  }

  private static String root(Throwable e) {
    String text = "";
    for (@Nullable Throwable at = e; at != null; at = at.getCause()) {
      if (at.getMessage() != null && !at.getMessage().isBlank()) {
        text = at.getMessage();
      }
    }
    return text.isEmpty() ? e.getClass().getSimpleName() : text;
  }
}
