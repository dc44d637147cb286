package dev.vcond.app;

import dev.vcond.link.LinkType;
import dev.vcond.link.delay.DelayLink;
import dev.vcond.link.diet.DietLink;
import dev.vcond.link.exec.ExecLink;
import dev.vcond.link.expire.ExpireLink;
import dev.vcond.link.http.HttpLink;
import dev.vcond.link.jq.JqLink;
import dev.vcond.link.router.TagRouterLink;
import dev.vcond.link.sampler.SamplerLink;
import dev.vcond.link.tag.TagLink;
import dev.vcond.link.validate.ValidateLink;
import dev.vcond.link.webhook.WebhookLink;
import dev.vcond.storage.StorageType;
import dev.vcond.storage.exec.ExecStorage;
import dev.vcond.storage.file.FileStorage;
import dev.vcond.storage.http.HttpStorage;
import dev.vcond.storage.http.McpStorage;
import dev.vcond.storage.http.WebhookStorage;
import dev.vcond.storage.postgres.PostgresStorage;
import dev.vcond.storage.redis.RedisStorage;
import dev.vcond.storage.s3.S3Storage;
import java.util.List;

/** The links and storages that come with vcond: one line each. */
public final class BuiltIns {
  private BuiltIns() {}

  /** Every link of ours. */
  public static List<LinkType<?>> links() {
    return List.of(
        TagLink.type(),
        DelayLink.type(),
        ExecLink.type(),
        HttpLink.type(),
        TagRouterLink.type(),
        SamplerLink.type(),
        ExpireLink.type(),
        JqLink.type(),
        WebhookLink.type(),
        DietLink.type(),
        ValidateLink.type());
  }

  /** Every storage of ours. */
  public static List<StorageType<?>> storages() {
    return List.of(
        FileStorage.type(),
        PostgresStorage.type(),
        HttpStorage.type(),
        McpStorage.type(),
        WebhookStorage.type(),
        RedisStorage.type(),
        S3Storage.type(),
        ExecStorage.type());
  }
}
