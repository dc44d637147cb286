package dev.vcond.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.app.ModuleDescription;
import dev.vcond.app.ModuleKind;
import dev.vcond.app.ModuleList;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Answers {@code vcond storages} and {@code vcond links}: all modules in short, or one in full. */
record ModulesAnswer(CommandSpec command, JsonOption json, ModuleList modules) {
  private static final int INDENT = 4;

  int exit(@Nullable String name) {
    if (name == null) {
      all(modules.all());
    } else {
      one(
          modules
              .find(name)
              .orElseThrow(
                  () -> new ParameterException(command.commandLine(), modules.missing(name))));
    }
    return ExitCode.OK.code();
  }

  private Prose prose() {
    // Asks the terminal, once.
    int terminal = CommandSpec.create().usageMessage().autoWidth(true).width();
    return Prose.of(Caller.of(command), terminal);
  }

  private void one(ModuleDescription about) {
    var page = new ModulePage(about);
    if (json.wanted()) {
      json.print(page.json());
    } else {
      page.tell(Caller.of(command), prose());
    }
  }

  private void all(List<ModuleDescription> all) {
    if (json.wanted()) {
      json.print(asJson(all));
      return;
    }
    Caller caller = Caller.of(command);
    PrintStream out = caller.out();
    modules.unusable().forEach(caller::complain);
    int column = INDENT / 2 + all.stream().mapToInt(one -> one.module().length()).max().orElse(0);
    Prose prose = prose();
    for (ModuleDescription one : all) {
      List<String> lines = new ArrayList<>(List.of(one.summary()));
      if (modules.kind() == ModuleKind.STORAGE) {
        lines.add(
            one.abilities().isEmpty()
                ? "can only save"
                : "can save, " + String.join(", ", one.abilities()));
      }
      prose.entry(one.module(), column, lines).forEach(out::println);
    }
    if (caller.terminal()) {
      out.println();
      prose
          .paragraph("vcond %s NAME tells everything about one.".formatted(command.name()), "")
          .forEach(out::println);
    }
  }

  private ObjectNode asJson(List<ModuleDescription> all) {
    ObjectNode answer = JsonOption.object();
    ArrayNode rows = answer.putArray(modules.kind().section());
    for (ModuleDescription one : all) {
      ObjectNode row = rows.addObject().put("module", one.module()).put("summary", one.summary());
      if (modules.kind() == ModuleKind.STORAGE) {
        ArrayNode can = row.putArray("can");
        one.abilities().forEach(can::add);
      }
    }
    return answer;
  }
}
