#!lua flags=allow-oom
-- Moves every entry of one id from a dead-letter list to the end of the ingress list: pushes first, removes last.
-- KEYS: dead-letter list, ingress list.  ARGV: id.
-- Answers {replayed}, or {0, key, why it refused}.
local dead, ingress, id = KEYS[1], KEYS[2], ARGV[1]
for _, key in ipairs(KEYS) do
  local kind = redis.call('TYPE', key).ok
  if kind ~= 'none' and kind ~= 'list' then
    return {0, key, 'it is a ' .. kind .. ', not a list'}
  end
end
if not redis.acl_check_cmd('RPUSH', ingress, id) then
  return {0, ingress, 'the ACL does not allow RPUSH'}
end
if not redis.acl_check_cmd('LREM', dead, '0', id) then
  return {0, dead, 'the ACL does not allow LREM'}
end
local entries = #redis.call('LPOS', dead, id, 'COUNT', 0)
for _ = 1, entries do
  local pushed = redis.pcall('RPUSH', ingress, id)
  if type(pushed) == 'table' and pushed.err then
    return {0, ingress, pushed.err}
  end
end
if entries > 0 then
  redis.call('LREM', dead, 0, id)
end
return {entries}
