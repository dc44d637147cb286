package dev.vcond.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.app.place.Answer;
import dev.vcond.app.place.Asked;
import dev.vcond.app.place.Place;
import dev.vcond.config.Config;
import dev.vcond.config.IngressLists;
import dev.vcond.queue.Eraser;
import dev.vcond.queue.Redis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Deletes a document from Redis and from every storage that can delete. */
@Command(
    name = "delete",
    description = "Deletes a vCon from Redis and from every storage of the configuration.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  vcond delete 01926837-6a5b-8a9c-b0d4-8f3f2c1e5a77",
      "  vcond delete 01926837-6a5b-8a9c-b0d4-8f3f2c1e5a77 --yes --json"
    },
    mixinStandardHelpOptions = true)
final class DeleteCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions configuration;
  @Mixin private JsonOption json;
  @Mixin private IdParameter wanted;

  @Option(names = "--yes", description = "Does not ask.")
  private boolean yes;

  @Override
  public Integer call() throws Exception {
    Config config = configuration.load().config();
    // Without Redis nothing is deleted: a body left there could be stored again.
    try (Redis redis = configuration.connect(config);
        var places = new Places(config)) {
      var eraser = new Eraser(redis, Places.index(config.compat()));
      var all = new ArrayList<Place>();
      all.add(Places.redis(redis, eraser));
      all.addAll(places.storages());
      confirm(all);
      List<String> running = eraser.inFlight(wanted.id(), IngressLists.of(config).names());
      Asked asked = Asked.toDelete(all, wanted.id());
      answer(asked, running);
      return exit(asked).code();
    }
  }

  private void confirm(List<Place> places) throws IOException {
    if (yes) {
      return;
    }
    Caller caller = Caller.of(spec);
    if (!caller.terminal()) {
      throw new ParameterException(
          spec.commandLine(), "without a terminal to ask on, delete needs --yes");
    }
    String names = places.stream().map(Place::name).collect(Collectors.joining(", "));
    if (!new Confirmation(caller).given("Delete vCon " + wanted.id() + " from " + names + "?")) {
      throw new CommandFailure(ExitCode.FAILED, "nothing was deleted.");
    }
  }

  private void answer(Asked asked, List<String> running) {
    if (json.wanted()) {
      ObjectNode object = JsonOption.object().put("id", wanted.id().asPopped());
      Places.put(object, asked);
      var lists = object.putArray("in_flight");
      running.forEach(lists::add);
      json.print(object);
      return;
    }
    Caller caller = Caller.of(spec);
    var table = new Table("PLACE", "ANSWER");
    asked.replies().forEach(reply -> table.row(reply.place(), reply.answer().text()));
    table.print(caller);
    if (!running.isEmpty()) {
      caller.complain(
          "warning: %s is being processed from %s and may be stored again; delete it once more later."
              .formatted(wanted.id(), String.join(", ", running)));
    }
  }

  private static ExitCode exit(Asked asked) {
    if (asked.any(Answer.Failed.class)) {
      return ExitCode.FAILED;
    }
    return asked.any(Answer.Deleted.class) ? ExitCode.OK : ExitCode.NOTHING_THERE;
  }
}
