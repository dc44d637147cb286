package dev.vcond.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.app.submit.SubmitReport;
import dev.vcond.app.submit.SubmitReport.Trouble;
import dev.vcond.vcon.VconId;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code submit} says in the end.
 *
 * @param warning about the list; may be empty
 */
record SubmitAnswer(SubmitReport report, String warning) {

  /** For a person: the numbers on standard output, every reason on standard error. */
  void tell(Caller caller) {
    if (!warning.isEmpty()) {
      caller.complain("warning: " + warning);
    }
    report.refused().forEach(trouble -> caller.complain("refused: " + trouble));
    report.notIndexed().forEach(trouble -> caller.complain("not in the search index: " + trouble));
    if (report.cutShort()) {
      tellWhereItEnded(caller);
    }
    if (nothing()) {
      caller.complain("no vCon was found in what was named.");
    }
    caller.out().println(summary());
  }

  /** What went together was lost together, for one reason. */
  private void tellWhereItEnded(Caller caller) {
    Trouble first = report.unconfirmed().getFirst();
    Trouble last = report.unconfirmed().getLast();
    String which =
        first.equals(last)
            ? first.name()
            : "everything from " + first.name() + " to " + last.name();
    caller.complain(
        ("Redis went away (%s). Unconfirmed: %s. What comes after it was not looked at. Submit both"
                + " again; an id that is on the list twice does no harm.")
            .formatted(first.why(), which));
  }

  private boolean nothing() {
    return report.submitted().isEmpty()
        && report.refused().isEmpty()
        && report.unconfirmed().isEmpty();
  }

  private String summary() {
    List<VconId> submitted = report.submitted();
    var parts = new ArrayList<String>();
    parts.add(
        (submitted.size() == 1 ? submitted.getFirst() : submitted.size())
            + " submitted to "
            + report.list());
    count(parts, report.refused(), "refused");
    count(parts, report.notIndexed(), "not in the search index");
    count(parts, report.unconfirmed(), "unconfirmed");
    return String.join(", ", parts);
  }

  private static void count(List<String> parts, List<Trouble> troubles, String what) {
    if (!troubles.isEmpty()) {
      parts.add(troubles.size() + " " + what);
    }
  }

  /** For scripts. */
  ObjectNode json() {
    ObjectNode json = JsonOption.object();
    json.put("list", report.list()).put("submitted", report.submitted().size());
    ArrayNode ids = json.putArray("ids");
    report.submitted().forEach(id -> ids.add(id.asPopped()));
    put(json.putArray("refused"), report.refused());
    put(json.putArray("not_indexed"), report.notIndexed());
    put(json.putArray("unconfirmed"), report.unconfirmed());
    json.put("cut_short", report.cutShort());
    if (!warning.isEmpty()) {
      json.put("warning", warning);
    }
    return json;
  }

  private static void put(ArrayNode array, List<Trouble> troubles) {
    troubles.forEach(
        trouble -> array.addObject().put("source", trouble.name()).put("reason", trouble.why()));
  }
}
