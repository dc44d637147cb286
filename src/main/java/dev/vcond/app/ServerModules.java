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

  /** The older names of links.transcribe, each with the vendor that it stands for. */
  private static final Map<String, String> VENDORS =
      Map.of(
          "links.openai_transcribe", "openai",
          "links.groq_whisper", "groq",
          "links.hugging_face_whisper", "hugging_face",
          "links.deepgram_link", "deepgram");

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
   * What an older name stands for now.
   *
   * @param module the name of today
   * @param vendor the value of its option of that name
   */
  record NewName(String module, String vendor) {}

  /** What a name of a module stands for now; null if it is no older name. */
  static @Nullable NewName newNameOf(String module) {
    String vendor = VENDORS.get(module);
    return vendor == null ? null : new NewName(TRANSCRIBE, vendor);
  }
}
