#!lua flags=allow-oom
-- Whether it is this instance's turn to do what one of all does.  KEYS: marker.  ARGV: instance, ms until the next turn.
return redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) and 1 or 0
