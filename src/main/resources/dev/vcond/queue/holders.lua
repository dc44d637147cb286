#!lua flags=no-writes
-- Tells who is registered for a list or holds ids of it.
-- KEYS: inflight, instances.  ARGV: prefix of heartbeats.  Answers {instance, registration, 1 if its heartbeat is there}...
local answer, seen = {}, {}
local function add(instance, registration)
  if not seen[instance] then
    seen[instance] = true
    answer[#answer + 1] = {instance, registration, redis.call('EXISTS', ARGV[1] .. instance)}
  end
end
local registered = redis.call('HGETALL', KEYS[2])
for i = 1, #registered, 2 do
  add(registered[i], registered[i + 1])
end
for _, claim in ipairs(redis.call('HVALS', KEYS[1])) do
  add((string.gsub(claim, ':%d+%+?$', '')), '')
end
return answer
