# A loopback registry for a case: . "$cases/serve.sh"; serve NAME [OPTION...]
# sets $url to its base; its log is in ./requests. Serving again replaces it.
# shellcheck shell=sh

serve() {
	unregister
	rm -f served
	registry serve "$@" --port 0 --log requests >served 2>served.err &
	server=$!
	trap unserve EXIT
	until [ -s served ]; do
		kill -0 "$server" || exit 70
		sleep 0.02
	done
	# shellcheck disable=SC2034 # the case reads it
	read -r url <served
}

# resolve LINE...: a loopback DNS server (tests/dnsd.py), $resolver; its log is
# in ./questions. Resolving again replaces it.
resolve() {
	unresolve
	rm -f resolving questions
	python3 "$root/tests/dnsd.py" --log questions "$@" >resolving &
	dns=$!
	trap unserve EXIT
	until [ -s resolving ]; do
		kill -0 "$dns" || exit 70
		sleep 0.02
	done
	# shellcheck disable=SC2034 # the case reads it
	read -r resolver <resolving
}

unresolve() {
	[ -n "${dns-}" ] || return 0
	kill "$dns"
	wait "$dns"
	dns=
}

unserve() {
	unresolve
	unregister
}

unregister() {
	[ -n "${server-}" ] || return 0
	kill "$server"
	wait "$server"
	server=
}

# asked NUMBER: wait until the registry has been asked that many times.
asked() {
	for _ in $(seq 500); do
		[ "$(wc -l <requests)" -ge "$1" ] && return
		sleep 0.02
	done
	echo "the registry was not asked $1 times" >&2
	exit 70
}
