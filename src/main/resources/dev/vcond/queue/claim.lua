#!lua flags=allow-oom
-- Takes ids from the head of a list into the in-flight hash.
-- KEYS: list, inflight, own heartbeat.  ARGV: instance, most ids, first claim number, record prefix, body guard in seconds.
-- Fewer are taken if they are long: an entry need not be an id, and each is held in memory until it is dead-lettered.
-- Answers nil without a heartbeat, else {marked, {id, claim number, length of the body (-1: no string), record}...}.
if redis.call('EXISTS', KEYS[3]) == 0 then
  return false
end
if not redis.acl_check_cmd('LTRIM', KEYS[1], 1, -1) then
  -- Noticed only after the ids are in flight, they would be in both places.
  return redis.error_reply('NOPERM the ACL does not allow LTRIM of ' .. KEYS[1])
end
local number = tonumber(ARGV[3])
local ids = redis.call('LRANGE', KEYS[1], 0, tonumber(ARGV[2]) - 1)
local uuid = '^%x%x%x%x%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%x%x%x%x%x%x%x%x$'
local answer = {0}
local taken, bytes = 0, 0
for _, id in ipairs(ids) do
  bytes = bytes + #id
  if taken > 0 and bytes > 1048576 then
    break
  end
  taken = taken + 1
  local held = redis.call('HGET', KEYS[2], id)
  if held then
    -- Running already, here or elsewhere: it runs again afterwards, on the newer document, instead of beside itself.
    if string.sub(held, -1) ~= '+' then
      redis.call('HSET', KEYS[2], id, held .. '+')
    end
    answer[1] = answer[1] + 1
  else
    local length, name = -2, nil
    if #id == 36 and string.find(id, uuid) then
      name = id
      length = redis.pcall('STRLEN', 'vcon:' .. id)
      if type(length) == 'table' then
        length = -1
      end
      redis.pcall('EXPIRE', 'vcon:' .. id, ARGV[5], 'GT')
    else
      name = 'sha1:' .. redis.sha1hex(id)
    end
    local record = redis.pcall('HGETALL', ARGV[4] .. name)
    if record.err then
      record = {}
    end
    redis.call('HSET', KEYS[2], id, ARGV[1] .. ':' .. number)
    answer[#answer + 1] = {id, number, length, record}
    number = number + 1
  end
end
if taken > 0 then
  redis.call('LTRIM', KEYS[1], taken, -1)
end
return answer
