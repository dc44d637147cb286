#!lua
-- Writes a changed document where the loaded one still is. Refused by Redis itself when it is full.
-- KEYS: document, inflight.  ARGV: id as popped, claim value, SHA-1 of what was loaded, new text, expiry for a key that vanished,
--   record key, checkpoint.
-- Answers 'unusable' and why if it cannot be seen who holds the id, 'written' and the SHA-1 of what is there now, 'changed', 'taken', or 'gone' if nobody holds the id. Repeated after a lost answer: 'written' once more.
local held = redis.pcall('HGET', KEYS[2], ARGV[1])
if type(held) == 'table' then
  -- Nothing is wrong with the document: whoever asks waits until our own key is mended.
  return 'unusable ' .. held.err
end
if held ~= ARGV[2] and held ~= ARGV[2] .. '+' then
  return held and 'taken' or 'gone'
end
local now = redis.pcall('GET', KEYS[1])
local json = type(now) == 'table'
if json then
  now = redis.call('JSON.GET', KEYS[1])
end
local sent = redis.sha1hex(ARGV[4])
local sha1 = sent
if not now then
  redis.call('SET', KEYS[1], ARGV[4], 'EX', ARGV[5])
elseif redis.sha1hex(now) ~= ARGV[3] then
  if json then
    sha1 = redis.sha1hex(now)
    if redis.pcall('HGET', ARGV[6], 'spelled') ~= sent .. sha1 then
      return 'changed'
    end
  elseif now ~= ARGV[4] then
    return 'changed'
  end
elseif json then
  -- JSON.SET at the root makes a new key: its time to live would be lost.
  local left = redis.call('PTTL', KEYS[1])
  redis.call('JSON.SET', KEYS[1], '$', ARGV[4])
  if left > 0 then
    redis.pcall('PEXPIRE', KEYS[1], left)
  end
  -- RedisJSON writes numbers, escapes and blanks its own way: only this tells our own document from a newer one.
  sha1 = redis.sha1hex(redis.call('JSON.GET', KEYS[1]))
  redis.pcall('HSET', ARGV[6], 'spelled', sent .. sha1)
else
  redis.call('SET', KEYS[1], ARGV[4], 'KEEPTTL')
end
-- A checkpoint begins with the SHA-1 of the document it speaks of. One that cannot be kept makes a later run begin anew, no more.
redis.pcall('HSET', ARGV[6], 'checkpoint', #ARGV[7] > 40 and sha1 .. string.sub(ARGV[7], 41) or '')
return 'written ' .. sha1
