#!lua flags=no-writes
-- Tells what the user may not do.  ARGV: commands, their words separated by tabs.  Answers those that are forbidden.
local forbidden = {}
for _, command in ipairs(ARGV) do
  local words = {}
  for word in string.gmatch(command, '[^\t]+') do
    words[#words + 1] = word
  end
  -- A command that this server does not know is an error.
  local known, allowed = pcall(redis.acl_check_cmd, unpack(words))
  if known and not allowed then
    forbidden[#forbidden + 1] = command
  end
end
return forbidden
