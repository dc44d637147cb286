package dev.vcond.deadletter;

import dev.vcond.vcon.VconId;
import java.util.UUID;

/**
 * Remembers which ids lost their record, in 8 to 16 bytes each: an id that is on the list a second
 * time would look as if it never had one. Not thread-safe.
 */
final class DroppedIds {
  private static final long FREE = 0;

  private long[] slots = new long[1024];
  private int size;

  void add(VconId id) {
    if (size * 2 > slots.length) {
      grow();
    }
    put(mixed(id));
  }

  boolean has(VconId id) {
    long wanted = mixed(id);
    for (int at = place(wanted); slots[at] != FREE; at = next(at)) {
      if (slots[at] == wanted) {
        return true;
      }
    }
    return false;
  }

  private void put(long value) {
    int at = place(value);
    while (slots[at] != FREE && slots[at] != value) {
      at = next(at);
    }
    if (slots[at] == FREE) {
      slots[at] = value;
      size++;
    }
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * 2];
    size = 0;
    for (long value : old) {
      if (value != FREE) {
        put(value);
      }
    }
  }

  private int place(long value) {
    return (int) (value & (slots.length - 1));
  }

  private int next(int at) {
    return (at + 1) & (slots.length - 1);
  }

  /** 64 of 128 bits: among millions of ids, two alike are not to be expected. */
  private static long mixed(VconId id) {
    UUID uuid = UUID.fromString(id.asPopped());
    long mixed = uuid.getMostSignificantBits() * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 32) ^ uuid.getLeastSignificantBits()) * 0xD6E8FEB86659FD93L;
    mixed ^= mixed >>> 32;
    return mixed == FREE ? 1 : mixed;
  }
}
