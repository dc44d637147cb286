#!lua flags=allow-oom
-- Says that this instance lives, for every list it claims from.
-- ARGV: instance, expiry in ms, registration, number of lists that knew the instance before, then the lists, those first.
--   A refusal names the key.
-- Answers the lists that do not know the instance. One that knew it before was forgotten, and stays so until the instance has heard of
-- it: signed on at once, an ack could be told that its claim is gone, and not that it was forgotten.
local function refused(key, ...)
  local answer = redis.pcall(...)
  return type(answer) == 'table' and answer.err and redis.error_reply(answer.err .. ': ' .. key)
end

local known = 4 + tonumber(ARGV[4])
local new = {}
for i = 5, #ARGV do
  local prefix = 'vcond:{' .. ARGV[i] .. '}:'
  local instances, heartbeat = prefix .. 'instances', prefix .. 'heartbeat:' .. ARGV[1]
  local is_new = redis.pcall('HEXISTS', instances, ARGV[1]) == 0
  if is_new then
    new[#new + 1] = ARGV[i]
  end
  if not is_new or i > known then
    local refusal = refused('vcond:lists', 'SADD', 'vcond:lists', ARGV[i])
      or refused(instances, 'HSET', instances, ARGV[1], ARGV[3])
      or refused(heartbeat, 'SET', heartbeat, '1', 'PX', ARGV[2])
    if refusal then
      return refusal
    end
  end
end
return new
