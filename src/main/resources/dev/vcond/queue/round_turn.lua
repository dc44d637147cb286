#!lua flags=allow-oom
-- Does with the entries at the head of a dead-letter list what somebody decided who has read them: each goes to the end (k: keep), to the
-- end of the ingress list (r: replay), or away with its record (d: drop). Nothing happens if they are others by now. The entries leave the
-- head in the last write; what can refuse, the ingress list, comes first.
-- KEYS: dead-letter list, ingress list, in-flight hash, who turns it, entries that are left of the round.
-- ARGV: run, ms until it counts as gone, record prefix, entries left of the round before these, 1 if earlier ones of it were kept,
--   fates, most bytes of an entry that count, the beginnings of the entries one behind the other;
--   or, for a stretch that stays unread, instead of fates and all behind only the number of entries.
-- Answers {looked at, replayed or dropped}, then key and why if one refused.
local dead, ingress = KEYS[1], KEYS[2]
local unread = #ARGV == 6
local fates = unread and 'k' or ARGV[6]
local keep, replay, drop = string.find(fates, 'k'), string.find(fates, 'r'), string.find(fates, 'd')

local function permits(key, command, ...)
  if not redis.acl_check_cmd(command, ...) then
    return {0, 0, key, 'the ACL does not allow ' .. command}
  end
  return nil
end

local function list(key)
  local kind = redis.call('TYPE', key).ok
  if kind ~= 'none' and kind ~= 'list' then
    return {0, 0, key, 'it is a ' .. kind .. ', not a list'}
  end
  return nil
end

local refusal = list(dead)
  or unread and permits(dead, 'LMOVE', dead, dead, 'LEFT', 'RIGHT')
  or not unread and permits(dead, 'LTRIM', dead, '1', '-1')
  or keep and permits(dead, 'RPUSH', dead, 'id')
  or replay and (list(ingress) or permits(ingress, 'RPUSH', ingress, 'id'))
  or drop and permits(ARGV[3] .. '*', 'DEL', ARGV[3] .. 'id')
if refusal then
  return refusal
end
local who = redis.call('GET', KEYS[4])
if who and who ~= ARGV[1] then
  return {0, 0, dead, 'another command turns it: ' .. who}
end
redis.call('SET', KEYS[4], ARGV[1], 'PX', ARGV[2])

local uuid = '^%x%x%x%x%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%x%x%x%x%x%x%x%x$'
local function forget(id)
  -- Of an id that was pushed again and runs, it is that run's.
  if redis.pcall('HEXISTS', KEYS[3], id) ~= 1 then
    local name = #id == 36 and string.find(id, uuid) and id or 'sha1:' .. redis.sha1hex(id)
    redis.pcall('DEL', ARGV[3] .. name)
  end
end

local looked, taken = 0, 0
if unread then
  -- Entries may be megabytes long: they are not brought into the script.
  looked = math.min(tonumber(ARGV[6]), redis.call('LLEN', dead))
  for _ = 1, looked do
    redis.call('LMOVE', dead, dead, 'LEFT', 'RIGHT')
  end
else
  local longest = tonumber(ARGV[7])
  local heads = redis.call('LRANGE', dead, 0, #fates - 1)
  local read = {}
  for i, id in ipairs(heads) do
    read[i] = #id > longest and string.sub(id, 1, longest) or id
  end
  if #heads ~= #fates or table.concat(read) ~= ARGV[8] then
    return {0, 0}
  end
  local kept, replayed, dropped = {}, {}, {}
  for i, id in ipairs(heads) do
    local fate = string.byte(fates, i)
    local to = fate == 107 and kept or fate == 114 and replayed or dropped
    to[#to + 1] = id
  end
  if #replayed > 0 then
    local pushed = redis.pcall('RPUSH', ingress, unpack(replayed))
    if type(pushed) == 'table' and pushed.err then
      return {0, 0, ingress, pushed.err}
    end
  end
  for _, id in ipairs(dropped) do
    forget(id)
  end
  if #kept > 0 then
    redis.call('RPUSH', dead, unpack(kept))
  end
  redis.call('LTRIM', dead, #heads, -1)
  looked, taken = #heads, #replayed + #dropped
end
local left = tonumber(ARGV[4]) - looked
if left > 0 and (looked > taken or ARGV[5] == '1') then
  redis.call('SET', KEYS[5], string.format('%.0f', left))
else
  redis.call('DEL', KEYS[5])
end
return {looked, taken}
