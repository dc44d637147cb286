package dev.vcond.app.trial;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vcond.app.Rehearsal;
import dev.vcond.app.trial.Documents.Place;
import dev.vcond.chain.Chain;
import dev.vcond.config.ConfigException;
import dev.vcond.config.ConfigValue;
import dev.vcond.config.Problems;
import dev.vcond.config.Suggestion;
import dev.vcond.config.Trial;
import dev.vcond.config.TrialExpectation;
import dev.vcond.config.TrialFile;
import dev.vcond.config.TrialRequest;
import dev.vcond.link.jq.Filter;
import dev.vcond.link.jq.UnusableFilter;
import dev.vcond.storage.StorageWriter;
import dev.vcond.vcon.VconId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gets at hand what the tests of one file need; what is wrong goes to the problems. */
final class Preparation {
  /** Of a vCon that has no uuid. */
  private static final String ANY_ID = "01920000-0000-8000-8000-000000000001";

  private final TrialFile file;
  private final Rehearsal rehearsal;
  private final Problems problems;
  private final Documents documents;

  Preparation(TrialFile file, Rehearsal rehearsal, Problems problems) {
    this.file = file;
    this.rehearsal = rehearsal;
    this.problems = problems;
    var folder = file.path().toAbsolutePath().getParent();
    this.documents = new Documents(folder == null ? file.path() : folder, problems);
  }

  /** A test; empty if something is wrong with it. */
  Optional<Prepared> of(TrialFile.Written written) {
    Trial trial = written.trial();
    Optional<Chain> chain = chain(written);
    Optional<byte[]> text =
        documents.of(
            trial.vcon(), trial.file(), place(written, trial.vcon() == null ? "file" : "vcon"));
    List<Stub> stubs = new Services(documents).of(file, written);
    Map<VconId, byte[]> others = others(written);
    Optional<JsonNode> expected = expected(written);
    Map<String, Filter> filters = filters(written);
    if (chain.isEmpty()) {
      return Optional.empty();
    }
    Chain found = chain.get();
    checkNames(written, found);
    String list = list(written, found);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<VconId> id = id(written, text.get());
    return id.map(known ->
        new Prepared(
            written,
            found,
            new Prepared.Given(known, list, text.get()),
            others,
            stubs,
            filters,
            expected));
  }

  private static Place place(TrialFile.Written written, String... path) {
    return new Place(written.position(path), written.key() + "." + String.join(".", path));
  }

  private Optional<Chain> chain(TrialFile.Written written) {
    String name = written.trial().chain();
    List<String> enabled = rehearsal.chains();
    if (name == null && enabled.size() != 1) {
      problems.error(
          written.position(),
          written.key() + ".chain",
          "is required, as %d chains are enabled".formatted(enabled.size()),
          enabled.isEmpty() ? "" : "Name one of " + String.join(", ", enabled) + ".");
      return Optional.empty();
    }
    if (name != null && !enabled.contains(name)) {
      boolean off = rehearsal.config().chains().containsKey(name);
      problems.error(
          written.position("chain"),
          written.key() + ".chain",
          off
              ? "chain \"%s\" is not enabled".formatted(name)
              : "there is no chain \"%s\"".formatted(name),
          off
              ? "Set chains.%s.enabled: 1.".formatted(name)
              : Suggestion.among(name, enabled).strip());
      return Optional.empty();
    }
    return opened(name == null ? enabled.getFirst() : name);
  }

