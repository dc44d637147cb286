package dev.vcond.storage.exec;

import dev.vcond.storage.Deletable;
import dev.vcond.storage.Readable;
import dev.vcond.storage.Storage;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A program that cannot do everything: what it cannot do, its storage does not offer, so that
 * nobody takes "cannot" for "not there".
 */
sealed interface FewerVerbs extends Storage {

  ExecStorage whole();

  /** The storage that offers just these. */
  static Storage of(ExecStorage whole, List<Verb> verbs) {
    boolean gets = verbs.contains(Verb.GET);
    boolean deletes = verbs.contains(Verb.DELETE);
    if (gets) {
      return deletes ? whole : new SavesAndGets(whole);
    }
    return deletes ? new SavesAndDeletes(whole) : new Saves(whole);
  }

  @Override
  default void save(Vcon vcon) throws Exception {
    whole().save(vcon);
  }

  @Override
  default void check() throws Exception {
    whole().check();
  }

  @Override
  default void close() throws IOException {
    whole().close();
  }

  record Saves(ExecStorage whole) implements FewerVerbs {}

  record SavesAndGets(ExecStorage whole) implements FewerVerbs, Readable {
    @Override
    public Optional<byte[]> get(VconId id) throws Exception {
      return whole.get(id);
    }
  }

  record SavesAndDeletes(ExecStorage whole) implements FewerVerbs, Deletable {
    @Override
    public boolean delete(VconId id) throws Exception {
      return whole.delete(id);
    }
  }
}
