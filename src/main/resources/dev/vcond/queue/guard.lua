#!lua flags=allow-oom
-- Keeps the bodies of ids alive, from the end of a list: counted from its head, ids would be skipped under pops.
-- KEYS: a list of ids, or a hash by id.  ARGV: entries from the end that have been looked at, most entries, seconds to live,
--   seconds below which they are renewed: at every look, they would fill the append-only file.
-- Answers {looked at, renewed}.
local kind = redis.call('TYPE', KEYS[1]).ok
local ids
if kind == 'list' then
  local past = tonumber(ARGV[1])
  ids = redis.call('LRANGE', KEYS[1], -past - tonumber(ARGV[2]), -past - 1)
elseif kind == 'hash' and ARGV[1] == '0' then
  ids = redis.call('HKEYS', KEYS[1])
else
  return {0, 0}
end
local uuid = '^%x%x%x%x%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%x%x%x%x%x%x%x%x$'
local least = tonumber(ARGV[4])
local renewed = 0
for _, id in ipairs(ids) do
  if #id == 36 and string.find(id, uuid) then
    local left = redis.call('TTL', 'vcon:' .. id)
    if left >= 0 and left < least then
      redis.call('EXPIRE', 'vcon:' .. id, ARGV[3], 'GT')
      renewed = renewed + 1
    end
  end
end
return {kind == 'list' and #ids or 0, renewed}
