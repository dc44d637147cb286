#!/usr/bin/env python3
"""Runs a link of vcon-server, unchanged, as the program of a `links.exec` of vcond.

A link is a Python module with `run(vcon_uuid, link_name, opts)`, which returns the id to go on, the
id of another vCon to go on with that, or None to halt; whatever it raises is a failure. It works in
both modes of `links.exec`:

    command: [python3, /opt/vcond/sdk/python/vcond_link.py, /srv/links/my_link]
    mode: persistent          # or one_shot, which answers with an envelope
    options: {words: [cancel, refund]}

`VconRedis().get_vcon(ID)` gives the link the vCon that is in work, and `store_vcon` takes what it
makes of it; vcond writes that back. `redis_mgr.redis.rpush(LIST, ID)` becomes a route: vcond pushes
the id when the run is acknowledged. Anything else in Redis (other vCons, `expire`, ...) is reached if
the link may know where it is: `pass_env: [REDIS_URL]`. vcond counts on what is in Redis for other
ids only; the vCon in work is written by vcond alone.

Stood in for, where they cannot be imported: of `lib` the modules `vcon_redis`, `queue`, `redaction`,
`redact`, `retry`, `links.filters`, `dialog_body`, `ai_usage`, `logging_utils`, `vcon_compat`;
`links.base`, `redis_mgr`, `settings`, `dlq_utils`, `vcon`; all of them below `server`, too. `lib.metrics`, `lib.error_tracking`, `lib.tracing` and
`lib.agent_session_recorder` are there and do nothing. What a link needs beside that, such as
`requests` or `tenacity`, has to be installed for the interpreter that runs this; a checkout of
vcon-server, which has `lib.openai_client` and `lib.llm_client`, is added by --path. What a link prints goes to standard error, and from there to vcond's
log; LOG_LEVEL (default: warning) says how much.

The options of the link are its `default_options` with these laid over them, the later the stronger:
the file of --options-file, the `options` of the configuration, --options.

A failure is tried again if it looks temporary: a connection, a time-out, HTTP 408, 425, 429 and 5xx.
"""

import argparse
import functools
import importlib
import importlib.abc
import importlib.machinery
import json
import logging
import os
import random
import socket
import ssl
import sys
import urllib.parse

import vcond_adapter
import vcond_lib
from vcond_adapter import Refusal, SERVICE_FAULT, Vcon

FAILED = 1
TRY_AGAIN = 75


# ---------------------------------------------------------------- the vCon in work


class Work:
    """One vCon on its way through the link."""

    def __init__(self, id, vcon, names):
        self.id = id
        self.vcon = modern(vcon) if names == "current" else vcon
        self.stored = False
        self.routes = []

    def holds(self, id):
        return str(id).lower() == self.id.lower()


# One call at a time.
current = None


def modern(vcon):
    """The current names of older ones, as vcon-server gives them to its links."""
    _rename(vcon, appended="amended", must_support="critical")
    for section in ("dialog", "analysis", "attachments"):
        for entry in vcon.get(section) or []:
            if isinstance(entry, dict):
                _rename(entry, schema_version="schema", mimetype="mediatype", must_support="critical")
                if section == "attachments" and "type" in entry and "purpose" not in entry:
                    _rename(entry, type="purpose")
    return vcon


def _rename(entry, **names):
    if not any(old in entry for old in names):
        return
    renamed = {}
    for name, value in entry.items():
        if name not in names:
            renamed[name] = value
        elif names[name] not in entry:
            renamed[names[name]] = value
    entry.clear()
    entry.update(renamed)


