package dev.vcond.chain;

import java.security.MessageDigestSpi;
import java.security.Provider;
import java.security.Security;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands in front of the JDK's SHA-1 and counts how often one is begun. */
final class CountedSha1 implements AutoCloseable {
  private static final String NAME = "counted";
  private static final AtomicInteger BEGUN = new AtomicInteger();

  private CountedSha1() {}

  static CountedSha1 start() {
    BEGUN.set(0);
    Security.insertProviderAt(new Counting(), 1);
    return new CountedSha1();
  }

  int count() {
    return BEGUN.get();
  }

  @Override
  public void close() {
    Security.removeProvider(NAME);
  }

  private static final class Counting extends Provider {
    private static final long serialVersionUID = 1L;

    private Counting() {
      super(NAME, "1", "counts SHA-1");
      put("MessageDigest.SHA-1", NotedSha1.class.getName());
    }
  }

  /** Not a real SHA-1: only that it is asked for matters. */
  public static final class NotedSha1 extends MessageDigestSpi {
    public NotedSha1() {
      BEGUN.incrementAndGet();
    }

    @Override
    protected void engineUpdate(byte input) {}

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {}

    @Override
    protected byte[] engineDigest() {
      return new byte[20];
    }

    @Override
    protected void engineReset() {}
  }
}
