# Stops what is left when the process that started us is gone. $1 is the folder, $2 is "keep" if it is to stay.
# Standard input is a pipe that only that process holds: its end is that process' end, whatever ended it.
trap '' INT TERM HUP QUIT

if read -r word && [ "$word" = dismissed ]; then exit 0; fi

# Servers are known by where they work and by their name, not by a number that may be somebody else's by now.
servers() {
  for process in /proc/[0-9]*; do
    place=$(readlink "$process/cwd" 2>/dev/null) || continue
    case $place in
      "$1"/*) ;;
      *) continue ;;
    esac
    read -r name <"$process/comm" 2>/dev/null || continue
    case $name in
      redis-server* | valkey-server* | postgres | initdb | pg_ctl) printf '%s ' "${process#/proc/}" ;;
    esac
  done
}

# INT is a fast stop for Postgres and a stop for Redis; neither is asked to write much.
patience=30
running=$(servers "$1")
if [ -n "$running" ]; then kill -INT $running 2>/dev/null; fi
while [ -n "$running" ] && [ "$patience" -gt 0 ]; do
  sleep 0.1
  patience=$((patience - 1))
  running=$(servers "$1")
done
if [ -n "$running" ]; then kill -KILL $running 2>/dev/null; fi

if [ "$2" != keep ]; then rm -rf -- "$1"; fi
