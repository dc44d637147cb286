#!lua flags=no-writes
-- Reads a page of a dead-letter list together with what the records say. Entries may be megabytes long: only their beginning is sent.
-- KEYS: dead-letter list.  ARGV: offset, most entries, most bytes of an entry that is no uuid, record prefix, then the fields.
-- Answers {length of the list, {beginning of the entry, its length, fields, nil for those that are not there}...}.
local kind = redis.call('TYPE', KEYS[1]).ok
if kind ~= 'none' and kind ~= 'list' then
  return redis.error_reply('WRONGTYPE ' .. KEYS[1] .. ' is a ' .. kind .. ', not a list')
end
local uuid = '^%x%x%x%x%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%x%x%x%x%x%x%x%x$'
local offset, most = tonumber(ARGV[1]), tonumber(ARGV[2])
local answer = {redis.call('LLEN', KEYS[1])}
-- LRANGE 0 -1 would be everything.
local ids = most > 0 and redis.call('LRANGE', KEYS[1], offset, offset + most - 1) or {}
for _, id in ipairs(ids) do
  local fields = {}
  if #ARGV > 4 then
    local name = #id == 36 and string.find(id, uuid) and id or 'sha1:' .. redis.sha1hex(id)
    fields = redis.pcall('HMGET', ARGV[4] .. name, unpack(ARGV, 5))
    if fields.err then
      fields = {}
    end
  end
  answer[#answer + 1] = {string.sub(id, 1, tonumber(ARGV[3])), #id, fields}
end
return answer
