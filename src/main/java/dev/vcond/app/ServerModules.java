package dev.vcond.app;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The modules of vcon-server by name, so that one which vcond lacks is not taken for a slip of the
 * pen. A module that the catalog has is never looked up here. Stateless.
 */
final class ServerModules {

  private static final String TRANSCRIBE = "links.transcribe";
  private static final String OLDER = "is another name of ";
  private static final String DOCUMENTED = "is, in documentation of vcon-server, another name of ";

  private static final Map<String, NewName> NEW_NAMES =
      Map.ofEntries(
          Map.entry("links.openai_transcribe", new NewName(OLDER, TRANSCRIBE, "openai")),
          Map.entry("links.groq_whisper", new NewName(OLDER, TRANSCRIBE, "groq")),
          Map.entry("links.hugging_face_whisper", new NewName(OLDER, TRANSCRIBE, "hugging_face")),
          Map.entry("links.hugging_face", new NewName(OLDER, TRANSCRIBE, "hugging_face")),
          Map.entry("links.deepgram_link", new NewName(OLDER, TRANSCRIBE, "deepgram")),
          Map.entry("links.deepgram", new NewName(OLDER, TRANSCRIBE, "deepgram")),
          Map.entry("links.whisper_link", new NewName(OLDER, TRANSCRIBE, "whisper_builtin")),
          Map.entry("links.groq_transcribe", new NewName(DOCUMENTED, TRANSCRIBE, "groq")),
          Map.entry("links.deepgram_transcribe", new NewName(DOCUMENTED, TRANSCRIBE, "deepgram")),
          Map.entry("links.openai_analyze", new NewName(DOCUMENTED, "links.analyze", "")),
          Map.entry("links.slack", new NewName(DOCUMENTED, "links.post_analysis_to_slack", "")),
          Map.entry("links.summary", new NewName(OLDER, "links.analyze", "")),
          Map.entry("storage.redis", new NewName(DOCUMENTED, "storage.redis_storage", "")),
          Map.entry("storage.mongodb", new NewName(DOCUMENTED, "storage.mongo", "")));

  /** What its files and examples of earlier years name, and it has no more. */
  private static final Set<String> GONE =
      Set.of("links.llama_link", "links.merge", "links.redaction", "links.script");

  private static final Set<String> KNOWN =
      Set.of(
          "links.analyze",
          "links.analyze_and_label",
          "links.analyze_vcon",
          "links.check_and_tag",
          "links.datatrails",
          "links.delay",
          "links.detect_engagement",
          "links.diet",
          "links.expire_vcon",
          "links.hugging_llm_link",
          "links.jlinc",
          "links.jq_link",
          "links.keyword_tagger",
          "links.post_analysis_to_slack",
          "links.sampler",
          "links.scitt",
          "links.tag",
          "links.tag_router",
          TRANSCRIBE,
          "links.webhook",
          "links.wtf_transcribe",
          "storage.chatgpt_files",
          "storage.dataverse",
          "storage.elasticsearch",
          "storage.file",
          "storage.milvus",
          "storage.mongo",
          "storage.postgres",
          "storage.redis_storage",
          "storage.s3",
          "storage.scitt",
          "storage.sftp",
          "storage.spaceandtime",
          "storage.utopia",
          "storage.vcon_mcp",
          "storage.webhook");

  private ServerModules() {}

  /** Every name that it has or had. */
  static Set<String> names() {
    return Stream.of(KNOWN, GONE, NEW_NAMES.keySet())
        .flatMap(Set::stream)
        .collect(Collectors.toSet());
  }

  static boolean has(String module) {
    return KNOWN.contains(module);
  }

  /** Whether it was one of an early vcon-server, which has no such module any more. */
  static boolean hadOnce(String module) {
    return GONE.contains(module);
  }

  /**
   * What a name means that the module does not have, or does not have any more.
   *
   * @param relation how the one name belongs to the other: the words between them
   * @param module the right name
   * @param vendor the value of its option of that name; empty if there is none to write
   */
  record NewName(String relation, String module, String vendor) {}

  /** What another name of a module means; null if it is none. */
  static @Nullable NewName newNameOf(String module) {
    return NEW_NAMES.get(module);
  }
}
