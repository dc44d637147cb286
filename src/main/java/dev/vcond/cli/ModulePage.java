package dev.vcond.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vcond.app.ModuleDescription;
import dev.vcond.config.DescribedOption;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Everything about one module, for a person or for scripts. */
record ModulePage(ModuleDescription about) {
  private static final String INDENT = "  ";
  private static final int LONGEST_TERM = 23;

  void tell(Caller caller, Prose prose) {
    PrintStream out = caller.out();
    out.println(caller.styled("@|bold " + about.module() + "|@"));
    prose.paragraph(about.summary(), INDENT).forEach(out::println);
    if (!about.abilities().isEmpty()) {
      prose
          .paragraph("It can save, " + String.join(", ", about.abilities()) + ".", INDENT)
          .forEach(out::println);
    }
    if (!about.setup().isEmpty()) {
      heading(caller, "SET-UP");
      prose.markdown(about.setup(), INDENT).forEach(out::println);
    }
    heading(caller, about.options().isEmpty() ? "NO OPTIONS" : "OPTIONS, below options:");
    options(out, prose, about.options());
    heading(caller, "POLICY, beside module: and options:");
    options(out, prose, about.policy());
    heading(caller, "EXAMPLE");
    // From the first column, so that it can be copied.
    out.println(about.example());
  }

  private static void heading(Caller caller, String text) {
    caller.out().println();
    caller.out().println(caller.styled("@|bold " + text + "|@"));
  }

  private static void options(PrintStream out, Prose prose, List<DescribedOption> options) {
    int column =
        options.stream()
            .mapToInt(option -> option.key().length())
            .filter(length -> length <= LONGEST_TERM)
            .max()
            .orElse(0);
    options.forEach(option ->
        prose
            .entry(INDENT + option.key(), INDENT.length() + column + 2, explanation(option))
            .forEach(out::println));
  }

  private static List<String> explanation(DescribedOption option) {
    List<String> lines = new ArrayList<>();
    lines.add(option.meaning());
    if (!option.aliases().isEmpty()) {
      lines.add("Also accepted: " + String.join(", ", option.aliases()));
    }
    lines.add(facts(option));
    return lines;
  }

  private static String facts(DescribedOption option) {
    String fallback =
        option.required()
            ? "required"
            : option.defaultText().isEmpty() ? "optional" : "default " + option.defaultText();
    String secret = option.secret() && !option.type().contains("secret") ? ", never shown" : "";
    String example = option.example().isEmpty() ? "" : "; such as " + option.example();
    return "[" + option.type().replace("`", "") + secret + "; " + fallback + example + "]";
  }

  ObjectNode json() {
    ObjectNode json =
        JsonOption.object().put("module", about.module()).put("summary", about.summary());
    ArrayNode abilities = json.putArray("can");
    about.abilities().forEach(abilities::add);
    json.put("setup", about.setup());
    put(json.putArray("options"), about.options());
    put(json.putArray("beside_options"), about.policy());
    json.put("example", about.example());
    return json;
  }

  private static void put(ArrayNode into, List<DescribedOption> options) {
    for (DescribedOption option : options) {
      ObjectNode json =
          into.addObject()
              .put("key", option.key())
              .put("type", option.type().replace("`", ""))
              .put("default", option.defaultText().isEmpty() ? null : option.defaultText())
              .put("required", option.required())
              .put("secret", option.secret())
              .put("meaning", option.meaning());
      ArrayNode aliases = json.putArray("also_accepted");
      option.aliases().forEach(aliases::add);
      json.put("example", option.example().isEmpty() ? null : option.example());
    }
  }
}
