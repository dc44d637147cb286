#!lua flags=allow-oom
-- Notes that the run of a suspect begins, so that a death of its process is put down to it and to none beside it.
-- KEYS: inflight, record.  ARGV: id, claim value.  Answers 'begun', 'taken', or 'gone' if nobody holds the id.
local held = redis.call('HGET', KEYS[1], ARGV[1])
if held ~= ARGV[2] and held ~= ARGV[2] .. '+' then
  return held and 'taken' or 'gone'
end
redis.call('HSET', KEYS[2], 'begun', ARGV[2])
return 'begun'
