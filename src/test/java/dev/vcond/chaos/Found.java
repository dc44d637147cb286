package dev.vcond.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vcond.chaos.Chains.Chain;
import dev.vcond.chaos.Chains.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is there at the end, read without vcond.
 *
 * @param stored the documents of each storage by id in lower case
 * @param egress how often each id is on the egress list of each chain
 * @param dead the dead letters of each list
 */
record Found(
    Map<String, Map<String, String>> stored,
    Map<String, Map<String, Integer>> egress,
    Map<String, List<Dead>> dead) {

  /**
   * A dead letter.
   *
   * @param record what stands beside it
   */
  record Dead(String id, Map<String, String> record) {
    String code() {
      return record.getOrDefault("code", "no reason");
    }
  }

  static Found in(Stage stage) throws IOException, SQLException {
    var stored = new HashMap<String, Map<String, String>>();
    var egress = new HashMap<String, Map<String, Integer>>();
    var dead = new HashMap<String, List<Dead>>();
    try (Wire wire = stage.redis().connect()) {
      for (Chain chain : Chains.ALL) {
        for (Store store : chain.stores()) {
          stored.put(store.name(), documents(stage, store));
        }
        egress.put(chain.name(), counted(wire.texts("LRANGE", chain.egress(), "0", "-1")));
        for (String list : chain.lists()) {
          dead.put(list, dead(wire, list));
        }
      }
    }
    return new Found(stored, egress, dead);
  }

  private static Map<String, Integer> counted(List<String> ids) {
    var counts = new HashMap<String, Integer>();
    ids.forEach(id -> counts.merge(id, 1, Integer::sum));
    return counts;
  }

  static List<Dead> dead(Wire wire, String list) throws IOException {
    var letters = new ArrayList<Dead>();
    for (String id : wire.texts("LRANGE", "DLQ:" + list, "0", "-1")) {
      letters.add(new Dead(id, record(wire, list, id)));
    }
    return letters;
  }

  private static Map<String, String> record(Wire wire, String list, String id) throws IOException {
    String name = id;
    if (id.contains("/")) {
      name = "sha1:" + wire.call("EVAL", "return redis.sha1hex(ARGV[1])", "0", id);
    }
    return wire.hash("vcond:{" + list + "}:record:" + name);
  }

  private static Map<String, String> documents(Stage stage, Store store)
      throws IOException, SQLException {
    return switch (store.place()) {
      case FILES -> files(stage.files().resolve(store.name()));
      case ROWS -> stage.postgres().rows(store.name());
      case HTTP -> stage.receiver().documents(store.name());
    };
  }

  private static Map<String, String> files(Path folder) throws IOException {
    var documents = new HashMap<String, String>();
    try (var all = Files.walk(folder)) {
      for (Path file : all.filter(name -> name.toString().endsWith(".json")).toList()) {
        String name = file.getFileName().toString();
        String before =
            documents.put(
                name.substring(0, name.length() - ".json".length()),
                new String(Files.readAllBytes(file), UTF_8));
        if (before != null) {
          throw new IOException("There are two files named " + name);
        }
      }
    }
    return documents;
  }
}
