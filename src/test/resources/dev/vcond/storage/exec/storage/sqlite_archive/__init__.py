"""An adapter as they are written for vcon-server: vCons as rows of a SQLite database."""

import json
import sqlite3

from lib.logging_utils import init_logger
from server.lib.vcon_redis import VconRedis

from .table import CREATE

logger = init_logger(__name__)

default_options = {"path": "/nowhere/archive.db", "table": "vcons"}


def _connect(opts):
    database = sqlite3.connect(opts["path"], timeout=30)
    database.execute(CREATE.format(opts["table"]))
    return database


def save(vcon_uuid, opts=default_options):
    logger.info("Storing %s", vcon_uuid)
    vcon = VconRedis().get_vcon(vcon_uuid)
    print("This went to standard output.")
    row = (vcon_uuid, vcon.created_at, vcon.subject, json.dumps(vcon.to_dict()))
    with _connect(opts) as database:
        database.execute("INSERT OR REPLACE INTO %s VALUES (?, ?, ?, ?)" % opts["table"], row)


def get(vcon_uuid, opts=default_options):
    print("So did this.")
    query = "SELECT vcon FROM %s WHERE id = ?" % opts["table"]
    row = _connect(opts).execute(query, (vcon_uuid,)).fetchone()
    return json.loads(row[0]) if row else None


def delete(vcon_uuid, opts=default_options):
    with _connect(opts) as database:
        return database.execute(
            "DELETE FROM %s WHERE id = ?" % opts["table"], (vcon_uuid,)
        ).rowcount > 0
