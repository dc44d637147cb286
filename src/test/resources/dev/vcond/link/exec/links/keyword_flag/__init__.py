from lib.logging_utils import init_logger
from lib.metrics import increment_counter
from lib.vcon_redis import VconRedis
from vcon import Vcon

logger = init_logger(__name__)

default_options = {"keywords": [], "tag": "flagged", "drop": []}


def _text(vcon):
    return " ".join(str(Vcon.decoded_body(entry)) for entry in vcon.dialog)


def run(vcon_uuid, link_name, opts=default_options):
    logger.info("%s looks at %s", link_name, vcon_uuid)
    redis = VconRedis()
    vcon = redis.get_vcon(vcon_uuid)
    text = _text(vcon)
    if any(word in text for word in opts["drop"]):
        return None
    found = [word for word in opts["keywords"] if word in text]
    if found and vcon.get_tag(opts["tag"]) is None:
        print("found", found)
        vcon.add_analysis(type="keywords", dialog=0, vendor=link_name, body={"found": found})
        vcon.add_tag(tag_name=opts["tag"], tag_value=found[0])
        increment_counter("links.keyword_flag.found", attributes={"link.name": link_name})
        redis.store_vcon(vcon)
    return vcon_uuid
