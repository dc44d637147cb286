package dev.vcond.chaos;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The chains of the daemons: every answer to failures and outages, and every kind of storage. */
final class Chains {
  static final String USER = "vcon";
  static final String PASSWORD = "correct horse";

  private Chains() {}

  /** Where something is kept. */
  enum Place {
    FILES,
    ROWS,
    HTTP
  }

  /**
   * One storage of a chain.
   *
   * @param name in the configuration, and of its folder or table
   * @param policy further keys
   */
  record Store(String name, Place place, String policy) {
    /** Whether a write may be owed to it. */
    boolean isOwed() {
      return policy.contains("defer");
    }
  }

  /**
   * One chain.
   *
   * @param tag what its link adds; empty without one
   * @param early whether egress comes before the storages
   */
  record Chain(String name, List<String> lists, String tag, List<Store> stores, boolean early) {
    String egress() {
      return name + "-out";
    }
  }

  private static final String DEAD_LETTER = "on_failure: dead_letter, on_outage: dead_letter";
  private static final String HOLD = "on_failure: dead_letter, on_outage: hold";
  private static final String DEFER = "on_failure: defer, on_outage: defer";

  static final List<Chain> ALL =
      List.of(
          new Chain(
              "dead",
              List.of("dead-a", "dead-b"),
              "way:dead",
              List.of(
                  new Store("dead_disk", Place.FILES, DEAD_LETTER),
                  new Store("dead_rows", Place.ROWS, DEAD_LETTER)),
              false),
          new Chain(
              "hold",
              List.of("hold-a", "hold-b"),
              "way:hold",
              List.of(
                  new Store("hold_disk", Place.FILES, HOLD),
                  new Store("hold_rows", Place.ROWS, HOLD),
                  new Store("hold_http", Place.HTTP, HOLD)),
              false),
          new Chain(
              "defer",
              List.of("defer-a"),
              "way:defer",
              List.of(
                  new Store("defer_rows", Place.ROWS, DEFER),
                  new Store("defer_http", Place.HTTP, DEFER)),
              true),
          new Chain(
              "bare",
              List.of("bare-a"),
              "",
              List.of(
                  new Store("bare_disk", Place.FILES, DEFER),
                  new Store("bare_rows", Place.ROWS, HOLD)),
              false));

  /** Every list that ids are claimed from, those of owed writes included. */
  static List<String> claimedLists() {
    return Stream.concat(
            ALL.stream().flatMap(chain -> chain.lists().stream()),
            ALL.stream()
                .flatMap(chain -> chain.stores().stream())
                .map(store -> "DLQ:storage:" + store.name()))
        .toList();
  }

  /** Where the servers are, for the daemon's configuration. */
  record Addresses(String redis, int postgres, int http, Path files) {}

  /** The config.yml of a daemon. */
  static String config(Addresses at) {
    return """
    redis: {url: "%s"}
    admin: {listen: "127.0.0.1:0"}
    worker: {concurrency: 16, drain_timeout: 3s}
    links:
      trap: {module: links.trap}
    %s
    storages:
    %s
    chains:
    %s
    """
        .formatted(
            at.redis,
            ALL.stream()
                .filter(chain -> !chain.tag.isEmpty())
                .map(chain ->
                    "  tag-%s: {module: links.tag, options: {tags: ['%s']}}"
                        .formatted(chain.name, chain.tag))
                .collect(Collectors.joining("\n")),
            ALL.stream()
                .flatMap(chain -> chain.stores.stream())
                .map(store -> storage(store, at))
                .collect(Collectors.joining("\n")),
            ALL.stream().map(Chains::chain).collect(Collectors.joining("\n")));
  }

  /** The same for every vCon, and yet another one for the daemon; sometimes it is none at all. */
  static String edited(String config, Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> config.replace("concurrency: 16", "concurrency: " + (8 + random.nextInt(16)));
      case 1 -> config.replace("pool_size: 2", "pool_size: " + (1 + random.nextInt(3)));
      case 2 -> config.replace("[bare-a]", "[bare-a, idle-%d]".formatted(random.nextInt(3)));
      case 3 -> config.replace("timeout: 3s}", "timeout: %ds}".formatted(2 + random.nextInt(3)));
      default -> config.replace("module: links.trap", "modul: links.trap");
    };
  }

  private static String storage(Store store, Addresses at) {
    String options =
        switch (store.place) {
          case FILES ->
              "module: storage.file, options: {path: \"%s\"}"
                  .formatted(at.files.resolve(store.name));
          case ROWS ->
              ("module: storage.postgres, options: {host: 127.0.0.1, port: %d, database: vcons,"
                      + " user: %s, password: '%s', table: %s, pool_size: 2, connect_timeout: 2s,"
                      + " statement_timeout: 4s, socket_timeout: 5s}")
                  .formatted(at.postgres, USER, PASSWORD, store.name);
          case HTTP ->
              "module: storage.http, options: {base_url: \"http://127.0.0.1:%d/%s\", timeout: 3s}"
                  .formatted(at.http, store.name);
        };
    return "  %s: {%s, %s, attempt_timeout: 6s, retry: {wait: 200ms, max_wait: 1s}}"
        .formatted(store.name, options, store.policy);
  }

  private static String chain(Chain chain) {
    return "  %s: {links: [%strap], storages: [%s], ingress_lists: [%s], egress_lists: [%s], egress: %s}"
        .formatted(
            chain.name,
            chain.tag.isEmpty() ? "" : "tag-" + chain.name + ", ",
            chain.stores.stream().map(Store::name).collect(Collectors.joining(", ")),
            String.join(", ", chain.lists),
            chain.egress(),
            chain.early ? "before_storage" : "after_storage");
  }
}
