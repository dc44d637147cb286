package dev.vcond.storage;

/**
 * The registration of a storage: everything the daemon and its reference documentation need to know
 * about a module.
 *
 * @param <O> the record that holds the options; its components bear {@link dev.vcond.config.Option}
 * @param module the name in {@code config.yml}, such as {@code storage.file}
 * @param summary one sentence: what it does
 * @param setup what an operator has to prepare outside vcond, what is written where, and how to get
 *     it back, in Markdown: paragraphs, lists that begin with {@code -}, commands indented by four;
 *     may be empty
 * @param example a {@code storages:} section with one entry, in YAML; empty: made of the examples
 *     of the options that are required
 * @param options the class of the options record
 * @param storage the class of the storage; its interfaces say what it can do beside saving
 * @param opener makes the storage; comes once per configured storage
 */
public record StorageType<O extends Record>(
    String module,
    String summary,
    String setup,
    String example,
    Class<O> options,
    Class<? extends Storage> storage,
    Opener<O> opener) {

  /** A registration without an example of its own. */
  public StorageType(
      String module,
      String summary,
      String setup,
      Class<O> options,
      Class<? extends Storage> storage,
      Opener<O> opener) {
    this(module, summary, setup, "", options, storage, opener);
  }

  /** Whether its storages implement an interface such as {@link Readable}. */
  public boolean can(Class<?> ability) {
    return ability.isAssignableFrom(storage);
  }

  /** Makes a storage from its validated options. */
  @FunctionalInterface
  public interface Opener<O> {

    /**
     * Opens the pool or client. Must not need the service to be up: a storage that is away is found
     * by its first save or check.
     *
     * @throws Exception when the options cannot work; the message is shown to the operator beside
     *     the entry's name
     */
    Storage open(O options, StorageSetup setup) throws Exception;
  }
}
