package dev.vcond.app.place;

/** What one place says about one document. */
public sealed interface Answer {

  /** For people, in a few words. */
  String text();

  /** For scripts, in one word that never changes. */
  String word();

  /** It has the document. */
  @SuppressWarnings("ArrayRecordComponent") // a document's bytes as they are stored; never compared
  record Found(byte[] json) implements Answer {
    @Override
    public String word() {
      return "found";
    }

    @Override
    public String text() {
      return "found, " + json.length + " bytes";
    }
  }

  /** It has something of the document, which is not all of it. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Part(byte[] json) implements Answer {
    @Override
    public String word() {
      return "part";
    }

    @Override
    public String text() {
      return "found in part, " + json.length + " bytes: it does not give back all that was saved";
    }
  }

  /** It had the document, and has it no more. */
  record Deleted() implements Answer {
    @Override
    public String word() {
      return "deleted";
    }

    @Override
    public String text() {
      return "deleted";
    }
  }

  /** It has looked, and does not have the document. */
  record NotThere() implements Answer {
    @Override
    public String word() {
      return "not_there";
    }

    @Override
    public String text() {
      return "not there";
    }
  }

  /** Its kind of storage cannot do that at all; whether it has the document is not known. */
  record Unable(String text) implements Answer {
    @Override
    public String word() {
      return "unable";
    }
  }

  /** It could not answer; whether it has the document is not known. */
  record Failed(String why) implements Answer {
    @Override
    public String word() {
      return "failed";
    }

    @Override
    public String text() {
      return "failed: " + why;
    }
  }
}
