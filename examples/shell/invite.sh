#!/bin/sh
# A shop asks Reco to invite a customer a week after her purchase: does the e-mail go out, and not before?
#
# Needs curl. EMULATOR_URL says where the emulator is: emulator exec -- sh invite.sh
set -eu

emulator=${EMULATOR_URL:-http://127.0.0.1:4717}

fail() {
    echo "$1" >&2
    exit 1
}

call() { # what curl takes
    answer=$(curl -sS --max-time 60 -w '\n%{http_code}' -H 'Content-Type: application/json' "$@") ||
        fail "the emulator at $emulator cannot be reached"
    body=${answer%
*}
    [ "${answer##*
}" -lt 400 ] || fail "curl $*: $answer"
    echo "$body"
}

expect() { # what, wanted, got
    [ "$2" = "$3" ] || fail "$1: expected $2, got $3"
}

field() { # json, name: the first value of that name
    echo "$1" | grep -o "\"$2\":\"\{0,1\}[^\",}]*" | head -n 1 | sed 's/^"[^"]*":"\{0,1\}//'
}

# A world of our own, which nobody else sees; it is Monday noon, and stays so until we say otherwise.
world=$(call "$emulator/_emulator/worlds" -d '{"now": "2030-01-07T12:00:00Z", "frozen": true}')
name=$(field "$world" name)
trap 'call "$emulator/_emulator/worlds/$name" -X DELETE >/dev/null' EXIT
control=$emulator/~$name/_emulator
reco=$(field "$world" reco) # what your code is told in place of the real address

answer=$(call "$reco/invite/mail/venue/$(field "$world" venue)" -H "X-Reco-ApiKey: $(field "$world" api_key)" \
    -d '{"invites": [{"email": "jane@example.org"}], "scheduled": {"sendDateFrom": "2030-01-14"}}')
expect "Reco's answer" '{"errors":[],"success":[{"email":"jane@example.org"}]}' "$answer"

outbox=$(call "$control/outbox?to=jane@example.org")
expect "the number of e-mails to Jane before the day" 0 "$(field "$outbox" total)"

call "$control/clock/advance" -d '{"days": 8}' >/dev/null

outbox=$(call "$control/outbox?to=jane@example.org")
expect "the number of e-mails to Jane after the day" 1 "$(field "$outbox" total)"
sent=$(field "$outbox" at)
expect "the day of the e-mail" 2030-01-14 "${sent%%T*}"
echo "Reco invited Jane on $sent to write at $(field "$outbox" review)"
