package dev.vcond.config;

/** The section {@code admin}. */
public record AdminConfig(
    @Option(
            value =
                "Where /metrics, /livez and /readyz are served. Port 0 takes any free one; a bare"
                    + " port means loopback.",
            defaultValue = "127.0.0.1:9464",
            example = "0.0.0.0:9464")
        ListenAddress listen) {}
