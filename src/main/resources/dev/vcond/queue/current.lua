#!lua flags=no-writes
-- Tells whether Redis still has the document that a run works on.
-- KEYS: document, inflight.  ARGV: SHA-1 of what the run knows, id as popped, claim value, most bytes that are hashed: a large document would hold up everybody else.
-- Answers 0 if there is another document now, else 1: the same, none, one that is too large to tell, or one whose id was pushed to this list
-- again, so that a run which stores it follows anyway.
if redis.call('HGET', KEYS[2], ARGV[2]) == ARGV[3] .. '+' then
  return 1
end
local text = redis.pcall('STRLEN', KEYS[1])
if type(text) == 'table' then
  text = redis.pcall('JSON.GET', KEYS[1])
  if type(text) ~= 'string' then
    return 1
  end
elseif text == 0 or text > tonumber(ARGV[4]) then
  return 1
else
  text = redis.call('GET', KEYS[1])
end
return redis.sha1hex(text) == ARGV[1] and 1 or 0
