from lib.links.filters import is_included
from links.base import BaseLink, run_link
from settings import VCON_REDIS_EXPIRY


class Greeting(BaseLink):
    default_options = {"greeting": "hello"}

    def execute(self, vcon_uuid):
        vcon = self.vcon_redis.get_vcon(vcon_uuid)
        if is_included(self.opts, vcon) and VCON_REDIS_EXPIRY == 3600:
            vcon.subject_before = vcon.subject
            vcon.vcon_dict["subject"] = "%s from %s" % (self.opts["greeting"], self.link_name)
            self.vcon_redis.store_vcon(vcon)
        return vcon_uuid


def run(vcon_uuid, link_name, opts=None):
    return run_link(Greeting, vcon_uuid, link_name, opts)
