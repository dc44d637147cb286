"""What links of vcon-server import from its `lib`, for where that is not there; see vcond_link.py.

A module is made when it is first imported: what a link does not use needs nothing installed. Clients
of services of others are not stood in for; a checkout of vcon-server has them.
"""

import base64
import binascii
import functools
import importlib
import json
import logging
import os
import time
import types
import urllib.error
import urllib.request

log = logging.getLogger("vcond_lib")

# ---------------------------------------------------------------- lib.queue


class AsyncCalls:
    """`method_async(client, ...)` for each method; the client is vcond's business."""

    def __getattr__(self, name):
        plain = name[: -len("_async")] if name.endswith("_async") else None
        if plain is None or not callable(getattr(type(self), plain, None)):
            raise AttributeError("%s has no %s" % (type(self).__name__, name))

        async def call(_client, *words, **more):
            return getattr(self, plain)(*words, **more)

        return call


class VconQueue(AsyncCalls):
    """Lists of ids; a push of the vCon in work is a route of vcond."""

    def __init__(self, client=None):
        self._client = client or importlib.import_module("redis_mgr").redis

    def enqueue(self, list_name, *vcon_ids):
        return self._client.rpush(list_name, *vcon_ids)

    def enqueue_front(self, list_name, vcon_id):
        return self._client.lpush(list_name, vcon_id)

    def dequeue(self, list_names, timeout=15):
        return self._client.blpop(list_names, timeout=timeout)

    def enqueue_dlq(self, ingress_list, vcon_id):
        return self._client.rpush(dlq_name(ingress_list), vcon_id)

    def dequeue_dlq(self, ingress_list):
        return self._client.lpop(dlq_name(ingress_list))

    def queue_length(self, list_name):
        return self._client.llen(list_name)

    def set_vcon_ttl(self, vcon_id, seconds):
        return bool(self._client.expire("vcon:%s" % vcon_id, seconds))


def dlq_name(ingress_list):
    return "DLQ:%s" % ingress_list


class AsyncRedis:
    """The same commands, to be awaited."""

    def __init__(self, client):
        self._client = client

    def json(self):
        return AsyncRedis(self._client.json())

    def __getattr__(self, name):
        command = getattr(self._client, name)

        async def call(*words, **more):
            return command(*words, **more)

        return call


def redis_functions(redis):
    """What `redis_mgr` has beside `redis`."""

    def json_set(client, key, value, ttl=None):
        if ttl is None:
            return client.set(key, json.dumps(value), keepttl=True)
        return client.set(key, json.dumps(value), ex=ttl)

    def json_get(client, key):
        text = client.get(key)
        return None if text is None else json.loads(text)

    async def get_async_client():
        return AsyncRedis(redis)

    return {
        "redis": redis,
        "get_client": lambda: redis,
        "get_async_client": get_async_client,
        "set_key": lambda key, value: json_set(redis, key, value),
        "get_key": lambda key: json_get(redis, key),
        "delete_key": lambda key: redis.delete(key),
        "show_keys": lambda pattern: redis.keys(pattern),
        "json_set": json_set,
        "json_get": json_get,
    }


# ---------------------------------------------------------------- lib.redaction, lib.redact

SECRET_PARTS = ("key", "token", "secret", "password", "passwd", "credential", "proxy_url")
SECRET_NAMES = {"send_ai_usage_data_to_url", "authorization"}


def is_sensitive_name(name):
    lower = str(name or "").lower()
    return lower in SECRET_NAMES or any(part in lower for part in SECRET_PARTS)


def safe_opts(opts):
    """The options without what looks like a secret."""
    return {name: value for name, value in (opts or {}).items() if not is_sensitive_name(name)}


def redact(opts, extra_keys=()):
    if not isinstance(opts, dict):
        return opts
    return {name: value for name, value in safe_opts(opts).items() if name not in set(extra_keys)}


def register_sensitive_keys(*keys):
    SECRET_NAMES.update(key.lower() for key in keys)


# ---------------------------------------------------------------- lib.retry


def with_backoff(
    *,
    max_attempts=6,
    multiplier=2,
    min_wait=1,
    max_wait=65,
    logger=None,
    log_level=logging.INFO,
    retry_on=None,
):
    """Calls a function again when it throws, with growing waits; the last exception comes out."""

    def decorate(function):
        @functools.wraps(function)
        def call(*words, **more):
            for attempt in range(1, max_attempts + 1):
                try:
                    return function(*words, **more)
                except tuple(retry_on or (Exception,)) as e:
                    if attempt == max_attempts:
                        raise
                    wait = max(min_wait, min(max_wait, multiplier * 2 ** (attempt - 1)))
                    if logger is not None:
                        told = "attempt %d of %d failed: %s; again in %s s"
                        logger.log(log_level, told, attempt, max_attempts, e, wait)
                    time.sleep(wait)

        return call

    return decorate


