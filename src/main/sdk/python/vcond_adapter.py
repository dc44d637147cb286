#!/usr/bin/env python3
"""Runs a storage adapter of vcon-server, unchanged, as the program of a `storage.exec` of vcond.

An adapter is a Python module with `save(vcon_uuid, opts)`, perhaps `get(vcon_uuid, opts)` and
`delete(vcon_uuid, opts)`, and `default_options`. vcond calls, once per vCon:

    vcond_adapter.py ADAPTER [options] save|get|delete ID

The document comes on standard input; `VconRedis().get_vcon(ID)` gives it to the adapter, from
whichever of `lib.vcon_redis` and `server.lib.vcon_redis` it imports it. `lib.logging_utils`,
`lib.metrics` and `vcon` are stood in for where they cannot be imported. What the adapter prints goes
to standard error, so that standard output holds the document that `get` returned and nothing else.

The options of the adapter are its `default_options` with these laid over them, the later the
stronger: the file of --options-file, the variable VCOND_ADAPTER_OPTIONS, --options; each a JSON
object. Passwords belong in the variable or the file: arguments can be seen by others.

Exit codes: 0 done, 3 not there, 64 the adapter has no such function, 65 the document will never be
accepted, 75 the adapter cannot work as it is set up, 1 anything else: vcond tries again.
"""

import argparse
import atexit
import errno
import hashlib
import importlib
import importlib.abc
import importlib.machinery
import json
import logging
import os
import sys
import traceback
import types

DONE = 0
TRY_AGAIN = 1
NOT_THERE = 3
NO_SUCH_FUNCTION = 64
DOCUMENT_FAULT = 65
SERVICE_FAULT = 75

OPTIONS_VARIABLE = "VCOND_ADAPTER_OPTIONS"


