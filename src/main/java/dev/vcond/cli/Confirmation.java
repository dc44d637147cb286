package dev.vcond.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;

/** Asks a person before something goes for good. */
record Confirmation(Caller caller) {

  /** Whether the answer to a question is yes. */
  boolean given(String question) throws IOException {
    caller.err().print(question + " [y/N] ");
    caller.err().flush();
    var answer = new BufferedReader(new InputStreamReader(caller.in(), Charset.defaultCharset()));
    String line = answer.readLine();
    return line != null && line.strip().matches("(?i)y(es)?");
  }
}