# ---------------------------------------------------------------- lib.dialog_body


def decode_inline_dialog_body(dialog):
    """The bytes of a dialog's own body, in base64url, or in base64 where nothing is said."""
    body, encoding = dialog["body"], dialog.get("encoding")
    if encoding not in ("base64url", "base64", None):
        raise ValueError("a dialog body with the encoding %r holds no bytes" % (encoding,))
    if not isinstance(body, str):
        raise ValueError("the dialog body is a %s and no text" % type(body).__name__)
    text = "".join(body.split())
    if encoding == "base64url":
        text = (text + "=" * (-len(text) % 4)).replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as e:
        raise ValueError("the dialog body is no %s: %s" % (encoding or "base64", e)) from e


# ---------------------------------------------------------------- lib.ai_usage


def send_ai_usage_data_for_tracking(
    vcon_uuid,
    input_units,
    output_units,
    unit_type,
    type,
    send_ai_usage_data_to_url,
    ai_usage_api_token,
    model,
    sub_type=None,
):
    """Reports what a call of a model has used, if there is an address to report it to."""
    if not send_ai_usage_data_to_url:
        return
    report = {
        "created_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "record_id": vcon_uuid,
        "type": type,
        "sub_type": sub_type,
        "unit_type": unit_type,
        "input_units": input_units,
        "output_units": output_units,
        "ai_model": model,
    }
    request = urllib.request.Request(
        send_ai_usage_data_to_url,
        data=json.dumps(report).encode(),
        headers={
            "Content-Type": "application/json",
            "Authorization": "Bearer %s" % ai_usage_api_token,
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=30):
            pass
    except urllib.error.HTTPError as e:
        # The work is done and paid for: the vCon does not fail for the report.
        log.error("the use of a model could not be reported: HTTP %d", e.code)


# ---------------------------------------------------------------- all of them


def recorder(**members):
    """`lib.agent_session_recorder`: off unless a variable says otherwise, as in vcon-server."""
    if os.environ.get("CONSERVER_RECORD_AGENT_SESSION", "").lower() in ("true", "1", "yes", "on"):
        raise ImportError(
            "CONSERVER_RECORD_AGENT_SESSION is set; only vcon-server's own"
            " lib.agent_session_recorder records sessions: " + FROM_CHECKOUT
        )
    return members


FROM_CHECKOUT = (
    "give vcond_link.py a checkout of vcon-server, `--path FOLDER/common --path FOLDER/conserver`,"
    " and an interpreter that has what it requires installed"
)
# Modules of vcon-server that a link may look for and that are not stood in for.
THEIRS = {"api", "config", "exceptions", "hook", "load_config", "storage", "version"}


def missing(name):
    """The exception for what is not stood in for."""
    return ModuleNotFoundError(
        "%s belongs to vcon-server, and vcond has nothing in its place; %s" % (name, FROM_CHECKOUT),
        name=name,
    )


def _nothing(*_words, **_more):
    return None


def makers(redis, modern):
    """How the modules are made, by name.

    `modern` gives a vCon the current names; `redis` is vcond's stand-in for Redis.
    """

    def counts():
        # Whatever it is that a link counts: vcond counts its calls itself.
        return {"__getattr__": lambda name: _nothing}

    def all_of(*functions, **more):
        return lambda: {**{each.__name__: each for each in functions}, **more}

    members = {
        "dlq_utils": lambda: {"get_ingress_list_dlq_name": dlq_name},
        "lib.agent_session_recorder": lambda: recorder(record_agent_trace=_nothing),
        "lib.ai_usage": all_of(send_ai_usage_data_for_tracking),
        "lib.context_utils": lambda: {
            "extract_otel_trace_context": _nothing,
            "get_context_key": lambda ingress_list, id: "context:%s:%s" % (ingress_list, id),
        },
        "lib.dialog_body": all_of(decode_inline_dialog_body),
        "lib.error_tracking": all_of(init_error_tracker=_nothing, capture_exception=_nothing),
        "lib.metrics": counts,
        "lib.queue": all_of(VconQueue),
        "lib.redact": all_of(redact, register_sensitive_keys),
        "lib.redaction": all_of(is_sensitive_name, safe_opts),
        "lib.retry": all_of(with_backoff),
        "lib.tracing": all_of(init_tracing=_nothing),
        "lib.vcon_compat": all_of(normalize_legacy_fields=modern),
        "redis_mgr": lambda: redis_functions(redis),
    }
    return {name: functools.partial(module, name, made) for name, made in members.items()}


def module(name, made):
    """A module with some members; what it lacks is an ImportError that says what to do."""

    def lacks(member):
        if member.startswith("__"):
            raise AttributeError(member)
        raise missing("%s.%s" % (name, member))

    new = types.ModuleType(name)
    new.__dict__.update({"__getattr__": lacks, **made()})
    return new
