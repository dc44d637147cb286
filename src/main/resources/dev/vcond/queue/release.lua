#!lua flags=allow-oom
-- Gives ids that an instance holds back to the head of their list, in claim order.
-- KEYS: list, inflight, heartbeat of the instance, instances.
-- ARGV: instance, why (drain | lapse | gone | silent | recover), claim number below which ids are given back (0: all), most ids,
--   record prefix, own heartbeat (for silent).
-- Only gone and silent count against an id: as a recovery, and as a death if the record says that this very claim had begun.
-- Answers {given back, left}.
if ARGV[2] == 'silent' then
  if redis.call('EXISTS', ARGV[6]) == 0 or redis.call('EXISTS', KEYS[3]) == 1 then
    return {0, -1}
  end
end
local kind = redis.call('TYPE', KEYS[1]).ok
if kind ~= 'none' and kind ~= 'list' then
  return redis.error_reply('WRONGTYPE ' .. KEYS[1] .. ' is a ' .. kind .. ', not a list')
end
if not (redis.acl_check_cmd('LPUSH', KEYS[1], 'id') and redis.acl_check_cmd('HDEL', KEYS[2], 'id')) then
  return redis.error_reply('NOPERM the ACL does not allow LPUSH on ' .. KEYS[1] .. ' and HDEL on ' .. KEYS[2])
end
local prefix, below, most = ARGV[1] .. ':', tonumber(ARGV[3]), tonumber(ARGV[4])
local mine = {}
local held = redis.call('HGETALL', KEYS[2])
for i = 1, #held, 2 do
  local claim = held[i + 1]
  if string.sub(claim, 1, #prefix) == prefix then
    local number = tonumber((string.gsub(string.sub(claim, #prefix + 1), '%+$', ''))) or 0
    if below == 0 or number < below then
      mine[#mine + 1] = {held[i], number}
    end
  end
end
table.sort(mine, function(a, b) return a[2] > b[2] end)
local uuid = '^%x%x%x%x%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%x%x%x%x%x%x%x%x$'
local given = 0
for _, entry in ipairs(mine) do
  if given == most then
    break
  end
  local id = entry[1]
  redis.call('LPUSH', KEYS[1], id)
  if ARGV[2] == 'gone' or ARGV[2] == 'silent' then
    local record = ARGV[5] .. (string.find(id, uuid) and id or 'sha1:' .. redis.sha1hex(id))
    redis.pcall('HINCRBY', record, 'recoveries', 1)
    local claim = prefix .. string.format('%.0f', entry[2])
    if redis.pcall('HGET', record, 'begun') == claim then
      redis.pcall('HINCRBY', record, 'deaths', 1)
      redis.pcall('HSET', record, 'died', claim)
    end
  end
  redis.call('HDEL', KEYS[2], id)
  given = given + 1
end
local left = #mine - given
if left == 0 and ARGV[2] ~= 'lapse' then
  redis.call('HDEL', KEYS[4], ARGV[1])
  redis.call('DEL', KEYS[3])
end
return {given, left}
