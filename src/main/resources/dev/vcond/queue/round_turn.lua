#!lua flags=allow-oom
-- Does with the entries at the head of a dead-letter list what somebody decided who has read them: each goes to the end (keep), to the end of
-- the ingress list (replay), or away with its record (drop). Ends before the first that is another one than was read.
-- LMOVE takes and puts in one command, so there is no moment at which an entry is nowhere, and nothing to remove last.
-- KEYS: dead-letter list, ingress list, in-flight hash, who turns it, entries that are left of the round.
-- ARGV: run, ms until it counts as gone, record prefix, entries left of the round before these, 1 if earlier ones of it were kept,
--   then beginning, length and fate of each; or, for a stretch that stays unread, only its number of entries.
-- Answers {looked at, replayed or dropped}, then key and why if one refused.
local dead, ingress = KEYS[1], KEYS[2]
local entries, first, whole = {}, 6, #ARGV == 6
local count = whole and tonumber(ARGV[6]) or (#ARGV - 5) / 3

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

local fates = {keep = false, replay = false, drop = false}
if whole then
  fates.keep = true
else
  for i = first + 2, #ARGV, 3 do
    fates[ARGV[i]] = true
  end
end
local refusal = list(dead)
  or fates.keep and permits(dead, 'LMOVE', dead, dead, 'LEFT', 'RIGHT')
  or fates.replay and (list(ingress) or permits(ingress, 'LMOVE', dead, ingress, 'LEFT', 'RIGHT'))
  or fates.drop and (permits(dead, 'LPOP', dead) or permits(ARGV[3] .. '*', 'DEL', ARGV[3] .. 'id'))
if refusal then
  return refusal
end
local who = redis.call('GET', KEYS[4])
if who and who ~= ARGV[1] then
  return {0, 0, dead, 'another command turns it: ' .. who}
end

local uuid = '^%x%x%x%x%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%x%x%x%x%x%x%x%x$'
local function forget(id)
  -- Of an id that was pushed again and runs, it is that run's.
  if redis.pcall('HEXISTS', KEYS[3], id) ~= 1 then
    local name = #id == 36 and string.find(id, uuid) and id or 'sha1:' .. redis.sha1hex(id)
    redis.pcall('DEL', ARGV[3] .. name)
  end
end

local heads = whole and {} or redis.call('LRANGE', dead, 0, count - 1)
local looked, taken, kept = 0, 0, tonumber(ARGV[5]) == 1
if whole then
  count = math.min(count, redis.call('LLEN', dead))
end
while looked < count do
  local fate = 'keep'
  if not whole then
    local id, at = heads[looked + 1], first + 3 * looked
    local beginning = ARGV[at]
    if not id or #id ~= tonumber(ARGV[at + 1]) or string.sub(id, 1, #beginning) ~= beginning then
      break
    end
    fate = ARGV[at + 2]
    if fate == 'drop' then
      forget(id)
    end
  end
  local moved
  if fate == 'drop' then
    moved = redis.pcall('LPOP', dead)
  else
    moved = redis.pcall('LMOVE', dead, fate == 'replay' and ingress or dead, 'LEFT', 'RIGHT')
  end
  if type(moved) == 'table' and moved.err then
    refusal = {fate == 'replay' and ingress or dead, moved.err}
    break
  end
  looked = looked + 1
  if fate == 'keep' then
    kept = true
  else
    taken = taken + 1
  end
end
redis.call('SET', KEYS[4], ARGV[1], 'PX', ARGV[2])
local left = tonumber(ARGV[4]) - looked
if kept and left > 0 then
  redis.call('SET', KEYS[5], string.format('%.0f', left))
else
  redis.call('DEL', KEYS[5])
end
if refusal then
  return {looked, taken, refusal[1], refusal[2]}
end
return {looked, taken}
