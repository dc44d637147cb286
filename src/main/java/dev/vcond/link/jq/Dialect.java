package dev.vcond.link.jq;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.thisptr.jackson.jq.internal.javacc.ExpressionParserConstants;
import net.thisptr.jackson.jq.internal.javacc.ExpressionParserTokenManager;
import net.thisptr.jackson.jq.internal.javacc.SimpleCharStream;
import net.thisptr.jackson.jq.internal.javacc.Token;
import net.thisptr.jackson.jq.internal.javacc.TokenMgrError;

/**
 * A filter as jq understands it, written so that the interpreter does. It wants an {@code else},
 * and takes {@code def f: 1; f + f} for {@code (def f: 1; f) + f}, where the second is unknown.
 */
final class Dialect implements ExpressionParserConstants {
  /** A place with what goes before it, by line and column from 1 on. */
  private record Insertion(int line, int column, String text) {}

  /** What is open at a place. */
  private static final class Open {
    private final int kind;
    private boolean hasElse;
    private int parentheses;

    Open(int kind) {
      this.kind = kind;
    }
  }

  private final String text;
  private final List<Token> tokens;
  private final List<Insertion> insertions = new ArrayList<>();
  private String tail = "";
  private final Deque<Open> open = new ArrayDeque<>(List.of(new Open(EOF)));

  /** Reads a filter; one that is none is left as it is. */
  Dialect(String filter) {
    this.text = filter.replace("\r\n", "\n").replace('\r', '\n');
    this.tokens = tokens(text);
    // What closes more than was opened is for the interpreter to tell.
    for (int i = 0; i < tokens.size() && !open.isEmpty(); i++) {
      read(i);
    }
  }

  private static List<Token> tokens(String text) {
    List<Token> tokens = new ArrayList<>();
    var manager = new ExpressionParserTokenManager(new SimpleCharStream(new StringReader(text)));
    try {
      do {
        tokens.add(manager.getNextToken());
      } while (tokens.getLast().kind != EOF);
    } catch (TokenMgrError | IllegalStateException _) {
      // The interpreter will say so.
    }
    return tokens;
  }

  private void read(int i) {
    Token token = tokens.get(i);
    if (isName(i)) {
      return;
    }
    switch (token.kind) {
      case KEYWORD_IF, KEYWORD_DEF, OPEN_PAR, OPEN_BRACKET, OPEN_BRACE, OPEN_INTERP ->
          open.push(new Open(token.kind));
      case KEYWORD_THEN, KEYWORD_ELIF -> endPart(token);
      case KEYWORD_ELSE -> {
        endPart(token);
        open.element().hasElse = true;
      }
      case KEYWORD_END -> end(token);
      case SEMICOLON -> semicolon(i);
      case CLOSE_PAR, CLOSE_BRACKET, CLOSE_BRACE, EOF -> {
        endPart(token);
        open.pop();
      }
      default -> {}
    }
    if (token.kind == EOF) {
      open.push(new Open(EOF)); // for a sound end
    }
  }

  /** A keyword can be the key of an object, and the name of a variable. */
  private boolean isName(int i) {
    if (i == 0) {
      return false;
    }
    int before = tokens.get(i - 1).kind;
    return before == DOLLAR
        || before == ATSIGN
        || (open.element().kind == OPEN_BRACE
            && (before == OPEN_BRACE || before == COMMA)
            && tokens.get(i).kind >= KEYWORD_IF
            && tokens.get(i).kind <= KEYWORD_MODULE);
  }

  /** What was opened here for definitions ends before this token. */
  private void endPart(Token next) {
    Open at = open.element();
    insert(next, ")".repeat(at.parentheses));
    at.parentheses = 0;
  }

  private void end(Token end) {
    endPart(end);
    if (open.element().kind == KEYWORD_IF && !open.element().hasElse) {
      insert(end, " else . ");
    }
    open.pop();
  }

  /** It ends a definition or an argument. */
  private void semicolon(int i) {
    endPart(tokens.get(i));
    if (open.element().kind != KEYWORD_DEF) {
      return;
    }
    open.pop();
    Token next = tokens.get(Math.min(i + 1, tokens.size() - 1));
    if (next.kind != KEYWORD_DEF && next.kind != EOF && !open.isEmpty()) {
      insert(next, "(");
      open.element().parentheses++;
    }
  }

  private void insert(Token before, String what) {
    if (before.kind == EOF) {
      tail = what.isEmpty() ? "" : "\n" + what; // not into a comment
    } else if (!what.isEmpty()) {
      insertions.add(new Insertion(before.beginLine, before.beginColumn, what));
    }
  }

  /** The filter for the interpreter. */
  String written() {
    List<StringBuilder> lines = new ArrayList<>();
    text.lines().forEach(line -> lines.add(new StringBuilder(line)));
    for (Insertion insertion : insertions.reversed()) {
      StringBuilder line = lines.get(insertion.line - 1);
      line.insert(Math.min(insertion.column - 1, line.length()), insertion.text);
    }
    return String.join("\n", lines) + tail;
  }

  /** The place in the filter of one in what the interpreter was given. */
  String place(int line, int column) {
    return line > text.lines().count()
        ? "the end"
        : "line %d, column %d".formatted(line, column(line, column));
  }

  private int column(int line, int column) {
    int moved = 0;
    for (Insertion insertion : insertions) {
      if (insertion.line == line && insertion.column + moved < column) {
        moved = Math.min(moved + insertion.text.length(), column - insertion.column);
      }
    }
    return column - moved;
  }
}