class VconRedis(vcond_lib.AsyncCalls):
    """The vCon in work; others are in Redis."""

    DEFAULT_TTL = int(os.environ.get("VCON_REDIS_EXPIRY") or 3600)

    def get_redis(self):
        return redis

    def get_vcon(self, vcon_id):
        members = self.get_vcon_dict(vcon_id)
        return importlib.import_module("vcon").Vcon(members) if members else None

    def get_vcon_dict(self, vcon_id):
        if current.holds(vcon_id):
            return json.loads(json.dumps(current.vcon))
        text = client().get("vcon:%s" % vcon_id)
        return json.loads(text) if text else None

    def store_vcon(self, vCon, ttl=None):
        self.store_vcon_dict(vCon.to_dict(), ttl)

    def store_vcon_dict(self, vcon_dict, ttl=None):
        id = vcon_dict["uuid"]
        if current.holds(id):
            current.vcon = json.loads(json.dumps(vcon_dict))
            current.stored = True
            if ttl is not None:
                self.set_expiry(id, ttl)
            return
        key = "vcon:%s" % id
        if ttl is None:
            client().set(key, json.dumps(vcon_dict), keepttl=True)
        else:
            client().set(key, json.dumps(vcon_dict), ex=ttl)

    def set_expiry(self, vcon_id, ttl):
        return bool(client().expire("vcon:%s" % vcon_id, ttl))

    def get_ttl(self, vcon_id):
        return client().ttl("vcon:%s" % vcon_id)

    def remove_expiry(self, vcon_id):
        return bool(client().persist("vcon:%s" % vcon_id))


# ---------------------------------------------------------------- Redis


class Redis:
    """What links use of `redis_mgr.redis`: pushes of the vCon in work are routes of vcond."""

    def rpush(self, name, *values):
        return self._push("rpush", name, values)

    def lpush(self, name, *values):
        return self._push("lpush", name, values)

    def _push(self, command, name, values):
        others = []
        for value in values:
            if current.holds(value) and str(name).startswith("DLQ:"):
                raise Refusal(
                    FAILED,
                    "the link pushes the vCon in work to %s; raise an exception instead: vcond puts"
                    " the vCon on the dead-letter list, with its reason" % name,
                )
            if current.holds(value):
                current.routes.append(name)
            else:
                others.append(value)
        return getattr(client(), command)(name, *others) if others else len(values)

    def json(self):
        return RedisJson()

    def __getattr__(self, name):
        return getattr(client(), name)


class RedisJson:
    """`redis.json()`, as older links get and set vCons by it."""

    def get(self, key, *path):
        if key.startswith("vcon:") and path in ((), (".",), ("$",)):
            members = VconRedis().get_vcon_dict(key[len("vcon:") :])
            return [members] if path == ("$",) and members else members
        return client().json().get(key, *path)

    def set(self, key, path, value):
        if key.startswith("vcon:") and path in (".", "$"):
            VconRedis().store_vcon_dict(value)
            return True
        return client().json().set(key, path, value)


redis = Redis()
_client = None


def client():
    """The real Redis, through the package `redis` if it is installed."""
    global _client
    if _client is None:
        url = os.environ.get("REDIS_URL")
        if not url:
            raise Refusal(
                SERVICE_FAULT,
                "the link uses Redis for more than the vCon in work, and does not know where it is;"
                " add `pass_env: [REDIS_URL]` to its options in the configuration of vcond",
            )
        try:
            _client = importlib.import_module("redis").Redis.from_url(url, decode_responses=True)
        except ImportError:
            _client = PlainRedis(url)
    return _client


