#!lua flags=allow-oom
-- Ends runs: pushes, records, and removes the id from the in-flight hash as its last write.
-- KEYS: list, inflight, instances.  ARGV, per run: id, claim value, number of pushes, then list, value and fields of each, record key,
--   'del' or the fields of the record, number of expiries, then key, seconds and mode (GT, SET, DEL) of each;
--   behind SET: and DEL: the SHA-1 of the document that they are for.
--   Fields are their number, then name and value of each; those of a push go to the id's record on the list it is pushed to.
--   A field whose name ends with '?' is set only if it is not there.
-- Answers per run: 'done', 'gone' if nobody holds the id, 'forgot' if nobody does and the instance is not registered either,
--   'taken' if somebody else holds it,
--   or 'refused' followed by key and reason, separated by line ends.
if not redis.acl_check_cmd('HDEL', KEYS[2], 'id') then
  -- Noticed only after the pushes, they would be made again at every attempt.
  return redis.error_reply('NOPERM the ACL does not allow HDEL on ' .. KEYS[2])
end
local at = 1
local function take()
  local value = ARGV[at]
  at = at + 1
  return value
end

local function fields(count)
  local flat = {}
  for i = 1, 2 * tonumber(count) do
    flat[i] = take()
  end
  return flat
end

local function refusal(push, key, value)
  local kind = redis.pcall('TYPE', key)
  if kind.err then
    return kind.err
  end
  if kind.ok ~= 'none' and kind.ok ~= 'list' then
    return 'it is a ' .. kind.ok .. ', not a list'
  end
  if not redis.acl_check_cmd(push, key, value) then
    return 'the ACL does not allow ' .. push
  end
  return nil
end

local function is_still(key, sha1)
  if sha1 == '' then
    return true
  end
  local now = redis.pcall('GET', key)
  if type(now) == 'table' then
    now = redis.pcall('JSON.GET', key)
  end
  return type(now) == 'string' and redis.sha1hex(now) == sha1
end

-- Beyond this many newer dead letters one is not looked for.
local NEWER = 10000

-- A run before this one may have left a dead letter of the id: its reason stays as long as it.
local function close_record(run)
  local is_dead = redis.pcall('HEXISTS', run.recordKey, 'code') == 1
    and type(redis.pcall('LPOS', 'DLQ:' .. KEYS[1], run.id, 'RANK', -1, 'MAXLEN', NEWER)) == 'number'
  if is_dead then
    redis.pcall('HDEL', run.recordKey, 'checkpoint', 'recoveries', 'begun', 'deaths', 'died', 'stale', 'trials', 'egressed', 'spelled')
  else
    redis.pcall('DEL', run.recordKey)
  end
end

local function settle(run)
  local held = redis.call('HGET', KEYS[2], run.id)
  if not held then
    local instance = string.gsub(run.claim, ':%d+$', '')
    return redis.call('HEXISTS', KEYS[3], instance) == 1 and 'gone' or 'forgot'
  end
  local again = held == run.claim .. '+'
  if held ~= run.claim and not again then
    return 'taken'
  end
  for _, push in ipairs(run.pushes) do
    local why = refusal('RPUSH', push[1], push[2])
    if why then
      return 'refused\n' .. push[1] .. '\n' .. why
    end
  end
  if again then
    local why = refusal('LPUSH', KEYS[1], run.id)
    if why then
      return 'refused\n' .. KEYS[1] .. '\n' .. why
    end
  end
  for _, push in ipairs(run.pushes) do
    if #push[3] > 0 then
      redis.pcall('HSET', 'vcond:{' .. push[1] .. '}:record:' .. push[2], unpack(push[3]))
    end
    local pushed = redis.pcall('RPUSH', push[1], push[2])
    if type(pushed) == 'table' and pushed.err then
      return 'refused\n' .. push[1] .. '\n' .. pushed.err
    end
  end
  if run.record == 'del' then
    close_record(run)
  elseif #run.fields > 0 then
    redis.pcall('HSET', run.recordKey, unpack(run.fields))
    for at_field = 1, #run.unless_there, 2 do
      redis.pcall('HSETNX', run.recordKey, run.unless_there[at_field], run.unless_there[at_field + 1])
    end
  end
  for _, expiry in ipairs(run.expiries) do
    local mode, sha1 = string.match(expiry[3], '^(%u+):?(.*)$')
    if mode == 'GT' then
      redis.pcall('EXPIRE', expiry[1], expiry[2], 'GT')
    elseif again or not is_still(expiry[1], sha1) then
      -- It runs again, or a newer document waits for its turn behind others: the body stays as it is.
    elseif mode == 'DEL' then
      redis.pcall('DEL', expiry[1])
    else
      redis.pcall('EXPIRE', expiry[1], expiry[2])
    end
  end
  if again then
    redis.call('LPUSH', KEYS[1], run.id)
  end
  redis.call('HDEL', KEYS[2], run.id)
  return 'done'
end

local answer = {}
while at <= #ARGV do
  local run = {id = take(), claim = take(), pushes = {}, expiries = {}}
  for i = 1, tonumber(take()) do
    run.pushes[i] = {take(), take(), fields(take())}
  end
  run.recordKey = take()
  run.record = take()
  if run.record ~= 'del' then
    run.fields, run.unless_there = {}, {}
    local all = fields(run.record)
    for i = 1, #all, 2 do
      local name, value = all[i], all[i + 1]
      if name == 'last' then
        run.unless_there[#run.unless_there + 1] = 'first'
        run.unless_there[#run.unless_there + 1] = value
      end
      local into = run.fields
      if string.sub(name, -1) == '?' then
        name, into = string.sub(name, 1, -2), run.unless_there
      end
      into[#into + 1] = name
      into[#into + 1] = value
    end
  end
  for i = 1, tonumber(take()) do
    run.expiries[i] = {take(), take(), take()}
  end
  answer[#answer + 1] = settle(run)
end
return answer
