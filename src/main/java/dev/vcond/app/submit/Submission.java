package dev.vcond.app.submit;

import dev.vcond.app.submit.SubmitReport.Trouble;
import dev.vcond.queue.Submitter;
import dev.vcond.vcon.NotJsonException;
import dev.vcond.vcon.Vcon;
import dev.vcond.vcon.VconId;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Submits files to one list: finds each document's id, refuses what has none and what comes twice,
 * and keeps the rest on its way in groups. For one use, by one thread.
 */
public final class Submission implements Sources.Sink {
  private static final int GROUP_BYTES = 4 << 20;
  private static final int GROUP_DOCUMENTS = 500;

  /** Reading needs an id before the document tells its own. */
  private static final VconId NOT_KNOWN_YET =
      VconId.parse("00000000-0000-0000-0000-000000000000").orElseThrow();

  private final Submitter submitter;
  private final String list;
  private final Map<String, String> names = new HashMap<>();
  private final List<Vcon> group = new ArrayList<>();
  private long groupBytes;
  private final List<VconId> submitted = new ArrayList<>();
  private final List<Trouble> refused = new ArrayList<>();
  private final List<Trouble> unconfirmed = new ArrayList<>();
  private final List<Trouble> notIndexed = new ArrayList<>();

  public Submission(Submitter submitter, String list) {
    this.submitter = submitter;
    this.list = list;
  }

  /**
   * Submits every document that these paths mean: files, folders, and {@code -} for standard input.
   */
  public SubmitReport run(List<Path> paths, InputStream standardInput) throws InterruptedException {
    new Sources(this).read(paths, standardInput);
    send();
    return new SubmitReport(list, submitted, refused, unconfirmed, notIndexed, closed());
  }

  @Override
  public void unreadable(String name, String why) {
    refused.add(new Trouble(name, why));
  }

  @Override
  public boolean closed() {
    return !unconfirmed.isEmpty();
  }

  @Override
  public void document(String name, Optional<VconId> idOfName, byte[] json)
      throws InterruptedException {
    try {
      Vcon read = Vcon.read(NOT_KNOWN_YET, json);
      Vcon vcon = read.under(id(read, idOfName));
      claim(vcon.id(), name);
      if (groupBytes + vcon.size() > GROUP_BYTES || group.size() == GROUP_DOCUMENTS) {
        send();
      }
      group.add(vcon);
      groupBytes += vcon.size();
    } catch (NotJsonException e) {
      refused.add(new Trouble(name, e.fault()));
    } catch (Unfit e) {
      refused.add(new Trouble(name, e.why));
    }
  }

  /** Why a document cannot be submitted. */
  private static final class Unfit extends Exception {
    private static final long serialVersionUID = 1L;
    private final String why;

    private Unfit(String why) {
      super(why);
      this.why = why;
    }
  }

  private static VconId id(Vcon vcon, Optional<VconId> idOfName) throws Unfit {
    Optional<String> declared = vcon.declaredUuid();
    if (declared.isPresent()) {
      return VconId.parse(declared.get())
          .orElseThrow(() -> new Unfit("its uuid is none: " + shortened(declared.get())));
    }
    return idOfName.orElseThrow(
        () -> new Unfit("it has no uuid, and it is not named <uuid>.json or <uuid>.vcon.json"));
  }

  private static String shortened(String text) {
    String shown = text.replaceAll("\\p{Cntrl}", "?");
    return shown.length() <= 80 ? "\"" + shown + "\"" : "\"" + shown.substring(0, 80) + "...\"";
  }

  private void claim(VconId id, String name) throws Unfit {
    String first = names.putIfAbsent(id.canonical(), name);
    if (first != null) {
      throw new Unfit("has the id " + id + ", which " + first + " has, too; that one counts");
    }
  }

  private void send() throws InterruptedException {
    List<Submitter.Outcome> outcomes = closed() ? List.of() : submitter.submit(list, group);
    for (int i = 0; i < outcomes.size(); i++) {
      settle(group.get(i).id(), outcomes.get(i));
    }
    group.clear();
    groupBytes = 0;
  }

  private void settle(VconId id, Submitter.Outcome outcome) {
    String name = names.getOrDefault(id.canonical(), id.asPopped());
    switch (outcome) {
      case Submitter.Outcome.Submitted done -> {
        submitted.add(id);
        if (!done.notIndexed().isEmpty()) {
          notIndexed.add(new Trouble(name, done.notIndexed()));
        }
      }
      case Submitter.Outcome.Refused no -> refused.add(new Trouble(name, no.why()));
      case Submitter.Outcome.Unconfirmed lost -> unconfirmed.add(new Trouble(name, lost.why()));
    }
  }
}