class PlainRedis:
    """Enough of a client where the package `redis` is missing: `expire(k, 5)` sends EXPIRE k 5."""

    def __init__(self, url):
        self._url = urllib.parse.urlsplit(url)
        if self._url.scheme not in ("redis", "rediss"):
            raise Refusal(SERVICE_FAULT, "only redis:// and rediss:// work without the package redis")
        self._stream = None

    def set(self, key, value, ex=None, keepttl=False):
        more = ["EX", ex] if ex is not None else ["KEEPTTL"] if keepttl else []
        return self._send("SET", key, value, *more) == "OK"

    def __getattr__(self, command):
        if command.startswith("_") or command in ("json", "pipeline", "pubsub"):
            raise Refusal(SERVICE_FAULT, "redis.%s needs the Python package redis" % command)
        return lambda *words: self._send(command.upper(), *words)

    def _send(self, *words):
        if self._stream is None:
            self._connect()
        try:
            return self._call(words)
        except OSError:
            self._stream = None
            raise

    def _connect(self):
        host, port = self._url.hostname or "localhost", self._url.port or 6379
        connection = socket.create_connection((host, port), timeout=10)
        if self._url.scheme == "rediss":
            connection = ssl.create_default_context().wrap_socket(connection, server_hostname=host)
        self._stream = connection.makefile("rwb")
        password = urllib.parse.unquote(self._url.password or "")
        user = urllib.parse.unquote(self._url.username or "")
        if password:
            self._call(["AUTH"] + ([user] if user else []) + [password])
        database = self._url.path.strip("/")
        if database and database != "0":
            self._call(["SELECT", database])

    def _call(self, words):
        parts = [word if isinstance(word, bytes) else str(word).encode() for word in words]
        sent = b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts)
        self._stream.write(b"*%d\r\n%s" % (len(parts), sent))
        self._stream.flush()
        return self._answer()

    def _answer(self):
        line = self._stream.readline()
        if not line.endswith(b"\r\n"):
            raise ConnectionError("Redis closed the connection")
        kind, text = line[:1], line[1:-2].decode()
        if kind == b"-":
            raise RuntimeError("Redis: " + text)
        if kind == b":":
            return int(text)
        if kind == b"$":
            return None if text == "-1" else self._stream.read(int(text) + 2)[:-2].decode()
        if kind == b"*":
            return [self._answer() for _ in range(int(text))]
        return text


# ---------------------------------------------------------------- what links import


def is_included(options, vcon):
    """Whether `only_if` of the options lets the vCon pass."""
    wanted = (options or {}).get("only_if")
    if not wanted:
        return True
    kind = wanted.get("purpose") or wanted.get("type")
    for entry in getattr(vcon, wanted["section"], None) or []:
        if kind in (entry.get("type"), entry.get("purpose")):
            body = Vcon.decoded_body(entry) if kind == "tags" else entry.get("body")
            if kind != "tags" and not isinstance(body, str):
                body = json.dumps(body)
            if wanted["includes"] in (body or []):
                return True
    return False


def randomly_execute_with_sampling(options):
    rate = options.get("sampling_rate")
    return not rate or random.random() < rate


class BaseLink:
    """A link as a class: `execute(vcon_uuid)` with `self.opts`, `self.vcon_redis`, `self.logger`."""

    default_options = {}

    def __init__(self, link_name, opts=None):
        self.link_name = link_name
        self.opts = {**self.default_options, **(opts or {})}
        self.logger = logging.getLogger(type(self).__module__)
        self.vcon_redis = VconRedis()

    def execute(self, vcon_uuid):
        raise NotImplementedError("%s.execute" % type(self).__name__)


def run_link(link_cls, vcon_uuid, link_name, opts=None):
    return link_cls(link_name, opts).execute(vcon_uuid)


SETTINGS = {"REDIS_URL": "redis://localhost", "VCON_REDIS_EXPIRY": 3600, "VCON_INDEX_EXPIRY": 86400}


def _setting(name):
    if not name.isupper():
        raise AttributeError(name)
    value = os.environ.get(name, SETTINGS.get(name))
    return int(value) if isinstance(value, str) and value.isdigit() else value


class LinkModules(vcond_adapter.StandIns):
    packages = vcond_adapter.StandIns.packages | {"links", "lib.links"}
    ours = ("lib.vcon_redis", "redis_mgr")

    def __init__(self):
        super().__init__()
        self._makers.update(vcond_lib.makers(redis, modern))
        filters = {
            "is_included": is_included,
            "randomly_execute_with_sampling": randomly_execute_with_sampling,
        }
        for name, members in {
            "lib.vcon_redis": {"VconRedis": VconRedis},
            "lib.links": {"__path__": []},
            "lib.links.filters": filters,
            "links": {"__path__": []},
            "links.base": {"BaseLink": BaseLink, "run_link": run_link},
            "settings": {"__getattr__": _setting},
        }.items():
            self._makers[name] = functools.partial(vcond_lib.module, name, lambda m=members: m)

    def install(self):
        sys.meta_path.insert(0, Mending(self))
        super().install()

    def find_spec(self, fullname, path=None, target=None):
        """Asked last: what nobody has is named with what to do."""
        spec = super().find_spec(fullname, path, target)
        parent = fullname.partition(".")[0] if "." in fullname else None
        if spec is None and (fullname in vcond_lib.THEIRS or parent in ("lib", "server", "links")):
            raise vcond_lib.missing(fullname)
        return spec


