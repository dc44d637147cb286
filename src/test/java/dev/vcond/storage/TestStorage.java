package dev.vcond.storage;

import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Storages made of functions. */
public final class TestStorage {
  private TestStorage() {}

  /** What a storage does to save a document. */
  @FunctionalInterface
  public interface Save {
    void save(Vcon vcon) throws Exception;
  }

  /** What a storage does to read a document back. */
  @FunctionalInterface
  public interface Get {
    Optional<byte[]> get(VconId id) throws Exception;
  }

  private static class Saving implements Storage {
    private final Save save;

    private Saving(Save save) {
      this.save = save;
    }

    @Override
    public void save(Vcon vcon) throws Exception {
      save.save(vcon);
    }

    @Override
    public void check() throws Exception {}
  }

  private static class SavingAndReading extends Saving implements Readable {
    private final Get get;

    private SavingAndReading(Save save, Get get) {
      super(save);
      this.get = get;
    }

    @Override
    public Optional<byte[]> get(VconId id) throws Exception {
      return get.get(id);
    }
  }

  /** A storage that cannot be read back. */
  public static Storage saving(Save save) {
    return new Saving(save);
  }

  /** A storage that cannot be read back and whose probe says that it is away. */
  static Storage away(Save save) {
    return new Saving(save) {
      @Override
      public void check() throws ServiceFault {
        throw new ServiceFault("still away");
      }
    };
  }

  /** A storage that can only be read back. */
  public static Storage reading(Get get) {
    return new SavingAndReading(_ -> {}, get);
  }

  /** A storage that gives back a part of what was saved. */
  public static Storage readingInPart(Get get) {
    return new ReadingInPart(get);
  }

  private static final class ReadingInPart extends SavingAndReading implements PartlyReadable {
    private ReadingInPart(Get get) {
      super(_ -> {}, get);
    }
  }

  /** Waits, whatever interrupts come. */
  static void deaf(CountDownLatch gate) {
    boolean open = false;
    while (!open) {
      try {
        gate.await();
        open = true;
      } catch (InterruptedException _) {
        // Deaf.
      }
    }
  }
}
