#!lua flags=no-writes
-- Tells what the in-flight hash says an instance holds.
-- KEYS: inflight.  ARGV: instance.  Answers id and claim value of each, one after the other.
local prefix = ARGV[1] .. ':'
local held = redis.call('HGETALL', KEYS[1])
local mine = {}
for i = 1, #held, 2 do
  if string.sub(held[i + 1], 1, #prefix) == prefix then
    mine[#mine + 1] = held[i]
    mine[#mine + 1] = held[i + 1]
  end
end
return mine
