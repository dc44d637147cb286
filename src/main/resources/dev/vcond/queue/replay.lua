#!lua flags=allow-oom
-- Looks at entries at the head of a dead-letter list: each goes to the end of the ingress list or, if it does not match, to the end of
-- its own. LMOVE takes and puts in one command, so there is no moment at which an entry is nowhere, and nothing to remove last.
-- KEYS: dead-letter list, ingress list.
-- ARGV: entries to look at, most to replay, record prefix, field and value that the record must have ('' and '' for all).
-- Answers {looked at, replayed}, or {looked at, replayed, key, why it refused}.
local function refusal(key, ...)
  local kind = redis.call('TYPE', key).ok
  if kind ~= 'none' and kind ~= 'list' then
    return 'it is a ' .. kind .. ', not a list'
  end
  if not redis.acl_check_cmd('LMOVE', ...) then
    return 'the ACL does not allow LMOVE'
  end
  return nil
end

local dead, ingress = KEYS[1], KEYS[2]
local why = refusal(dead, dead, dead, 'LEFT', 'RIGHT')
if why then
  return {0, 0, dead, why}
end
why = refusal(ingress, dead, ingress, 'LEFT', 'RIGHT')
if why then
  return {0, 0, ingress, why}
end

local uuid = '^%x%x%x%x%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%x%x%x%x%x%x%x%x$'
local function matches(id)
  if ARGV[4] == '' then
    return true
  end
  local name = #id == 36 and string.find(id, uuid) and id or 'sha1:' .. redis.sha1hex(id)
  return redis.pcall('HGET', ARGV[3] .. name, ARGV[4]) == ARGV[5]
end

local looked, replayed = 0, 0
while looked < tonumber(ARGV[1]) do
  local id = redis.call('LINDEX', dead, 0)
  if not id then
    break
  end
  local wanted = replayed < tonumber(ARGV[2]) and matches(id)
  local moved = redis.pcall('LMOVE', dead, wanted and ingress or dead, 'LEFT', 'RIGHT')
  if type(moved) == 'table' and moved.err then
    return {looked, replayed, wanted and ingress or dead, moved.err}
  end
  looked = looked + 1
  replayed = replayed + (wanted and 1 or 0)
end
return {looked, replayed}
