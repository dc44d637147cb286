package dev.vcond.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a service answers in a test.
 *
 * @param then the answers that follow the first one; the last goes on for ever
 */
public record TrialStub(
    @Option(
            value =
                "The address as the configuration has it, with what the link puts behind it."
                    + " Without a query it fits any; a `*` at its end stands for anything.",
            example = "https://crm.example/hook")
        String url,
    @Option(value = "Only requests with this method; without it any.", example = "POST")
        @Nullable String method,
    @Option(value = "The first answer.", inline = true) TrialAnswer answer,
    @Option(
            value = "The answers to the second request and those after it; the last one stays.",
            example = "[{status: 200}]")
        List<TrialAnswer> then) {

  public TrialStub {
    TrialRequest.checkUrl(url);
  }
}
