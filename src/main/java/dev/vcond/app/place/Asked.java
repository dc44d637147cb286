package dev.vcond.app.place;

import dev.vcond.vcon.VconId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What each of several places said about one document, in the order in which they were asked. */
public record Asked(List<Reply> replies) {

  /** What one place said. */
  public record Reply(String place, Answer answer) {
    @Override
    public String toString() {
      return place + ": " + answer.text();
    }
  }

  public Asked {
    replies = List.copyOf(replies);
  }

  /** Asks for the document until a place has it, and all of it. */
  public static Asked untilFound(List<Place> places, VconId id) throws InterruptedException {
    var replies = new ArrayList<Reply>();
    for (Place place : places) {
      Answer answer = place.get(id);
      replies.add(new Reply(place.name(), answer));
      if (answer instanceof Answer.Found) {
        break;
      }
    }
    return new Asked(replies);
  }

  /** Has every place delete the document, whatever the others say. */
  public static Asked toDelete(List<Place> places, VconId id) throws InterruptedException {
    var replies = new ArrayList<Reply>();
    for (Place place : places) {
      replies.add(new Reply(place.name(), place.delete(id)));
    }
    return new Asked(replies);
  }

  /** What there is of the document: all, else a part of it. */
  public Optional<Reply> best() {
    return first(Answer.Found.class).or(() -> first(Answer.Part.class));
  }

  private Optional<Reply> first(Class<? extends Answer> kind) {
    return replies.stream().filter(reply -> kind.isInstance(reply.answer)).findFirst();
  }

  /** Whether at least one place gave such an answer. */
  public boolean any(Class<? extends Answer> kind) {
    return replies.stream().anyMatch(reply -> kind.isInstance(reply.answer));
  }
}
