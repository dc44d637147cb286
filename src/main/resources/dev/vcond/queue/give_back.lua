#!lua flags=allow-oom
-- Gives single ids back to the head of their list, the run being unfinished and nobody's fault.
-- KEYS: list, inflight.  ARGV: id, claim value, record key, then names and values for the record.
local held = redis.call('HGET', KEYS[2], ARGV[1])
if held ~= ARGV[2] and held ~= ARGV[2] .. '+' then
  return 'taken'
end
if #ARGV > 3 then
  redis.pcall('HSET', ARGV[3], unpack(ARGV, 4))
end
redis.call('LPUSH', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1])
return 'done'
