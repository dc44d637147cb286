package dev.vcond.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The flat arguments of ack.lua. Used by one thread. */
final class AckEncoding {
  private final List<byte[]> out = new ArrayList<>();

  void add(Ack ack) {
    out.add(ack.delivery().rawId());
    out.add(Keys.bytes(ack.delivery().claim()));
    out.add(Keys.bytes(Integer.toString(ack.pushes().size())));
    for (var push : ack.pushes()) {
      out.add(push.list());
      out.add(push.value());
      fields(push.record());
    }
    out.add(Keys.record(ack.recordList(), ack.delivery().rawId()));
    record(ack);
    out.add(Keys.bytes(Integer.toString(ack.expiries().size())));
    for (var expiry : ack.expiries()) {
      out.add(expiry.key());
      out.add(Keys.bytes(Long.toString(expiry.seconds())));
      String document = expiry.sha1().isEmpty() ? "" : ":" + expiry.sha1();
      out.add(Keys.bytes(expiry.mode().name() + document));
    }
  }

  private void fields(Map<String, String> record) {
    out.add(Keys.bytes(Integer.toString(record.size())));
    record.forEach((name, value) -> {
      out.add(Keys.bytes(name));
      out.add(Keys.bytes(value));
    });
  }

  private void record(Ack ack) {
    if (ack.record().isEmpty()) {
      // Always: a write-back may have left a checkpoint that the claim did not see yet.
      out.add(Keys.bytes("del"));
      return;
    }
    fields(ack.record());
  }

  byte[][] arguments() {
    return out.toArray(byte[][]::new);
  }
}
