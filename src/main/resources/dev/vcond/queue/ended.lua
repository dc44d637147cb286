#!lua flags=allow-oom
-- Notes that the run of a suspect has ended, told of or not: what its process dies of from now on is something else.
-- KEYS: record.  ARGV: claim value.  Answers 1 if it had begun.
if redis.pcall('HGET', KEYS[1], 'begun') ~= ARGV[1] then
  return 0
end
return redis.call('HDEL', KEYS[1], 'begun')
