package dev.vcond.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.chain.Checkpoint;
import dev.vcond.deadletter.Explanation;
import dev.vcond.deadletter.Forecast;
import dev.vcond.deadletter.Inspection;
import dev.vcond.queue.StoredBody;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What {@code dlq show} says. */
record DlqShowAnswer(DeadLetterTarget target, String id, Inspection inspection) {

  void tell(Caller caller) {
    PrintStream out = caller.out();
    line(out, "id", id);
    line(out, "list", "DLQ:" + target.list() + ", " + places());
    inspection.why().ifPresentOrElse(why -> explain(out, why), () -> unexplained(out));
    line(out, "done", inspection.checkpoint().map(DlqShowAnswer::done).orElse("nothing noted"));
    line(out, "body", inspection.body().map(DlqShowAnswer::body).orElse("not in Redis"));
    target
        .owedTo()
        .ifPresentOrElse(
            _ -> line(out, "then", "vcond writes it there when the storage is well"),
            () -> forecast(out));
    String rest = rest();
    if (!rest.isEmpty()) {
      line(out, "record", rest);
    }
  }

  private static void line(PrintStream out, String name, String text) {
    out.printf("%-8s  %s%n", name, SafeText.line(text));
  }

  private String places() {
    List<Long> at = inspection.positions();
    return (at.size() == 1 ? "entry " : "entries ")
        + at.stream()
            .map(position -> Long.toString(position + 1))
            .collect(Collectors.joining(", "));
  }

  private static void explain(PrintStream out, Explanation why) {
    line(out, "failed", why.cause() + " in chain " + why.chain() + ", runs: " + why.attempts());
    line(
        out,
        "when",
        Moments.shown(why.last())
            + (why.first().equals(why.last()) || why.first().isEmpty()
                ? ""
                : ", the first time " + Moments.shown(why.first())));
    line(out, "reason", why.reason());
  }

  private void unexplained(PrintStream out) {
    line(
        out,
        "reason",
        target
            .owedTo()
            .map(storage ->
                "no failure: its write to storage %s is owed, from list %s"
                    .formatted(storage, inspection.record().getOrDefault("origin", "unknown")))
            .orElse(
                "not known: there is no record, vcond did not write this (--reason none finds all"
                    + " such entries)"));
  }

  private static String done(Checkpoint checkpoint) {
    return "links: %s; storages: %s; egress: %s"
            .formatted(
                names(checkpoint.links()),
                names(checkpoint.storages().stream().sorted().toList()),
                checkpoint.egressed() ? "pushed" : "not yet")
        + (checkpoint.origin().isEmpty() ? "" : "; swapped to " + checkpoint.current());
  }

  private static String body(StoredBody body) {
    return "%d bytes in Redis (%s), %s"
        .formatted(
            body.bytes(),
            body.type(),
            body.timeToLive().map(left -> "kept for " + Moments.shown(left)).orElse("kept"));
  }

  private void forecast(PrintStream out) {
    switch (inspection.forecast()) {
      case Forecast.ComesBack() ->
          line(out, "replay", "would bring it back here: the entry is no vCon id");
      case Forecast.Waits() ->
          line(
              out, "replay", "would let it wait: no enabled chain takes ids from " + target.list());
      case Forecast.Runs runs -> {
        line(out, "replay", "chain " + runs.chain() + ": " + runs.beginning().text());
        if (runs.bodyMissing()) {
          line(out, "", "the document must come from a storage; if none has it, it fails again");
        }
        line(out, "", "links: " + names(runs.links()));
        line(out, "", "storages: " + names(runs.storages()));
        line(out, "", "then lists: " + names(runs.lists()));
      }
    }
  }

  private static String names(Collection<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  /** What the lines above did not say. */
  private String rest() {
    return inspection.record().entrySet().stream()
        .filter(field -> !Explanation.FIELDS.contains(field.getKey()))
        .filter(field -> !field.getKey().equals("checkpoint"))
        .map(field -> field.getKey() + "=" + field.getValue())
        .collect(Collectors.joining(" "));
  }

  ObjectNode json() {
    ObjectNode json = JsonOption.object();
    json.put("id", id).put("list", target.list());
    ArrayNode positions = json.putArray("positions");
    inspection.positions().forEach(positions::add);
    inspection.why().ifPresent(why -> DlqListAnswer.put(json, why));
    ObjectNode record = json.putObject("record");
    inspection.record().forEach(record::put);
    inspection
        .checkpoint()
        .ifPresentOrElse(done -> put(json.putObject("done"), done), () -> json.putNull("done"));
    inspection
        .body()
        .ifPresentOrElse(body -> put(json.putObject("body"), body), () -> json.putNull("body"));
    if (target.owedTo().isEmpty()) {
      put(json.putObject("replay"), inspection.forecast());
    }
    return json;
  }

  private static void put(ObjectNode json, Checkpoint done) {
    put(json, "links", done.links());
    put(json, "storages", done.storages().stream().sorted().toList());
    json.put("egress", done.egressed()).put("current", done.current().asPopped());
  }

  private static void put(ObjectNode json, StoredBody body) {
    json.put("type", body.type()).put("bytes", body.bytes()).put("sha1", body.sha1());
    json.put("ttl_seconds", body.timeToLive().map(Duration::toSeconds).orElse(null));
  }

  private static void put(ObjectNode json, Forecast forecast) {
    switch (forecast) {
      case Forecast.ComesBack() -> json.put("outcome", "comes_back");
      case Forecast.Waits() -> json.put("outcome", "waits");
      case Forecast.Runs runs -> {
        json.put("outcome", "runs").put("chain", runs.chain());
        json.put("beginning", runs.beginning().name().toLowerCase(Locale.ROOT));
        json.put("body_missing", runs.bodyMissing());
        put(json, "links", runs.links());
        put(json, "storages", runs.storages());
        put(json, "lists", runs.lists());
      }
    }
  }

  private static void put(ObjectNode json, String name, List<String> values) {
    ArrayNode array = json.putArray(name);
    values.forEach(array::add);
  }
}
