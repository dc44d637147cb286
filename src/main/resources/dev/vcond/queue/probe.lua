#!lua flags=allow-oom
-- Does nothing, on a server that takes writes: a replica refuses it unread.
return redis.status_reply('OK')
