#!lua flags=no-writes
-- Reads a page of a dead-letter list together with what the records say. Entries may be megabytes long: only their beginning is sent.
-- KEYS: dead-letter list.  ARGV: offset, most entries, most bytes of an entry that is no uuid, record prefix, then the fields.
-- Answers {length of the list, entry...}: an entry with nothing to be said about it as it is, any other as
--   {its beginning, its length, fields, nil for those that are not there}. A list may have millions, so what most are is made cheap.
local kind = redis.call('TYPE', KEYS[1]).ok
if kind ~= 'none' and kind ~= 'list' then
  return redis.error_reply('WRONGTYPE ' .. KEYS[1] .. ' is a ' .. kind .. ', not a list')
end
local uuid = '^%x%x%x%x%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%x%x%x%x%x%x%x%x$'
local offset, most, longest, prefix = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local call, find = redis.call, string.find
local answer = {call('LLEN', KEYS[1])}
-- LRANGE 0 -1 would be everything.
local ids = most > 0 and call('LRANGE', KEYS[1], offset, offset + most - 1) or {}
for i, id in ipairs(ids) do
  local fields
  if #ARGV > 4 then
    local record = prefix .. (#id == 36 and find(id, uuid) and id or 'sha1:' .. redis.sha1hex(id))
    if call('EXISTS', record) == 1 then
      fields = redis.pcall('HMGET', record, unpack(ARGV, 5))
    end
  end
  if fields and not fields.err then
    answer[i + 1] = {string.sub(id, 1, longest), #id, fields}
  elseif #id <= longest then
    answer[i + 1] = id
  else
    answer[i + 1] = {string.sub(id, 1, longest), #id, {}}
  end
end
return answer