class Refusal(Exception):
    """An ending whose exit code is known."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


# ---------------------------------------------------------------- what adapters import


class Vcon:
    """A vCon with the members that adapters use.

    Its text is the one that came in until something can have changed it: whoever only reads ids and
    stores `dumps()` keeps every byte. Through `to_dict()` numbers become those of Python.
    """

    def __init__(self, vcon_dict=None):
        if isinstance(vcon_dict, (str, bytes)):
            self._text = vcon_dict if isinstance(vcon_dict, str) else vcon_dict.decode("utf-8")
            self._dict = None
        else:
            self._text = None
            self._dict = json.loads(json.dumps(vcon_dict or {}))

    @classmethod
    def build_from_json(cls, json_string):
        return cls(json_string)

    @classmethod
    def build_new(cls):
        import datetime
        import uuid

        now = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds")
        lists = {name: [] for name in ("parties", "dialog", "attachments", "analysis")}
        return cls({"uuid": str(uuid.uuid4()), "vcon": "0.4.0", "created_at": now, **lists})

    def _peek(self):
        """The members, for whoever does not change them."""
        if self._dict is None:
            self._dict = json.loads(self._text)
        return self._dict

    @property
    def vcon_dict(self):
        members = self._peek()
        self._text = None
        return members

    @vcon_dict.setter
    def vcon_dict(self, members):
        self._dict, self._text = members, None

    def to_json(self):
        return json.dumps(self._dict) if self._text is None else self._text

    dumps = to_json

    def to_dict(self):
        return json.loads(self.to_json())

    @property
    def hash(self):
        return hashlib.sha256(self.dumps().encode()).hexdigest()

    @property
    def uuid(self):
        return self._peek()["uuid"]

    @property
    def vcon(self):
        return self._peek()["vcon"]

    @property
    def subject(self):
        return self._peek().get("subject")

    @property
    def created_at(self):
        return self._peek().get("created_at")

    @property
    def updated_at(self):
        return self._peek().get("updated_at")

    @property
    def tags(self):
        return self.find_attachment_by_purpose("tags")

    def get_tag(self, tag_name):
        for tag in self.decoded_body(self.tags) or []:
            if tag.startswith(tag_name + ":"):
                return tag.split(":", 1)[1]
        return None

    def add_tag(self, tag_name, tag_value):
        entry = self.tags
        if entry is None:
            entry = {"purpose": "tags"}
            self._list("attachments").append(entry)
        tags = self.decoded_body(entry) or []
        tags.append("%s:%s" % (tag_name, tag_value))
        entry.update(body=json.dumps(tags), encoding="json")

    def find_attachment_by_purpose(self, purpose):
        return self._find("attachments", lambda a: purpose in (a.get("purpose"), a.get("type")))

    find_attachment_by_type = find_attachment_by_purpose

    def find_analysis_by_type(self, type):
        return self._find("analysis", lambda a: a.get("type") == type)

    def find_dialog(self, by, val):
        return self._find("dialog", lambda d: d.get(by) == val)

    def find_party_index(self, by, val):
        return next((i for i, p in enumerate(self._list("parties")) if p.get(by) == val), None)

    def add_party(self, party):
        self._list("parties").append(party)

    def add_dialog(self, dialog):
        self._list("dialog").append(dialog)

    def add_attachment(self, *, body, type, encoding="none"):
        body, encoding = self._encoded(body, encoding)
        self._list("attachments").append({"type": type, "body": body, "encoding": encoding})

    def add_analysis(self, *, type, dialog, vendor, body, encoding="none", extra=None):
        body, encoding = self._encoded(body, encoding)
        entry = {"type": type, "dialog": dialog, "vendor": vendor, "body": body, "encoding": encoding}
        self._list("analysis").append({**entry, **(extra or {})})

    @staticmethod
    def decoded_body(entry):
        body = (entry or {}).get("body")
        if (entry or {}).get("encoding") == "json" and isinstance(body, str):
            return json.loads(body)
        return body

    @staticmethod
    def with_decoded_body(entry):
        return {**entry, "body": Vcon.decoded_body(entry)} if entry else None

    @staticmethod
    def _encoded(body, encoding):
        return (json.dumps(body), "json") if isinstance(body, (dict, list)) else (body, encoding)

    def _list(self, name):
        entries = self.vcon_dict.get(name)
        if entries is None:
            entries = self.vcon_dict[name] = []
        return entries

    def _find(self, name, wanted):
        return next((entry for entry in self._list(name) if wanted(entry)), None)


def _member(name):
    def read(self):
        # The caller may change what it gets.
        return self.vcon_dict.get(name, [])

    def write(self, value):
        self.vcon_dict[name] = value

    return property(read, write)


for _name in ("parties", "dialog", "attachments", "analysis", "group", "redacted", "appended"):
    setattr(Vcon, _name, _member(_name))


class VconRedis:
    """Stands for the Redis that adapters read the vCon from: it holds the one that is being saved."""

    DEFAULT_TTL = 3600
    _id = None
    _text = None

    def get_vcon(self, vcon_id):
        return Vcon(self._text) if self._holds(vcon_id) else None

    def get_vcon_dict(self, vcon_id):
        return json.loads(self._text) if self._holds(vcon_id) else None

    def _holds(self, vcon_id):
        return self._text is not None and str(vcon_id).lower() == self._id

    def __getattr__(self, name):
        raise Refusal(
            SERVICE_FAULT,
            "the adapter uses VconRedis().%s, but a storage of vcond has no access to Redis" % name,
        )


def _nothing(*_args, **_kwargs):
    return None


def _modules():
    """The modules that are stood in for, by name. None of a package's real modules is hidden."""
    levels = {"critical": 50, "error": 40, "warning": 30, "info": 20, "debug": 10}
    level = levels.get(os.environ.get("LOG_LEVEL", "info").lower(), logging.INFO)
    logging.basicConfig(
        stream=sys.stderr, level=level, format="%(levelname)s %(name)s: %(message)s"
    )

    def metrics():
        module = types.ModuleType("lib.metrics")
        module.__getattr__ = lambda name: _nothing  # whatever it counts
        return module

    def with_members(name, **members):
        module = types.ModuleType(name)
        module.__dict__.update(members)
        return module

    return {
        "lib": lambda: with_members("lib", __path__=[]),
        "lib.logging_utils": lambda: with_members(
            "lib.logging_utils", init_logger=logging.getLogger
        ),
        "lib.metrics": metrics,
        "lib.vcon_redis": lambda: with_members("lib.vcon_redis", VconRedis=VconRedis),
        "vcon": lambda: with_members("vcon", Vcon=Vcon, __path__=[]),
    }


