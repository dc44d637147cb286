#!lua flags=allow-oom
-- Makes dead letters of writes that are owed to a storage: each goes from the head of its list to the dead-letter list of where it came from.
-- KEYS: list of owed writes.  ARGV: most entries, its record prefix, list that they come from if nobody knows better, then the fields of the
--   record, name and value in turn.
-- A letter that is there already keeps what its record says is done: it does not say that this write is.
-- Answers {moved}, or {moved, key, why it refused}.
local owed = KEYS[1]
local kind = redis.call('TYPE', owed).ok
if kind ~= 'none' and kind ~= 'list' then
  return {0, owed, 'it is a ' .. kind .. ', not a list'}
end
local uuid = '^%x%x%x%x%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%x%x%x%x%x%x%x%x$'
for moved = 0, tonumber(ARGV[1]) - 1 do
  local id = redis.call('LINDEX', owed, 0)
  if not id then
    return {moved}
  end
  local name = #id == 36 and string.find(id, uuid) and id or 'sha1:' .. redis.sha1hex(id)
  local known = redis.pcall('HMGET', ARGV[2] .. name, 'origin', 'checkpoint')
  local origin = known[1] or ARGV[3]
  local dead, record = 'DLQ:' .. origin, 'vcond:{' .. origin .. '}:record:' .. name
  kind = redis.call('TYPE', dead).ok
  if kind ~= 'none' and kind ~= 'list' then
    return {moved, dead, 'it is a ' .. kind .. ', not a list'}
  end
  if not redis.acl_check_cmd('LMOVE', owed, dead, 'LEFT', 'RIGHT') then
    return {moved, dead, 'the ACL does not allow LMOVE'}
  end
  if redis.pcall('HEXISTS', record, 'code') ~= 1 then
    redis.pcall('HSET', record, 'checkpoint', known[2] or '', unpack(ARGV, 4))
  end
  local done = redis.pcall('LMOVE', owed, dead, 'LEFT', 'RIGHT')
  if type(done) == 'table' and done.err then
    return {moved, dead, done.err}
  end
  redis.pcall('DEL', ARGV[2] .. name)
end
return {tonumber(ARGV[1])}
