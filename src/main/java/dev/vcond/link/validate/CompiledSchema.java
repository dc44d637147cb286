package dev.vcond.link.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import java.util.List;
import java.util.Optional;

/** A schema, ready for documents. Thread-safe. */
final class CompiledSchema {
  private final String name;
  private final Schema schema;

  CompiledSchema(String name, Schema schema) {
    this.name = name;
    this.schema = schema;
  }

  /** What reasons call it: the draft, or the file. */
  String name() {
    return name;
  }

  /**
   * What is wrong with a document; empty if it is valid. Of very many only the first.
   *
   * @throws java.util.concurrent.CancellationException if the thread was interrupted
   */
  List<Violation> violations(JsonNode document) {
    Optional<Violation> huge = HugeNumber.in(document);
    if (huge.isPresent()) {
      return List.of(huge.get()); // to look further would be to compute with it
    }
    Check check = new Check();
    schema.validate(check, document);
    return check.getErrors().stream().map(Violation::of).distinct().toList();
  }
}
