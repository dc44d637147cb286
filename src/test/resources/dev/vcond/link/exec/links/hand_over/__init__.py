import os

from lib.vcon_redis import VconRedis

default_options = {"to": None, "fail": None, "store_first": False}


def run(vcon_uuid, link_name, opts=default_options):
    kinds = {"value": ValueError, "timeout": TimeoutError, "exit": SystemExit}
    if opts["fail"] == "die":
        os._exit(9)
    if opts["fail"]:
        raise kinds[opts["fail"]]("on purpose")
    if opts["store_first"]:
        other = VconRedis().get_vcon(vcon_uuid)
        other.vcon_dict["uuid"] = opts["to"]
        VconRedis().store_vcon(other, ttl=100)
    return opts["to"] or vcon_uuid
