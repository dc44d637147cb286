package dev.vcond.app.place;

import dev.vcond.app.ConfiguredStorages;
import dev.vcond.storage.StorageReader;
import dev.vcond.vcon.VconId;
import java.util.Optional;

/** A storage of the configuration, opened when it is asked. */
public final class StoragePlace implements Place {
  private final ConfiguredStorages storages;
  private final String name;

  public StoragePlace(ConfiguredStorages storages, String name) {
    this.storages = storages;
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Answer get(VconId id) throws InterruptedException {
    return asked(reader ->
        switch (reader.reading()) {
          case WHOLE -> answer(reader.get(id).map(Answer.Found::new));
          case IN_PART -> answer(reader.get(id).map(Answer.Part::new));
          case NEVER -> new Answer.Unable("cannot read back");
        });
  }

  private static Answer answer(Optional<? extends Answer> there) {
    return there.isPresent() ? there.get() : new Answer.NotThere();
  }

  @Override
  public Answer delete(VconId id) throws InterruptedException {
    return asked(reader -> {
      if (!reader.canDelete()) {
        return new Answer.Unable("cannot delete");
      }
      return reader.delete(id) ? new Answer.Deleted() : new Answer.NotThere();
    });
  }

  private interface Question {
    Answer ask(StorageReader reader) throws Exception;
  }

  private Answer asked(Question question) throws InterruptedException {
    try {
      return question.ask(new StorageReader(storages.open(name)));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      String message = e.getMessage();
      return new Answer.Failed(message == null ? e.toString() : message);
    }
  }
}
