package dev.vcond.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.app.demo.DemoResult;
import dev.vcond.app.demo.Progress;
import dev.vcond.app.demo.proof.Difference;
import dev.vcond.app.demo.proof.Verdict;

/** The report of a demo for scripts. */
final class DemoJson {
  private DemoJson() {}

  static ObjectNode of(DemoResult result, boolean stays) {
    Verdict verdict = result.verdict();
    ObjectNode json = JsonOption.object();
    json.put("succeeded", result.succeeded());
    json.put("submitted", result.load().count());
    json.put("submitted_bytes", result.load().bytes());
    json.put("good", verdict.good());
    json.put("proved", verdict.proved());
    json.putObject("stored").put("disk", verdict.files()).put("database", verdict.rows());
    speed(json, result.work());
    verdict
        .deadLetters()
        .forEach(dead -> deadLetter(json.withArray("dead_letters").addObject(), dead));
    json.put("difference_count", verdict.differenceCount());
    ArrayNode differences = json.putArray("differences");
    verdict.differences().forEach(one -> difference(differences.addObject(), one));
    result.remarks().forEach(json.putArray("remarks")::add);
    ways(json.putObject("ways"), result.ways(), stays);
    json.put("seconds", result.took().toMillis() / 1000.0);
    return json;
  }

  private static void speed(ObjectNode json, Progress.Snapshot work) {
    json.putObject("speed")
        .put("finished", work.finished())
        .put("seconds", work.took().toNanos() / 1e9)
        .put("per_second", work.rate())
        .put("p50_seconds", work.median().toNanos() / 1e9)
        .put("p99_seconds", work.p99().toNanos() / 1e9);
  }

  private static void deadLetter(ObjectNode json, Verdict.Dead dead) {
    json.put("id", dead.id())
        .put("list", "DLQ:" + dead.list())
        .put("what", dead.what())
        .put("code", dead.code())
        .put("step", dead.step())
        .put("reason", dead.reason());
  }

  private static void difference(ObjectNode json, Difference difference) {
    json.put("id", difference.id())
        .put("where", difference.where())
        .put("pointer", difference.pointer())
        .put("expected", difference.expected())
        .put("found", difference.found());
  }

  private static void ways(ObjectNode json, DemoResult.Ways ways, boolean stays) {
    json.put("running", stays)
        .put("folder", ways.folder().toString())
        .put("config", ways.config().toString())
        .put("files", ways.files().toString())
        .put("log", ways.log().toString())
        .put("redis", "redis://127.0.0.1:" + ways.redisPort())
        .put("postgres", ways.psql())
        .put("table", ways.table())
        .put("metrics", ways.metrics());
  }
}
