#!lua flags=allow-oom
-- Removes every entry of one id from a dead-letter list, and its record.
-- KEYS: dead-letter list, in-flight hash, record.  ARGV: id.
-- Answers {dropped}, or {0, key, why it refused}.
local dead, id = KEYS[1], ARGV[1]
local kind = redis.call('TYPE', dead).ok
if kind ~= 'none' and kind ~= 'list' then
  return {0, dead, 'it is a ' .. kind .. ', not a list'}
end
if not redis.acl_check_cmd('LREM', dead, '0', id) then
  return {0, dead, 'the ACL does not allow LREM'}
end
-- Of an id that was pushed again and runs, the record is that run's; and without an entry there is nothing to drop.
if redis.call('LPOS', dead, id) and redis.pcall('HEXISTS', KEYS[2], id) ~= 1 then
  redis.pcall('DEL', KEYS[3])
end
return {redis.call('LREM', dead, 0, id)}
