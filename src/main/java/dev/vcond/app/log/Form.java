package dev.vcond.app.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/** How an event is written. */
sealed interface Form permits JsonForm, TextForm {
  /** A trace of a thousand frames says no more than its beginning. */
  int LONGEST_STACK = 16_000;

  /** Without a line end behind it. */
  String text(ILoggingEvent event);

  /** The fields of an event in their order. */
  static Map<String, Object> fields(ILoggingEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>(event.getMDCPropertyMap());
    if (event.getKeyValuePairs() != null) {
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        if (pair.value != null) {
          fields.put(pair.key, pair.value);
        }
      }
    }
    return fields;
  }

  /** The stack trace of an event; empty if there is none. */
  static String stack(ILoggingEvent event) {
    if (event.getThrowableProxy() == null) {
      return "";
    }
    String stack = ThrowableProxyUtil.asString(event.getThrowableProxy()).strip();
    return stack.length() <= LONGEST_STACK ? stack : stack.substring(0, LONGEST_STACK) + " ...";
  }

  /** The class that speaks, without its package. */
  static String speaker(ILoggingEvent event) {
    String name = event.getLoggerName();
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