class Mending(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Takes the place of a module of a checkout that cannot be loaded, for want of a package."""

    def __init__(self, stand_ins):
        self._stand_ins = stand_ins

    def find_spec(self, fullname, path=None, target=None):
        if self._stand_ins.maker(fullname) is None:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path, target)
        if spec is None or spec.loader is None or spec.submodule_search_locations is not None:
            return spec
        spec.loader_state, spec.loader = spec.loader, self
        return spec

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        try:
            module.__spec__.loader_state.exec_module(module)
        except Exception as e:  # whatever a module does when it is imported
            logging.getLogger(__name__).info("%s cannot be loaded: %r", module.__name__, e)
            kept = {name: value for name, value in vars(module).items() if name.startswith("__")}
            made = vars(self._stand_ins.maker(module.__name__)())
            module.__dict__.update({**made, **kept, "__getattr__": made["__getattr__"]})


# ---------------------------------------------------------------- the link


def load(link, folders):
    """Imports a link: a folder with __init__.py, a .py file, or a module's name."""
    sys.path[:0] = folders
    name = link
    if os.sep in link or link.endswith(".py") or os.path.isdir(link):
        name = vcond_adapter._place(os.path.abspath(link), "links", "link")
    LinkModules().install()
    try:
        module = importlib.import_module(name)
    except Refusal:
        raise
    except BaseException as e:
        vcond_adapter._show(e)
        raise Refusal(SERVICE_FAULT, "%s cannot be imported: %s" % (link, _told(e)))
    if not callable(getattr(module, "run", None)):
        raise Refusal(SERVICE_FAULT, "%s is no link: it has no run()" % link)
    return module


class Runner:
    def __init__(self, arguments):
        self._arguments = arguments
        self._module = load(arguments.link, arguments.path)
        self._options = dict(getattr(self._module, "default_options", None) or {})
        if arguments.options_file:
            with open(arguments.options_file, encoding="utf-8") as file:
                self._options.update(vcond_adapter._object(file.read(), arguments.options_file))

    def run(self, id, vcon, name, options):
        """The envelope that answers for one vCon."""
        global current
        current = Work(id, vcon, self._arguments.names)
        opts = json.loads(json.dumps({**self._options, **(options or {})}))
        opts.update(vcond_adapter._object(self._arguments.options, "--options"))
        result = vcond_adapter._call(
            lambda id, opts: self._module.run(id, self._arguments.name or name, opts), id, opts
        )
        answer = {}
        if current.stored:
            answer["vcon"] = current.vcon
        if current.routes:
            answer["routes"] = current.routes
        if not result:
            answer["halt"] = "%s halted it" % self._module.__name__.rpartition(".")[2]
        elif not isinstance(result, str):
            # A uuid.UUID is as good as its text.
            if isinstance(result, (bool, int, dict, list)):
                raise TypeError("run() returned a %s and no id" % type(result).__name__)
            result = str(result)
        if result and not current.holds(result):
            answer["swap"] = result
        return answer


# ---------------------------------------------------------------- both modes


def looks_temporary(e):
    """Whether what a link threw, or what it says was the cause of it, may pass by itself."""
    if isinstance(e, Refusal):
        return False
    status = vcond_adapter._status(e) or getattr(e, "status_code", None)
    if isinstance(status, int):
        return status in (408, 425, 429) or status >= 500
    names = " ".join(kind.__name__ for kind in type(e).__mro__)
    if any(word in names for word in ("Timeout", "ConnectionError", "ConnectError")):
        return True
    return e.__cause__ is not None and looks_temporary(e.__cause__)


NEEDS_ENVELOPE = ", which `answer: vcon` cannot say; take that out of the link's options"


def one_shot(arguments, source, sink):
    """One vCon from standard input; the exit code."""
    id = os.environ.get("VCON_UUID", "")
    text = source.read()
    vcon = json.loads(text)
    given = json.loads(os.environ.get("VCOND_OPTIONS") or "{}")
    name = os.environ.get("VCOND_STEP", arguments.link)
    answer = Runner(arguments).run(id or vcon["uuid"], vcon, name, given)
    if os.environ.get("VCOND_ANSWER") == "envelope":
        written = _json(answer)
    elif "swap" in answer or "routes" in answer:
        raise Refusal(FAILED, "the link swaps or routes the vCon" + NEEDS_ENVELOPE)
    elif "halt" in answer:
        if "vcon" in answer:
            raise Refusal(FAILED, "the link halts a vCon that it changed" + NEEDS_ENVELOPE)
        written = b""
    else:
        written = _json(answer["vcon"]) if "vcon" in answer else text
    sink.write(written)
    return 0


def persistent(arguments, source, sink):
    """Lines from standard input to its end."""
    runner = Runner(arguments)
    for line in source:
        request = json.loads(line)
        try:
            answer = runner.run(
                request["uuid"], request["vcon"], request["step"], request.get("options")
            )
            written = _json({"id": request["id"], **answer})
        except KeyboardInterrupt:
            raise
        except BaseException as e:
            if not isinstance(e, Refusal):
                vcond_adapter._show(e)
            answer = {"error": _reason(e)}
            if looks_temporary(e):
                answer["temporary"] = True
            written = _json({"id": request["id"], **answer})
        sink.write(written + b"\n")
        sink.flush()
    return 0


def _reason(e):
    if isinstance(e, SystemExit):
        return "the link called exit(%s)" % (e.code,)
    return str(e) if isinstance(e, Refusal) else _told(e)


def _told(e):
    told = vcond_adapter._told(e)
    name = getattr(e, "name", None) if isinstance(e, ModuleNotFoundError) else None
    if not name or vcond_lib.FROM_CHECKOUT in told:
        return told
    return "%s; install it for %s, or begin `command` with the interpreter that has it" % (
        told,
        sys.executable,
    )


def _json(value):
    # Escapes for all but ASCII: lone surrogates have no UTF-8.
    return json.dumps(value, allow_nan=False, separators=(",", ":")).encode("ascii")


def work(arguments, source, sink, last):
    """As the mode says, to the end; the exit code."""
    stays = os.environ.get("VCOND_MODE") == "persistent"
    try:
        code = (persistent if stays else one_shot)(arguments, source, sink)
        sink.close()
        return code
    except BaseException as e:
        if not isinstance(e, (Refusal, SystemExit)):
            vcond_adapter._show(e)
        last.reason = _reason(e)
        return TRY_AGAIN if looks_temporary(e) else FAILED


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("link", help="its folder or .py file, or the name of its module")
    parser.add_argument("--options", default="{}", metavar="JSON")
    parser.add_argument("--options-file", metavar="FILE")
    parser.add_argument("--path", action="append", default=[], metavar="FOLDER", help="to import from, too")
    parser.add_argument("--name", help="for link_name; default: the link's name in the configuration")
    parser.add_argument(
        "--names",
        choices=["current", "as-given"],
        default="current",
        help="whether older names in a vCon are renamed for the link, as vcon-server does",
    )
    arguments = parser.parse_args()
    os.environ.setdefault("LOG_LEVEL", "warning")
    # Below Python, too: what a library in C or another program prints must not reach the answer, nor
    # may anybody read the requests.
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    return work(arguments, source, sink, vcond_adapter.LastWord())


if __name__ == "__main__":
    sys.exit(main())
