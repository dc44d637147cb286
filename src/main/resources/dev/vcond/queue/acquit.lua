#!lua flags=allow-oom
-- Takes back a death that was none: the process had only lost its way to Redis, and was rescued from.
-- KEYS: record.  ARGV: claim value.  Answers 1 if there was such a death.
if redis.pcall('HGET', KEYS[1], 'died') ~= ARGV[1] then
  return 0
end
redis.call('HINCRBY', KEYS[1], 'deaths', -1)
redis.call('HDEL', KEYS[1], 'died')
return 1
