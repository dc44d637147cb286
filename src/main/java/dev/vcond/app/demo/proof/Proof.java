package dev.vcond.app.demo.proof;

import dev.vcond.app.demo.corpus.Fate;
import dev.vcond.app.demo.corpus.Sample;
import dev.vcond.app.demo.wire.RedisWire;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Reads back all that a demo submitted and says whether it is where, and as, it must be. Used once
 * and by one thread, after the daemon has nothing left to do.
 */
public final class Proof implements AutoCloseable {
  private static final int AT_ONCE = 64;

  private final Places places;
  private final StoredFiles files;
  private final StoredRows rows;
  private final RedisWire redis;
  private final Findings findings = new Findings();
  private final Map<String, Map<String, String>> records = new LinkedHashMap<>();
  private final List<Verdict.Dead> dead = new ArrayList<>();
  private int good;
  private int proved;
  private int filesFound;
  private int rowsFound;

  /**
   * Where to look.
   *
   * @param folder of the file storage, which keeps its files flat
   * @param jdbcUrl of the database, with its user
   * @param table of the Postgres storage
   * @param redisPort on loopback
   * @param lists the ingress lists
   * @param tags what the chain adds, each as {@code name:value}
   */
  public record Places(
      Path folder,
      String jdbcUrl,
      String table,
      int redisPort,
      List<String> lists,
      List<String> tags) {
    public Places {
      lists = List.copyOf(lists);
      tags = List.copyOf(tags);
    }
  }

  /** Connects. */
  public Proof(Places places) throws IOException {
    this.places = places;
    this.files = new StoredFiles(places.folder());
    this.redis = new RedisWire(places.redisPort());
    try {
      this.rows = new StoredRows(places.jdbcUrl(), places.table());
    } catch (SQLException e) {
      redis.close();
      throw unreadable(e);
    }
  }

  private static IOException unreadable(SQLException e) {
    return new IOException("The rows cannot be read back: " + e.getMessage(), e);
  }

  /**
   * Looks at everything.
   *
   * @param told hears how many vCons have been looked at
   */
  public Verdict of(List<Sample> samples, IntConsumer told)
      throws IOException, InterruptedException {
    deadLetters(samples);
    try {
      readBack(samples, told);
    } catch (SQLException e) {
      throw unreadable(e);
    }
    queues();
    return new Verdict(
        good, proved, filesFound, rowsFound, dead, findings.first(), findings.count());
  }

  private void readBack(List<Sample> samples, IntConsumer told)
      throws IOException, SQLException, InterruptedException {
    for (int from = 0; from < samples.size(); from += AT_ONCE) {
      int to = Math.min(samples.size(), from + AT_ONCE);
      examine(samples.subList(from, to));
      told.accept(to);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    strangers(samples);
  }

  private void deadLetters(List<Sample> samples) throws IOException {
    Map<String, Sample> byId = new HashMap<>();
    samples.forEach(one -> byId.put(one.id(), one));
    for (String list : places.lists()) {
      for (String id : redis.list("DLQ:" + list)) {
        deadLetter(list, id, Optional.ofNullable(byId.get(id)));
      }
    }
  }

  private void deadLetter(String list, String id, Optional<Sample> sample) throws IOException {
    Map<String, String> record = record(list, id);
    dead.add(
        new Verdict.Dead(
            id,
            list,
            sample.map(Sample::what).orElse(""),
            record.getOrDefault("code", ""),
            record.getOrDefault("step", ""),
            record.getOrDefault("reason", "")));
    if (sample.isEmpty()) {
      findings.add(Difference.whole(id, "DLQ:" + list, Mismatch.NOTHING, "its id"));
    } else if (records.put(id, record) != null) {
      findings.add(Difference.whole(id, "DLQ:" + list, "its id once", "its id twice"));
    }
  }

  private Map<String, String> record(String list, String id) throws IOException {
    return redis.hash("vcond:{%s}:record:%s".formatted(list, RecordKey.of(id)));
  }

  private void examine(List<Sample> some) throws IOException, SQLException {
    List<Optional<byte[]>> documents =
        redis.get(some.stream().map(one -> "vcon:" + one.id()).toList());
    Map<String, StoredRows.Row> stored =
        rows.read(some.stream().map(Sample::id).filter(RecordKey::isUuid).toList());
    for (int i = 0; i < some.size(); i++) {
      Sample one = some.get(i);
      boolean mayBeFile = RecordKey.isUuid(one.id());
      var evidence =
          new Examination.Evidence(
              one.document().read(),
              documents.get(i),
              mayBeFile ? files.read(one.id()) : Optional.empty(),
              Optional.ofNullable(stored.get(one.id().toLowerCase(Locale.ROOT))),
              Optional.ofNullable(records.get(one.id())));
      filesFound += evidence.file().isPresent() ? 1 : 0;
      rowsFound += evidence.row().isPresent() ? 1 : 0;
      boolean passes = new Examination(one, evidence, findings).passes(places.tags());
      if (one.fate() instanceof Fate.Stored) {
        good++;
        proved += passes ? 1 : 0;
      }
    }
  }

  private void strangers(List<Sample> samples) throws IOException, SQLException {
    Set<String> ids = new HashSet<>();
    samples.forEach(one -> ids.add(one.id()));
    for (String file : files.strangers(ids)) {
      findings.add(Difference.whole("", "folder " + places.folder(), Mismatch.NOTHING, file));
    }
    for (String id : rows.strangers(ids)) {
      findings.add(Difference.whole(id, StoredRows.WHERE, Mismatch.NOTHING, "a row"));
    }
  }

  private void queues() throws IOException {
    for (String list : places.lists()) {
      empty("list " + list, redis.listLength(list));
      empty("in flight of list " + list, redis.hashLength("vcond:{" + list + "}:inflight"));
    }
  }

  private void empty(String what, long count) {
    if (count != 0) {
      findings.add(Difference.whole("", what, Mismatch.NOTHING, count + " ids"));
    }
  }

  @Override
  public void close() throws IOException {
    try (redis) {
      rows.close();
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }
}
