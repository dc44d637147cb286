#!lua flags=allow-oom
-- Says that this instance lives, for every list it claims from.
-- ARGV: instance, expiry in ms, registration, then the lists.
for i = 4, #ARGV do
  local list = ARGV[i]
  redis.call('SADD', 'vcond:lists', list)
  redis.call('HSET', 'vcond:{' .. list .. '}:instances', ARGV[1], ARGV[3])
  redis.call('SET', 'vcond:{' .. list .. '}:heartbeat:' .. ARGV[1], '1', 'PX', ARGV[2])
end
return 1