  private Optional<Chain> opened(String name) {
    try {
      return Optional.of(rehearsal.chain(name));
    } catch (ConfigException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  private Optional<VconId> id(TrialFile.Written written, byte[] text) {
    String named = written.trial().id();
    if (named == null) {
      JsonNode tree = Documents.tree(text);
      String own = tree == null ? "" : tree.path("uuid").asText();
      return VconId.parse(own).or(() -> VconId.parse(ANY_ID));
    }
    Optional<VconId> id = VconId.parse(named);
    if (id.isEmpty()) {
      notAnId(written, "id");
    }
    return id;
  }

  private void notAnId(TrialFile.Written written, String... path) {
    Place place = place(written, path);
    problems.error(place.position(), place.key(), "is no uuid", "For example: " + ANY_ID);
  }

  private String list(TrialFile.Written written, Chain chain) {
    String list = written.trial().list();
    if (list != null) {
      checkName(
          list,
          chain.ingressLists(),
          "ingress list of chain " + chain.name(),
          place(written, "list"));
      return list;
    }
    return chain.ingressLists().isEmpty() ? "" : chain.ingressLists().getFirst();
  }

  private void checkNames(TrialFile.Written written, Chain chain) {
    TrialExpectation expect = written.trial().expect();
    List<String> links = chain.links().stream().map(Chain.Step::name).toList();
    List<String> storages = chain.storages().stream().map(StorageWriter::name).toList();
    String of = " of chain " + chain.name();
    check(
        expect.link() == null ? List.of() : List.of(expect.link()),
        links,
        "link" + of,
        place(written, "expect", "link"));
    check(expect.skipped(), links, "link" + of, place(written, "expect", "skipped"));
    check(expect.storages(), storages, "storage" + of, place(written, "expect", "storages"));
    check(
        expect.egress(),
        chain.egressLists(),
        "egress list" + of,
        place(written, "expect", "egress"));
    if (expect.id() != null && VconId.parse(expect.id()).isEmpty()) {
      notAnId(written, "expect", "id");
    }
  }

  private void check(
      @Nullable List<String> names, Collection<String> known, String what, Place place) {
    if (names != null) {
      names.forEach(name -> checkName(name, known, what, place));
    }
  }

  private void checkName(String name, Collection<String> known, String what, Place place) {
    if (!known.contains(name)) {
      String all =
          known.isEmpty() ? "There is none." : "There are: " + String.join(", ", known) + ".";
      problems.error(
          place.position(),
          place.key(),
          "there is no %s called \"%s\"".formatted(what, name),
          Suggestion.among(name, known) + all);
    }
  }

  private Map<VconId, byte[]> others(TrialFile.Written written) {
    Map<VconId, byte[]> others = new LinkedHashMap<>();
    List<ConfigValue> all = written.trial().documents();
    for (int i = 0; i < all.size(); i++) {
      String key = "%s.documents[%d]".formatted(written.key(), i);
      Optional<byte[]> text = documents.listed(all.get(i), key);
      Optional<VconId> id =
          text.map(Documents::tree).flatMap(tree -> VconId.parse(tree.path("uuid").asText()));
      if (id.isPresent()) {
        others.put(id.get(), text.get());
      } else if (text.isPresent()) {
        problems.error(all.get(i).position(), key, "has no uuid", "A swap finds it by that.");
      }
    }
    return others;
  }

  private Map<String, Filter> filters(TrialFile.Written written) {
    TrialExpectation expect = written.trial().expect();
    Map<String, Filter> filters = new LinkedHashMap<>();
    compile(expect.jq(), place(written, "expect", "jq"), filters);
    for (TrialRequest request : expect.requests()) {
      compile(request.jq(), place(written, "expect", "requests"), filters);
    }
    return filters;
  }

  private void compile(List<String> texts, Place place, Map<String, Filter> into) {
    for (String text : texts) {
      try {
        into.put(text, Filter.compile(text));
      } catch (UnusableFilter e) {
        problems.error(place.position(), place.key(), String.valueOf(e.getMessage()), "");
      }
    }
  }

  private Optional<JsonNode> expected(TrialFile.Written written) {
    TrialExpectation expect = written.trial().expect();
    Place place = place(written, "expect", expect.vcon() == null ? "file" : "vcon");
    Optional<byte[]> text = documents.of(expect.vcon(), expect.file(), place);
    Optional<JsonNode> tree = text.map(Documents::tree);
    if (text.isPresent() && tree.isEmpty()) {
      problems.error(place.position(), place.key(), "is no JSON", "");
    }
    return tree;
  }
}
