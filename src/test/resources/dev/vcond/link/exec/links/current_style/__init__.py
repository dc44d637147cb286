import asyncio

from lib.agent_session_recorder import record_agent_trace
from lib.dialog_body import decode_inline_dialog_body
from lib.error_tracking import init_error_tracker
from lib.logging_utils import init_logger
from lib.metrics import increment_counter, record_histogram
from lib.queue import VconQueue
from lib.redaction import safe_opts
from lib.retry import with_backoff
from lib.tracing import init_tracing
from redis_mgr import get_async_client
from server.lib.vcon_redis import VconRedis

init_error_tracker()
init_tracing()
logger = init_logger(__name__)

default_options = {"model": "small", "SERVICE_API_KEY": "sk-1"}

calls = 0


@with_backoff(max_attempts=3, min_wait=0, max_wait=0)
def _unsteady():
    global calls
    calls += 1
    if calls % 2:
        raise ConnectionError("the first time")
    return "the second time"


async def _later(vcon_uuid):
    redis = await get_async_client()
    await VconQueue().enqueue_async(redis, "later", vcon_uuid)
    await redis.rpush("last", vcon_uuid)
    return await VconRedis().get_vcon_async(redis, vcon_uuid)


def run(vcon_uuid, link_name, opts=None):
    options = {**default_options, **(opts or {})}
    queue = VconQueue()
    if options.get("give_up"):
        queue.enqueue_dlq("default", vcon_uuid)
    queue.enqueue("soon", vcon_uuid)
    vcon = asyncio.run(_later(vcon_uuid))
    VconRedis().get_redis().lpush("first", vcon_uuid)
    vcon.add_analysis(
        type="notes",
        dialog=0,
        vendor="notary",
        body=[decode_inline_dialog_body({"body": "_-8", "encoding": "base64url"}).hex(), _unsteady()],
        extra={"vendor_schema": safe_opts(options)},
    )
    record_agent_trace(vcon, dialog_indices=0, model_id=options["model"])
    increment_counter("links.current_style.runs", attributes={"link.name": link_name})
    record_histogram("links.current_style.seconds", 0.1)
    VconRedis().store_vcon(vcon)
    return vcon_uuid
