#!lua flags=allow-oom
-- Begins a round of a dead-letter list: one at a time, or two would each see half of it.
-- KEYS: dead-letter list, who turns it, entries that an earlier round has left.  ARGV: run, ms until it counts as gone.
-- Answers {1, length of the list, entries left of an earlier round}, or {0, who turns it now}.
local kind = redis.call('TYPE', KEYS[1]).ok
if kind ~= 'none' and kind ~= 'list' then
  return redis.error_reply('WRONGTYPE ' .. KEYS[1] .. ' is a ' .. kind .. ', not a list')
end
local who = redis.call('GET', KEYS[2])
if who and who ~= ARGV[1] then
  return {0, who}
end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
local length = redis.call('LLEN', KEYS[1])
local left = math.min(length, tonumber(redis.call('GET', KEYS[3]) or '0') or 0)
if left == 0 then
  redis.call('DEL', KEYS[3])
end
return {1, length, left}
