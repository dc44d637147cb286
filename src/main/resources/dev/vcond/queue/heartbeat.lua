#!lua flags=allow-oom
-- Says that this instance lives, for every list it claims from.
-- ARGV: instance, expiry in ms, registration, then the lists.  A refusal names the key.
-- Answers the lists that did not know the instance.
local function refused(key, ...)
  local answer = redis.pcall(...)
  return type(answer) == 'table' and answer.err and redis.error_reply(answer.err .. ': ' .. key)
end

local new = {}
for i = 4, #ARGV do
  local prefix = 'vcond:{' .. ARGV[i] .. '}:'
  local instances, heartbeat = prefix .. 'instances', prefix .. 'heartbeat:' .. ARGV[1]
  if redis.pcall('HEXISTS', instances, ARGV[1]) == 0 then
    new[#new + 1] = ARGV[i]
  end
  local refusal = refused('vcond:lists', 'SADD', 'vcond:lists', ARGV[i])
    or refused(instances, 'HSET', instances, ARGV[1], ARGV[3])
    or refused(heartbeat, 'SET', heartbeat, '1', 'PX', ARGV[2])
  if refusal then
    return refusal
  end
end
return new
