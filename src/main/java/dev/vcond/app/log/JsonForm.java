package dev.vcond.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;

/** One JSON object: what a person looks for first comes first. */
record JsonForm() implements Form {
  private static final JsonFactory FACTORY = new JsonFactory();

  /** Members that every event has, which no field may take the place of. */
  private static final Set<String> OWN =
      Set.of("time", "level", "message", "logger", "thread", "error", "stack");

  @Override
  public String text(ILoggingEvent event) {
    var text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      write(event, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(ILoggingEvent event, JsonGenerator json) throws IOException {
    json.writeStringField("time", time(event));
    json.writeStringField("level", event.getLevel().toString());
    json.writeStringField("message", event.getFormattedMessage());
    for (Map.Entry<String, Object> field : Form.fields(event).entrySet()) {
      if (!OWN.contains(field.getKey())) {
        write(field.getKey(), field.getValue(), json);
      }
    }
    json.writeStringField("logger", event.getLoggerName());
    json.writeStringField("thread", event.getThreadName());
    if (event.getThrowableProxy() != null) {
      json.writeStringField("error", event.getThrowableProxy().getClassName());
      json.writeStringField("stack", Form.stack(event));
    }
  }

  private static void write(String name, Object value, JsonGenerator json) throws IOException {
    switch (value) {
      case Integer number -> json.writeNumberField(name, number);
      case Long number -> json.writeNumberField(name, number);
      case Double number -> json.writeNumberField(name, number);
      case Boolean truth -> json.writeBooleanField(name, truth);
      default -> json.writeStringField(name, value.toString());
    }
  }

  /** With milliseconds, also when they are nought. */
  private static String time(ILoggingEvent event) {
    Instant at = Instant.ofEpochMilli(event.getTimeStamp()).truncatedTo(ChronoUnit.MILLIS);
    String text = at.toString();
    return text.contains(".") ? text : text.replace("Z", ".000Z");
  }
}
