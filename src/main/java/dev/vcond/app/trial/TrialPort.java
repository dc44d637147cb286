package dev.vcond.app.trial;

import dev.vcond.chain.Checkpoint;
import dev.vcond.chain.DocumentPort;
import dev.vcond.chain.FailedAt;
import dev.vcond.vcon.NotJsonException;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The Redis of one test: a map, in which everything succeeds. Thread-safe. */
final class TrialPort implements DocumentPort {
  private final Map<String, byte[]> documents = new ConcurrentHashMap<>();

  /** What is there under an id; for who asks again. */
  void put(VconId id, byte[] text) {
    documents.put(id.canonical(), text);
  }

  /** What is there under an id now. */
  Optional<byte[]> text(VconId id) {
    return Optional.ofNullable(documents.get(id.canonical()));
  }

  @Override
  public boolean ours() {
    return true;
  }

  @Override
  public Lookup load(VconId id) throws NotJsonException {
    Optional<byte[]> text = text(id);
    return text.isPresent()
        ? new Lookup.Found(Vcon.read(id, text.get()))
        : new Lookup.Nowhere("body_missing", "the test has no such vCon under documents");
  }

  @Override
  public Optional<FailedAt> tooLarge(Vcon changed) {
    return Optional.empty();
  }

  @Override
  public WriteBack writeBack(Vcon vcon, String loadedSha1, Checkpoint checkpoint) {
    put(vcon.id(), vcon.copyBytes());
    return new WriteBack.Written(vcon.sha1Hex());
  }

  @Override
  public boolean note(Checkpoint checkpoint) {
    return true;
  }

  @Override
  public boolean current(VconId id, String sha1) {
    return true;
  }

  @Override
  public EgressPush pushEgress(VconId id, List<String> lists, Checkpoint after) {
    return new EgressPush.Done();
  }
}
