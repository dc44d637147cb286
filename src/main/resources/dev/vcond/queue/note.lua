#!lua flags=allow-oom
-- Notes what a run has done so far, where its document stays as it is.
-- KEYS: inflight, record.  ARGV: id as popped, claim value, checkpoint.  Answers 'noted', 'taken', or 'gone' if nobody holds the id.
local held = redis.call('HGET', KEYS[1], ARGV[1])
if held ~= ARGV[2] and held ~= ARGV[2] .. '+' then
  return held and 'taken' or 'gone'
end
-- One that cannot be kept makes a later run begin anew, no more.
redis.pcall('HSET', KEYS[2], 'checkpoint', ARGV[3])
return 'noted'
