package dev.vcond.chain;

import dev.vcond.testkit.SampleVcon;
import dev.vcond.vcon.NotJsonException;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A Redis in memory that notes what is done to it. */
final class FakePort implements DocumentPort {
  volatile boolean current = true;

  private final List<String> steps;
  private final Map<VconId, String> documents = new ConcurrentHashMap<>();
  private final List<Checkpoint> checkpoints = new ArrayList<>();

  /** How many steps had been taken at each question whether the claim is ours. */
  private final List<Integer> asked = new ArrayList<>();

  private boolean losesAnswers;
  private int oursFor = Integer.MAX_VALUE;
  private @Nullable WriteBack answer;
  private @Nullable FailedAt tooLarge;
  private @Nullable RuntimeException defect;
  private EgressPush egress = new EgressPush.Done();

  FakePort(List<String> steps) {
    this.steps = steps;
  }

  /** Redis has this document. */
  Vcon has(Vcon vcon) {
    documents.put(vcon.id(), vcon.text());
    return vcon;
  }

  void has(VconId id, String text) {
    documents.put(id, text);
  }

  /** The document as Redis has it now. */
  Vcon document(VconId id) {
    return SampleVcon.read(id, documents.getOrDefault(id, ""));
  }

  /** The lease is lost when this has been asked so many times. */
  void oursFor(int questions) {
    oursFor = questions;
  }

  List<Integer> asked() {
    return asked;
  }

  /** Every write-back is answered so, and nothing is written. */
  void answers(WriteBack other) {
    answer = other;
  }

  void answers(EgressPush other) {
    egress = other;
  }

  /** What is written is written, and nobody hears of it. */
  void losesAnswers() {
    losesAnswers = true;
  }

  /** A write-back throws what nobody expects. */
  void brokenWith(RuntimeException thrown) {
    defect = thrown;
  }

  /** The checkpoints that were written, in order. */
  List<Checkpoint> checkpoints() {
    return checkpoints;
  }

  Checkpoint lastCheckpoint() {
    return checkpoints.getLast();
  }

  @Override
  public boolean ours() {
    asked.add(steps.size());
    return asked.size() <= oursFor;
  }

  @Override
  public Lookup load(VconId id) throws NotJsonException {
    steps.add("load");
    String text = documents.get(id);
    return text == null
        ? new Lookup.Nowhere(
            "body_missing", "vcon:" + id + " is not in Redis; storage disk does not have it")
        : new Lookup.Found(Vcon.read(id, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** There is no memory for a changed document. */
  void lacksMemory(FailedAt why) {
    tooLarge = why;
  }

  @Override
  public Optional<FailedAt> tooLarge(Vcon changed) {
    return Optional.ofNullable(tooLarge);
  }

  @Override
  public WriteBack writeBack(Vcon vcon, String loadedSha1, Checkpoint checkpoint)
      throws InterruptedException {
    if (defect != null) {
      throw defect;
    }
    steps.add("write back");
    checkpoints.add(checkpoint);
    if (answer != null) {
      return answer;
    }
    if (documents.containsKey(vcon.id()) && !document(vcon.id()).sha1Hex().equals(loadedSha1)) {
      return new WriteBack.Changed();
    }
    documents.put(vcon.id(), vcon.text());
    if (losesAnswers) {
      new CountDownLatch(1).await();
    }
    return new WriteBack.Written(vcon.sha1Hex());
  }

  @Override
  public boolean current(VconId id, String sha1) {
    return current;
  }

  @Override
  public boolean note(Checkpoint checkpoint) {
    steps.add("note");
    checkpoints.add(checkpoint);
    return answer == null;
  }

  @Override
  public EgressPush pushEgress(VconId id, List<String> lists, Checkpoint after) {
    steps.add("egress " + String.join(",", lists));
    checkpoints.add(after);
    return egress;
  }
}
