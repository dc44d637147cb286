package dev.vcond.app.trial;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vcond.chain.Chain;
import dev.vcond.config.TrialFile;
import dev.vcond.link.jq.Filter;
import dev.vcond.vcon.VconId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A test with all that it needs at hand.
 *
 * @param given the vCon that the chain gets
 * @param documents what else the test's Redis has
 * @param filters those that its expectations name
 * @param expected the whole vCon that must come of it, if the test says so
 */
record Prepared(
    TrialFile.Written written,
    Chain chain,
    Given given,
    Map<VconId, byte[]> documents,
    List<Stub> stubs,
    Map<String, Filter> filters,
    Optional<JsonNode> expected) {

  /**
   * What is taken from a list.
   *
   * @param list the list
   */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Given(VconId id, String list, byte[] text) {}

  Prepared {
    filters = Map.copyOf(filters);
    documents = Map.copyOf(documents);
    stubs = List.copyOf(stubs);
  }
}