class StandIns(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Asked for a module when nobody else has it."""

    packages = {"server", "lib", "vcon"}
    # Even where the real one is: the document is here, and no Redis may be.
    ours = ("lib.vcon_redis",)

    def __init__(self):
        self._makers = _modules()

    def find_spec(self, fullname, path=None, target=None):
        name = self._plain(fullname)
        if name not in self._makers and fullname != "server":
            return None
        package = name in self.packages
        return importlib.machinery.ModuleSpec(fullname, self, is_package=package)

    def create_module(self, spec):
        name = self._plain(spec.name)
        return self._makers[name]() if name in self._makers else None

    def exec_module(self, module):
        pass

    def _plain(self, name):
        """vcon-server lets everything be imported below `server`, too."""
        short = name[len("server.") :] if name.startswith("server.") else name
        return short if short in self._makers else name

    def maker(self, name):
        """What makes a stand-in for a module; None if there is none."""
        return self._makers.get(self._plain(name))

    def install(self):
        sys.meta_path.append(self)
        for name in self.ours:
            module = self._makers[name]()
            self._place(name, module)
            self._place("server." + name, module)
        for name in ("lib.logging_utils", "server.lib.logging_utils", "vcon"):
            self._replace_if_broken(name)

    @staticmethod
    def _place(name, module):
        sys.modules[name] = module
        parent, _, last = name.rpartition(".")
        if parent:
            setattr(importlib.import_module(parent), last, module)

    def _replace_if_broken(self, name):
        """A checkout of vcon-server may be there without the packages that it needs."""
        try:
            importlib.import_module(name)
        except Exception:  # whatever a module does when it is imported
            sys.modules[name] = self._makers[self._plain(name)]()


# ---------------------------------------------------------------- the adapter


def load(adapter, folders):
    """Imports an adapter: a folder with __init__.py, a .py file, or a module's name."""
    sys.path[:0] = folders
    name = adapter
    if os.sep in adapter or adapter.endswith(".py") or os.path.isdir(adapter):
        name = _place(os.path.abspath(adapter))
    StandIns().install()
    try:
        module = importlib.import_module(name)
    except Refusal:
        raise
    except BaseException as e:
        _show(e)
        raise Refusal(SERVICE_FAULT, "%s cannot be imported: %s" % (adapter, _told(e)))
    if not callable(getattr(module, "save", None)):
        raise Refusal(SERVICE_FAULT, "%s is no storage adapter: it has no save()" % adapter)
    return module


def _place(path, room="storage", what="adapter"):
    """Makes a file or folder importable; its name. `storage/x` is `storage.x`, as in vcon-server."""
    if not os.path.exists(path):
        raise Refusal(SERVICE_FAULT, "there is no %s at %s" % (what, path))
    if os.path.isdir(path) and not os.path.exists(os.path.join(path, "__init__.py")):
        raise Refusal(SERVICE_FAULT, "%s is no Python package: it has no __init__.py" % path)
    parent, last = os.path.split(path)
    name = last[:-3] if last.endswith(".py") else last
    if os.path.basename(parent) == room:
        sys.path.insert(0, os.path.dirname(parent))
        return room + "." + name
    sys.path.insert(0, parent)
    return name


def options(module, arguments):
    merged = dict(getattr(module, "default_options", None) or {})
    if arguments.options_file:
        try:
            with open(arguments.options_file, encoding="utf-8") as file:
                merged.update(_object(file.read(), arguments.options_file))
        except OSError as e:
            raise Refusal(SERVICE_FAULT, "the options cannot be read: %s" % e)
    merged.update(_object(os.environ.get(OPTIONS_VARIABLE) or "{}", OPTIONS_VARIABLE))
    merged.update(_object(arguments.options, "--options"))
    return merged


def _object(text, where):
    try:
        value = json.loads(text)
    except ValueError as e:
        raise Refusal(SERVICE_FAULT, "%s is no JSON: %s" % (where, e))
    if not isinstance(value, dict):
        raise Refusal(SERVICE_FAULT, "%s is no JSON object" % where)
    return value


# ---------------------------------------------------------------- the three verbs


def save(module, id, opts):
    document = sys.stdin.buffer.read()
    size = os.environ.get("VCON_SIZE")
    if size and int(size) != len(document):
        raise Refusal(TRY_AGAIN, "got %d of %s bytes of the document" % (len(document), size))
    try:
        VconRedis._text = document.decode("utf-8")
    except UnicodeDecodeError as e:
        raise Refusal(DOCUMENT_FAULT, "the document is not in UTF-8: %s" % e)
    VconRedis._id = id
    if _call(module.save, id, opts) is False:
        raise Refusal(TRY_AGAIN, "save() returned False")
    return b""


def get(module, id, opts):
    found = _call(_function(module, "get"), id, opts)
    if found is None:
        raise Refusal(NOT_THERE, "not there")
    if isinstance(found, bytes):
        return found
    if not isinstance(found, str):
        members = found if isinstance(found, dict) else _members(found)
        # Escapes for all but ASCII: lone surrogates have no UTF-8.
        found = json.dumps(members, allow_nan=False)
    return found.encode("utf-8")


def _members(found):
    if not hasattr(found, "to_dict"):
        raise Refusal(SERVICE_FAULT, "get() returned a %s and no vCon" % type(found).__name__)
    return found.to_dict()


def delete(module, id, opts):
    if _call(_function(module, "delete"), id, opts) is False:
        raise Refusal(NOT_THERE, "not there")
    return b""


def _function(module, name):
    function = getattr(module, name, None)
    if not callable(function):
        raise Refusal(NO_SUCH_FUNCTION, "the adapter has no %s()" % name)
    return function


def _call(function, id, opts):
    result = function(id, opts)
    if not hasattr(result, "__await__"):
        return result
    import asyncio  # not above: it takes longer to load than all the rest

    return asyncio.run(_awaited(result))


async def _awaited(result):
    return await result


# ---------------------------------------------------------------- exceptions and exit codes

BROKEN_SYSTEM = (errno.EACCES, errno.EPERM, errno.ENOSPC, errno.EROFS, errno.EIO, errno.EDQUOT)


def exit_code(e):
    """The class of what an adapter threw, or of what it says was the cause of it."""
    code = _exit_code(e)
    return exit_code(e.__cause__) if code == TRY_AGAIN and e.__cause__ else code


def _exit_code(e):
    """As vcond's own storages would see it."""
    if isinstance(e, Refusal):
        return e.code
    if isinstance(e, (ImportError, SyntaxError)):
        return SERVICE_FAULT  # imported no sooner than it was needed
    if isinstance(e, OSError) and e.errno in BROKEN_SYSTEM:
        return SERVICE_FAULT
    status = _status(e)
    if status in (400, 409, 413, 415, 422):
        return DOCUMENT_FAULT
    if status in (401, 403, 404):
        return SERVICE_FAULT
    state = str(getattr(e, "pgcode", None) or getattr(e, "sqlstate", None) or "")[:2]
    if state in ("22", "23"):
        return DOCUMENT_FAULT
    if state in ("28", "3D", "42"):
        return SERVICE_FAULT
    return TRY_AGAIN


def _status(e):
    """The HTTP status in the exceptions of requests, httpx and botocore."""
    response = getattr(e, "response", None)
    if isinstance(response, dict):
        response = response.get("ResponseMetadata") or {}
        return response.get("HTTPStatusCode")
    return getattr(response, "status_code", None)


def _told(e):
    text = str(e)
    return "%s: %s" % (type(e).__name__, text) if text else type(e).__name__


def run(arguments):
    """Does what was asked for; the bytes for standard output."""
    module = load(arguments.adapter, arguments.path)
    verbs = {"save": save, "get": get, "delete": delete}
    return verbs[arguments.verb](module, arguments.id.lower(), options(module, arguments))


def _show(e):
    """The traceback of an exception, from the adapter on."""
    place = e.__traceback__
    while place and place.tb_next and _is_ours(place.tb_frame.f_code.co_filename):
        place = place.tb_next
    traceback.print_exception(type(e), e, place)


def _is_ours(file):
    return os.path.dirname(file) == os.path.dirname(__file__) or "importlib" in file


class LastWord:
    """The last line on standard error is the reason that vcond shows, whatever else is said."""

    def __init__(self):
        self.reason = None
        # Before the adapter can register something of its own: the first one is called last.
        atexit.register(self._say)

    def _say(self):
        sys.stdout.flush()
        if self.reason is not None:
            print(self.reason, file=sys.stderr)


def attempt(arguments, out, last):
    """As `run`, to the end; the exit code."""
    try:
        document = run(arguments)
        with os.fdopen(out, "wb") as stdout:
            stdout.write(document)
        return DONE
    except Refusal as e:
        if e.code != NOT_THERE:
            last.reason = e
        return e.code
    except SystemExit as e:
        # Nothing says whether it was done.
        last.reason = "the adapter called exit(%s)" % (e.code,)
        return e.code if isinstance(e.code, int) and e.code != DONE else TRY_AGAIN
    except BaseException as e:
        _show(e)
        last.reason = _told(e)
        return exit_code(e)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("adapter", help="its folder or .py file, or the name of its module")
    parser.add_argument("--options", default="{}", metavar="JSON")
    parser.add_argument("--options-file", metavar="FILE")
    parser.add_argument(
        "--path", action="append", default=[], metavar="FOLDER", help="to import from, too"
    )
    parser.add_argument("verb", choices=["save", "get", "delete"])
    parser.add_argument("id", help="the uuid of the vCon")
    try:
        arguments = parser.parse_args()
    except SystemExit as e:
        return NO_SUCH_FUNCTION if e.code else DONE
    # Below Python, too: what a library in C or another program prints must not reach the document.
    out = os.dup(1)
    os.dup2(2, 1)
    # An ordinary end: threads that still write something are waited for.
    return attempt(arguments, out, LastWord())


if __name__ == "__main__":
    sys.exit(main())
