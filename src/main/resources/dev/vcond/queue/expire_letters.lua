#!lua flags=allow-oom
-- Lets dead letters go that are older than VCON_DLQ_EXPIRY: entry and record at once, the body within a day.
-- KEYS: dead-letter list.  ARGV: entries that have been looked at and stay, most entries to look at, record prefix, oldest time that stays
--   (ISO 8601 to the second).
-- An entry without a record goes when its body has gone: whoever wrote it let the body expire.  Answers {stay, gone}.
local kind = redis.call('TYPE', KEYS[1]).ok
if kind ~= 'list' then
  return {0, 0}
end
if not redis.acl_check_cmd('LREM', KEYS[1], '1', 'id') then
  return redis.error_reply('NOPERM the ACL does not allow LREM on ' .. KEYS[1])
end
local from = tonumber(ARGV[1])
local ids = redis.call('LRANGE', KEYS[1], from, from + tonumber(ARGV[2]) - 1)
local uuid = '^%x%x%x%x%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%-%x%x%x%x%x%x%x%x%x%x%x%x$'
local mark = 'vcond:expired'
local gone = 0
for i, id in ipairs(ids) do
  local is_id = #id == 36 and string.find(id, uuid)
  local record = ARGV[3] .. (is_id and id or 'sha1:' .. redis.sha1hex(id))
  local last = redis.pcall('HGET', record, 'last')
  local old
  if type(last) == 'string' then
    old = string.sub(last, 1, 19) < ARGV[4]
  else
    old = is_id and redis.call('EXISTS', 'vcon:' .. id) == 0
  end
  if old then
    redis.call('LSET', KEYS[1], from + i - 1, mark)
    redis.pcall('DEL', record)
    if is_id and redis.call('TTL', 'vcon:' .. id) == -1 then
      -- The guard keeps it alive if the id is on another list.
      redis.call('EXPIRE', 'vcon:' .. id, 86400)
    end
    gone = gone + 1
  end
end
if gone > 0 then
  redis.call('LREM', KEYS[1], gone, mark)
end
return {#ids - gone, gone}
