package dev.vcond.app;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The modules of vcon-server by name, so that one which vcond lacks is not taken for a slip of the
 * pen. A module that the catalog has is never looked up here. Stateless.
 */
final class ServerModules {

  private static final String TRANSCRIBE = "links.transcribe";

  /** Older names, and names that only documentation uses, with what they stand for. */
  private static final Map<String, NewName> NEW_NAMES =
      Map.ofEntries(
          vendor("links.openai_transcribe", "openai"),
          vendor("links.groq_whisper", "groq"),
          vendor("links.groq_transcribe", "groq"),
          vendor("links.hugging_face_whisper", "hugging_face"),
          vendor("links.deepgram_link", "deepgram"),
          vendor("links.deepgram_transcribe", "deepgram"),
          vendor("links.deepgram", "deepgram"),
          name("links.openai_analyze", "links.analyze"),
          name("links.summary", "links.analyze"),
          name("links.slack", "links.post_analysis_to_slack"),
          name("storage.mongodb", "storage.mongo"),
          name("storage.redis", "storage.redis_storage"));

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
          "storage.sftp",
          "storage.spaceandtime",
          "storage.vcon_mcp",
          "storage.webhook");

  private ServerModules() {}

  static boolean has(String module) {
    return KNOWN.contains(module);
  }

  /**
   * What another name stands for now.
   *
   * @param module the name of today
   * @param vendor the value of its option of that name; null if it has none
   */
  record NewName(String module, @Nullable String vendor) {}

  private static Map.Entry<String, NewName> vendor(String older, String vendor) {
    return Map.entry(older, new NewName(TRANSCRIBE, vendor));
  }

  private static Map.Entry<String, NewName> name(String other, String module) {
    return Map.entry(other, new NewName(module, null));
  }

  /** What a name of a module stands for now; null if it is no other name of one. */
  static @Nullable NewName newNameOf(String module) {
    return NEW_NAMES.get(module);
  }
}
