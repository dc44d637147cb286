from redis_mgr import redis
from server.lib.vcon_redis import VconRedis

default_options = {"lists": ["a", "b"], "forward": True}


def run(vcon_uuid, link_name, opts=default_options):
    if VconRedis().get_vcon(vcon_uuid) is None:
        return None
    for name in opts["lists"]:
        redis.rpush(name, str(vcon_uuid))
    return vcon_uuid if opts["forward"] else None
