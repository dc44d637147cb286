package dev.vcond.queue.model;

import dev.vcond.queue.ScriptCall;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;
import org.luaj.vm2.lib.jse.JsePlatform;

/**
 * Runs our scripts on keyspaces as Redis would, with a Lua interpreter. The same call on the same
 * keyspace is run once. Used by one thread.
 */
final class LuaScripts {
  private final Globals globals = JsePlatform.standardGlobals();
  private final Map<String, LuaValue> compiled = new HashMap<>();
  private final Map<Attempt, Result> known = new HashMap<>();
  private final Numbered<Keyspace> keyspaces = new Numbered<>();
  private final Numbered<ScriptCall> calls = new Numbered<>();
  private final Numbered<Object> answers = new Numbered<>();
  private final Function<String, String> source;
  private Commands commands = new Commands(new Keyspace());

  /**
   * @param source the text of a script by its name
   */
  LuaScripts(Function<String, String> source) {
    this.source = source;
    globals.set("redis", redis());
    // Lua 5.1, as in Redis, has it here, and knows whole numbers only as such.
    globals.set("unpack", globals.get("table").get("unpack"));
    globals.get("string").set("format", function(LuaScripts::format));
  }

  private record Attempt(int before, int call) {}

  /**
   * What a call did.
   *
   * @param after the number of the keyspace
   * @param answer the number of the answer
   */
  record Result(int after, int answer) {}

  /** Nil. */
  record Nil() {}

  /** An error reply. */
  record Refusal(String text) {}

  /** The keyspaces, calls and answers met so far have numbers, which are quick to compare. */
  int number(Keyspace keyspace) {
    return keyspaces.of(keyspace);
  }

  int number(ScriptCall call) {
    return calls.of(call);
  }

  Keyspace keyspace(int number) {
    return keyspaces.get(number);
  }

  ScriptCall call(int number) {
    return calls.get(number);
  }

  /** Long, String, List, {@link Nil} or {@link Refusal}. */
  Object answer(int number) {
    return answers.get(number);
  }

  /** Runs a call, both given by number. */
  Result run(int before, int call) {
    return known.computeIfAbsent(new Attempt(before, call), this::run);
  }

  private Result run(Attempt attempt) {
    Keyspace after = keyspace(attempt.before).copy();
    Object answer = run(after, call(attempt.call));
    return new Result(number(after), answers.of(answer == null ? new Nil() : answer));
  }

  /** Runs a call and changes the keyspace; nil is null. */
  @Nullable Object run(Keyspace keyspace, ScriptCall call) {
    commands = new Commands(keyspace);
    globals.set("KEYS", table(call.keys()));
    globals.set("ARGV", table(call.arguments()));
    try {
      return java(script(call.script()).call());
    } catch (LuaError e) {
      if (e.getCause() instanceof Commands.Refused refused) {
        return new Refusal(String.valueOf(refused.getMessage()));
      }
      throw e;
    }
  }

  private LuaValue script(String name) {
    // Its first line is for Redis, not for Lua.
    return compiled.computeIfAbsent(name, n -> globals.load("--" + source.apply(n), n));
  }

  private LuaTable redis() {
    var redis = new LuaTable();
    redis.set("call", function(words -> lua(commands.run(strings(words)))));
    redis.set("pcall", function(this::attempt));
    redis.set("sha1hex", function(words -> LuaValue.valueOf(sha1(words.checkjstring(1)))));
    redis.set("error_reply", function(words -> error(words.checkjstring(1))));
    redis.set("acl_check_cmd", function(_ -> LuaValue.TRUE));
    return redis;
  }

  private LuaValue attempt(Varargs words) {
    try {
      return lua(commands.run(strings(words)));
    } catch (Commands.Refused e) {
      return error(String.valueOf(e.getMessage()));
    }
  }

  private static LuaValue error(String text) {
    var error = new LuaTable();
    error.set("err", text);
    return error;
  }

  private static LuaValue format(Varargs words) {
    if (!words.checkjstring(1).equals("%.0f")) {
      throw new LuaError("the model formats whole numbers only, not " + words.checkjstring(1));
    }
    return LuaValue.valueOf(Long.toString(words.checklong(2)));
  }

  private static VarArgFunction function(Function<Varargs, LuaValue> body) {
    return new VarArgFunction() {
      @Override
      public Varargs invoke(Varargs arguments) {
        try {
          return body.apply(arguments);
        } catch (Commands.Refused e) {
          throw new LuaError(e);
        }
      }
    };
  }

  private static List<String> strings(Varargs words) {
    var strings = new ArrayList<String>(words.narg());
    for (int i = 1; i <= words.narg(); i++) {
      strings.add(words.checkjstring(i));
    }
    return strings;
  }

  private static LuaTable table(List<String> values) {
    var table = new LuaTable();
    for (int i = 0; i < values.size(); i++) {
      table.set(i + 1, values.get(i));
    }
    return table;
  }

  private static LuaValue lua(@Nullable Object answer) {
    return switch (answer) {
      case null -> LuaValue.FALSE;
      case Long number -> LuaValue.valueOf(number);
      case String text -> LuaValue.valueOf(text);
      case Commands.Status(String text) -> {
        var status = new LuaTable();
        status.set("ok", text);
        yield status;
      }
      case List<?> list -> {
        var table = new LuaTable();
        for (int i = 0; i < list.size(); i++) {
          table.set(i + 1, lua(list.get(i)));
        }
        yield table;
      }
      default -> throw new IllegalStateException(answer.toString());
    };
  }

  private static @Nullable Object java(LuaValue value) {
    if (value.isnil() || value.equals(LuaValue.FALSE)) {
      return null;
    }
    if (value.type() == LuaValue.TNUMBER) {
      return value.tolong();
    }
    if (!value.istable()) {
      return value.equals(LuaValue.TRUE) ? Long.valueOf(1) : (Object) value.tojstring();
    }
    if (!value.get("err").isnil()) {
      return new Refusal(value.get("err").tojstring());
    }
    var list = new ArrayList<@Nullable Object>();
    for (int i = 1; !value.get(i).isnil(); i++) {
      list.add(java(value.get(i)));
    }
    return list;
  }

  private static String sha1(String text) {
    try {
      byte[] raw = text.getBytes(StandardCharsets.ISO_8859_1);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(raw));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
