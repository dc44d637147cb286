#!lua flags=allow-oom
-- Gives single ids back to the head of their list, the run being unfinished and nobody's fault.
-- KEYS: list, inflight.  ARGV: id, claim value, record key, then names and values for the record.
-- Answers 'done', or 'taken' if somebody else or nobody holds the id; a list that takes nothing is an error, and nothing is changed.
local held = redis.call('HGET', KEYS[2], ARGV[1])
if held ~= ARGV[2] and held ~= ARGV[2] .. '+' then
  return 'taken'
end
local kind = redis.call('TYPE', KEYS[1]).ok
if kind ~= 'none' and kind ~= 'list' then
  return redis.error_reply('WRONGTYPE ' .. KEYS[1] .. ' is a ' .. kind .. ', not a list')
end
if not (redis.acl_check_cmd('LPUSH', KEYS[1], ARGV[1]) and redis.acl_check_cmd('HDEL', KEYS[2], ARGV[1])) then
  return redis.error_reply('NOPERM the ACL does not allow LPUSH on ' .. KEYS[1] .. ' and HDEL on ' .. KEYS[2])
end
if #ARGV > 3 then
  redis.pcall('HSET', ARGV[3], unpack(ARGV, 4))
end
redis.call('LPUSH', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1])
return 'done'
