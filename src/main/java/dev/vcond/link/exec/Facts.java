package dev.vcond.link.exec;

import dev.vcond.link.LinkContext;
import dev.vcond.process.ProcessGroup;
import dev.vcond.vcon.Vcon;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a program is told beside the document, as variables of its environment. */
final class Facts {
  static final String UUID = "VCON_UUID";
  private static final String SIZE = "VCON_SIZE";
  static final String CHAIN = "VCOND_CHAIN";
  static final String STEP = "VCOND_STEP";
  static final String LIST = "VCOND_LIST";
  private static final String MODE = "VCOND_MODE";
  private static final String ANSWER = "VCOND_ANSWER";
  private static final String OPTIONS = "VCOND_OPTIONS";

  /** The variables that vcond sets. */
  static final Set<String> NAMES =
      Set.of(UUID, SIZE, CHAIN, STEP, LIST, MODE, ANSWER, OPTIONS, ProcessGroup.MARK);

  private Facts() {}

  /** Those that hold for every call. */
  static Map<String, String> of(ExecOptions options, String json) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(MODE, options.mode().name().toLowerCase(Locale.ROOT));
    facts.put(ANSWER, options.form().name().toLowerCase(Locale.ROOT));
    facts.put(OPTIONS, json);
    return facts;
  }

  /** Those of one call. */
  static Map<String, String> of(Vcon vcon, LinkContext context) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(UUID, vcon.id().canonical());
    facts.put(SIZE, Integer.toString(vcon.size()));
    facts.putAll(of(context));
    return facts;
  }

  /** Those of all calls from one place. */
  static Map<String, String> of(LinkContext context) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(CHAIN, context.chain());
    facts.put(STEP, context.step());
    facts.put(LIST, context.ingressList());
    return facts;
  }
}
