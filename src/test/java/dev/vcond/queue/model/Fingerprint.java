package dev.vcond.queue.model;

/** 128 bits of everything that was added, in order: two states with the same are the same. */
final class Fingerprint {
  private long high = 0x9E3779B97F4A7C15L;
  private long low = 0xC2B2AE3D27D4EB4FL;

  Fingerprint add(int value) {
    high = mix(high ^ value);
    low = mix(low + value * 0xD6E8FEB86659FD93L);
    return this;
  }

  Fingerprint add(boolean value) {
    return add(value ? 1 : 0);
  }

  Fingerprint add(Enum<?> value) {
    return add(value.name());
  }

  Fingerprint add(String value) {
    return add(value.hashCode());
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 32)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 29)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 32);
  }

  long high() {
    return high;
  }

  long low() {
    return low;
  }
}
