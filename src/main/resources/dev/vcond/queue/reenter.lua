#!lua flags=allow-oom
-- Enters a claim again that Redis forgot under an unbroken lease.
-- KEYS: inflight, own heartbeat.  ARGV: id, claim value.
-- Answers 1 if the claim is there, 0 if the id is somebody else's by now, -1 without a heartbeat: others would rescue the id at once.
if redis.call('EXISTS', KEYS[2]) == 0 then
  return -1
end
if redis.call('HSETNX', KEYS[1], ARGV[1], ARGV[2]) == 1 then
  return 1
end
local held = redis.call('HGET', KEYS[1], ARGV[1])
return (held == ARGV[2] or held == ARGV[2] .. '+') and 1 or 0
