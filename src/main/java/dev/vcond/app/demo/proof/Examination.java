package dev.vcond.app.demo.proof;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vcond.app.demo.corpus.Fate;
import dev.vcond.app.demo.corpus.Sample;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares what became of one vCon with what must have become of it. */
final class Examination {
  private static final String REDIS = "Redis";
  private static final String DEAD_LETTERS = "dead letters";
  private static final String DOCUMENT = "the document";

  private final Sample sample;
  private final Evidence evidence;
  private final Findings findings;

  /**
   * What was read back.
   *
   * @param submitted the bytes that were submitted
   * @param record the fields of its record, if it is on a dead-letter list
   */
  record Evidence(
      Optional<byte[]> submitted,
      Optional<byte[]> redis,
      Optional<byte[]> file,
      Optional<StoredRows.Row> row,
      Optional<Map<String, String>> record) {}

  Examination(Sample sample, Evidence evidence, Findings findings) {
    this.sample = sample;
    this.evidence = evidence;
    this.findings = findings;
  }

  /**
   * Examines it and notes every difference.
   *
   * @return whether there is none
   */
  boolean passes(List<String> tags) throws IOException {
    int before = findings.count();
    switch (sample.fate()) {
      case Fate.Stored(boolean tagged) -> stored(tagged, tags);
      case Fate.DeadLettered dead -> deadLettered(dead, tags);
    }
    return findings.count() == before;
  }

  private void stored(boolean tagged, List<String> tags) throws IOException {
    evidence
        .record()
        .ifPresent(record ->
            whole(DEAD_LETTERS, Mismatch.NOTHING, record.getOrDefault("reason", "its id")));
    byte[] submitted = evidence.submitted().orElseThrow();
    Expected expected = tagged ? Expected.tagged(submitted, tags) : Expected.untouched(submitted);
    file(expected, submitted);
    row(expected, Trees.read(submitted));
  }

  private void deadLettered(Fate.DeadLettered fate, List<String> tags) throws IOException {
    String expected = "reason %s at %s".formatted(fate.code(), fate.step());
    evidence
        .record()
        .ifPresentOrElse(
            record -> record(expected, record),
            () -> whole(DEAD_LETTERS, expected, Mismatch.NOTHING));
    evidence.row().ifPresent(_ -> whole(StoredRows.WHERE, Mismatch.NOTHING, "a row"));
    if (fate.onDisk()) {
      byte[] submitted = evidence.submitted().orElseThrow();
      file(Expected.tagged(submitted, tags), submitted);
    } else {
      evidence.file().ifPresent(_ -> whole(file(), Mismatch.NOTHING, "a file"));
      sameBytes(REDIS, "as submitted", evidence.submitted(), evidence.redis());
    }
  }

  private void record(String expected, Map<String, String> record) {
    String found =
        "reason %s at %s"
            .formatted(record.getOrDefault("code", "?"), record.getOrDefault("step", "?"));
    if (!found.equals(expected)) {
      whole(DEAD_LETTERS, expected, found + ": " + record.getOrDefault("reason", ""));
    }
  }

  private void file(Expected expected, byte[] submitted) {
    evidence
        .file()
        .ifPresentOrElse(
            bytes -> file(expected, submitted, bytes),
            () -> whole(file(), DOCUMENT, Mismatch.NOTHING));
    sameBytes(REDIS, "the same as the file", evidence.file(), evidence.redis());
  }

  private void file(Expected expected, byte[] submitted, byte[] bytes) {
    if (expected.verbatim() && Arrays.equals(submitted, bytes)) {
      return;
    }
    int before = findings.count();
    mismatches(file(), () -> Comparison.asWritten(expected.root(), Trees.read(bytes)));
    if (expected.verbatim() && findings.count() == before) {
      sameBytes(file(), "not a byte changed", Optional.of(submitted), Optional.of(bytes));
    }
  }

  private void row(Expected expected, JsonNode submitted) {
    if (evidence.row().isEmpty()) {
      whole(StoredRows.WHERE, DOCUMENT, Mismatch.NOTHING);
      return;
    }
    StoredRows.Row row = evidence.row().get();
    mismatches(
        StoredRows.WHERE, () -> Comparison.asJsonb(expected.root(), Trees.read(row.document())));
    Optional<Instant> created =
        Moments.parse(submitted.path("created_at").asText())
            .map(moment -> moment.truncatedTo(ChronoUnit.MICROS));
    if (created.isPresent() && !created.equals(row.createdAt())) {
      whole(
          StoredRows.WHERE + ", column created_at",
          created.get().toString(),
          row.createdAt().map(Instant::toString).orElse(Mismatch.NOTHING));
    }
  }

  private interface Compared {
    List<Mismatch> mismatches() throws IOException;
  }

  private void mismatches(String where, Compared compared) {
    try {
      compared
          .mismatches()
          .forEach(mismatch -> findings.add(Difference.at(sample.id(), where, mismatch)));
    } catch (IOException e) {
      whole(where, DOCUMENT, "no JSON: " + e.getMessage());
    }
  }

  private void sameBytes(
      String where, String expectation, Optional<byte[]> expected, Optional<byte[]> found) {
    if (expected.isPresent() && found.isPresent()) {
      int at = Arrays.mismatch(expected.get(), found.get());
      if (at >= 0) {
        whole(where, expectation, "another byte at offset " + at);
      }
    } else if (expected.isPresent() != found.isPresent()) {
      whole(
          where,
          expected.isPresent() ? expectation : Mismatch.NOTHING,
          found.isPresent() ? "a document" : Mismatch.NOTHING);
    }
  }

  private String file() {
    return StoredFiles.where(sample.id());
  }

  private void whole(String where, String expected, String found) {
    findings.add(Difference.whole(sample.id(), where, expected, found));
  }
}
