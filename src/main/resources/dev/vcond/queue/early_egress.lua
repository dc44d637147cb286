#!lua flags=allow-oom
-- Pushes an id to egress lists while its run goes on, once per claim.
-- KEYS: inflight, record.  ARGV: id as popped, claim value, checkpoint, id to push, then the lists.
-- Answers 'done', 'taken', 'gone' if nobody holds the id, or 'refused' followed by list and reason, separated by line ends.
local held = redis.call('HGET', KEYS[1], ARGV[1])
if held ~= ARGV[2] and held ~= ARGV[2] .. '+' then
  return held and 'taken' or 'gone'
end
local record = redis.call('TYPE', KEYS[2]).ok
if record ~= 'none' and record ~= 'hash' then
  return 'refused\n' .. KEYS[2] .. '\nit is a ' .. record .. ', not a hash'
end
if not redis.acl_check_cmd('HSET', KEYS[2], 'egressed', ARGV[2]) then
  return 'refused\n' .. KEYS[2] .. '\nthe ACL does not allow HSET'
end
if redis.call('HGET', KEYS[2], 'egressed') == ARGV[2] then
  return 'done'
end
for i = 5, #ARGV do
  local kind = redis.call('TYPE', ARGV[i]).ok
  if kind ~= 'none' and kind ~= 'list' then
    return 'refused\n' .. ARGV[i] .. '\nit is a ' .. kind .. ', not a list'
  end
  if not redis.acl_check_cmd('RPUSH', ARGV[i], ARGV[4]) then
    return 'refused\n' .. ARGV[i] .. '\nthe ACL does not allow RPUSH'
  end
end
for i = 5, #ARGV do
  local pushed = redis.pcall('RPUSH', ARGV[i], ARGV[4])
  if type(pushed) == 'table' and pushed.err then
    return 'refused\n' .. ARGV[i] .. '\n' .. pushed.err
  end
end
redis.call('HSET', KEYS[2], 'egressed', ARGV[2], 'checkpoint', ARGV[3])
return 'done'
