#!lua flags=allow-oom
-- Lets others turn the list.  KEYS: who turns it.  ARGV: run.  Answers 1 if it was this one.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
return redis.call('DEL', KEYS[1])
