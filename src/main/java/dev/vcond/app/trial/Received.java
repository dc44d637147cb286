package dev.vcond.app.trial;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A request that a link made. */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record Received(String method, Address address, byte[] body) {

  boolean fits(Address other, @Nullable String wanted) {
    return (wanted == null || wanted.toUpperCase(Locale.ROOT).equals(method))
        && other.fits(address);
  }

  String shown() {
    return method + " " + address.shown();
  }
}
