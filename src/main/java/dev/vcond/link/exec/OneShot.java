package dev.vcond.link.exec;

import dev.vcond.answer.AnswerReader;
import dev.vcond.answer.WorkFailed;
import dev.vcond.link.LinkContext;
import dev.vcond.link.LinkResult;
import dev.vcond.process.Call;
import dev.vcond.process.Ending;
import dev.vcond.process.Program;
import dev.vcond.process.UnusableProgram;
import dev.vcond.vcon.Vcon;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A process for each vCon: the document on its standard input, the answer on its output. */
final class OneShot implements Runner {
  private final Setting setting;
  private final Program program;

  OneShot(Setting setting) {
    this.setting = setting;
    this.program =
        new Program(setting.command(), setting.surroundings(), Setting.FAREWELL, setting.errors());
  }

  @Override
  public LinkResult run(Vcon vcon, LinkContext context) throws Exception {
    Ending ending = ending(vcon, context);
    if (ending.code() != Verdict.DONE) {
      throw Verdict.on(
          ending.code(), setting.name(), setting.withoutSecrets(ending.errors().lastLine()));
    }
    byte[] written = ending.output().take();
    return switch (setting.options().form()) {
      case VCON ->
          isBlank(written)
              ? LinkResult.halt(vcon, "no_output", setting.name() + " gave nothing back")
              : LinkResult.proceed(setting.revisions().of(vcon, written));
      case ENVELOPE -> AnswerReader.read(written, setting.name()).of(vcon, setting.revisions());
    };
  }

  private Ending ending(Vcon vcon, LinkContext context) throws Exception {
    Map<String, String> facts = new LinkedHashMap<>(setting.facts());
    facts.putAll(Facts.of(vcon, context));
    Call call =
        Call.of(List.of(), facts)
            .reading(vcon.newStream())
            .writing(setting.options().mostOutput(vcon.size()));
    try {
      return program.run(call);
    } catch (UnusableProgram e) {
      throw new WorkFailed(e.why(), e);
    } catch (IOException e) {
      throw new WorkFailed(setting.name() + ": " + e.getMessage(), e);
    }
  }

  private static boolean isBlank(byte[] text) {
    for (byte each : text) {
      if (each != ' ' && each != '\n' && each != '\r' && each != '\t') {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    program.close();
  }
}
