#!lua
-- Writes a changed document where the loaded one still is. Refused by Redis itself when it is full.
-- KEYS: document, inflight.  ARGV: id as popped, claim value, SHA-1 of what was loaded, new text, expiry for a key that vanished,
--   record key, then names and values for the record.
-- Answers 'written', 'changed', 'taken' or 'type'.
local held = redis.call('HGET', KEYS[2], ARGV[1])
if held ~= ARGV[2] and held ~= ARGV[2] .. '+' then
  return 'taken'
end
local now = redis.pcall('GET', KEYS[1])
if type(now) == 'table' then
  return 'type'
end
if not now then
  redis.call('SET', KEYS[1], ARGV[4], 'EX', ARGV[5])
elseif redis.sha1hex(now) ~= ARGV[3] then
  return 'changed'
else
  redis.call('SET', KEYS[1], ARGV[4], 'KEEPTTL')
end
if #ARGV > 6 then
  redis.pcall('HSET', ARGV[6], unpack(ARGV, 7))
end
return 'written'
