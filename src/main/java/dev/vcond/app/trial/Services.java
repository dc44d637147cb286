package dev.vcond.app.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vcond.app.trial.Documents.Place;
import dev.vcond.config.ConfigValue;
import dev.vcond.config.ConfigValue.Scalar;
import dev.vcond.config.JsonForm;
import dev.vcond.config.TrialAnswer;
import dev.vcond.config.TrialFile;
import dev.vcond.config.TrialStub;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What services answer in a test, with the bodies that stand in files.
 *
 * @param documents reads them
 */
record Services(Documents documents) {

  /** The answers of a test, those of its file behind its own. */
  List<Stub> of(TrialFile file, TrialFile.Written written) {
    Place place = new Place(written.position("http"), written.key() + ".http");
    List<Stub> stubs = new ArrayList<>();
    written.trial().http().forEach(stub -> stubs.add(stub(stub, place)));
    file.http().forEach(stub -> stubs.add(stub(stub, place)));
    return stubs;
  }

  private Stub stub(TrialStub stub, Place place) {
    List<Stub.Reply> replies = new ArrayList<>();
    replies.add(reply(stub.answer(), place));
    stub.then().forEach(next -> replies.add(reply(next, place)));
    return new Stub(Address.of(stub.url()).orElseThrow(), stub.method(), replies);
  }

  private Stub.Reply reply(TrialAnswer answer, Place place) {
    Map<String, String> headers = new LinkedHashMap<>(answer.headers());
    if (headers.keySet().stream().noneMatch("content-type"::equalsIgnoreCase)) {
      headers.put("Content-Type", "application/json");
    }
    Duration delay = answer.delay();
    return new Stub.Reply(
        answer.status(), headers, body(answer, place), delay == null ? Duration.ZERO : delay);
  }

  private byte[] body(TrialAnswer answer, Place place) {
    if (answer.file() != null) {
      return documents.read(answer.file(), place).orElse(new byte[0]);
    }
    return switch (answer.body()) {
      case null -> new byte[0];
      case Scalar text -> text.text().getBytes(UTF_8);
      case ConfigValue tree -> JsonForm.of(tree).toString().getBytes(UTF_8);
    };
  }
}
