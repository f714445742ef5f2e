# whoexposed: build, check, demo. Two targets do the whole set-up on a fresh
# Debian 12 machine: `make demo` and `make check`.

VERSION = 0.1.0
MAINTAINER = the whoexposed authors <whoexposed@localhost.localdomain>
PREFIX  = /usr/local
B       = build
Q       = @

# What each kind of work needs, as Debian names it.
BUILD_PACKAGES = gcc libc6-dev pkgconf libcurl4-openssl-dev libjansson-dev \
	libxml2-dev libsqlite3-dev libidn2-dev libssl-dev zlib1g-dev \
	libconfuse-dev libpsl-dev libc-ares-dev libarchive-dev \
	ca-certificates
CHECK_PACKAGES = $(BUILD_PACKAGES) check cmark fish jq python3 \
	python3-jsonschema python3-prometheus-client openssl nginx-light strace zsh
LINT_PACKAGES  = $(CHECK_PACKAGES) clang clang-format cppcheck git mandoc \
	shellcheck systemd valgrind
DEB_PACKAGES   = $(BUILD_PACKAGES) dpkg-dev git lintian debootstrap
BROWSER_PACKAGES = $(BUILD_PACKAGES) chromium fonts-dejavu-core \
	fonts-liberation poppler-utils pngquant
METRICS_PACKAGES = $(CHECK_PACKAGES) prometheus
BENCH_PACKAGES = $(CHECK_PACKAGES) curl sqlite3

LIBS       = libcurl jansson libxml-2.0 sqlite3 libidn2 libcrypto zlib \
	libconfuse libpsl libcares libarchive
CC         = gcc
CFLAGS     = -O2 -g
CPPFLAGS   = -D_GNU_SOURCE -D_FORTIFY_SOURCE=2 -I. -I$(B) \
	-DVERSION='"$(VERSION)"'
WARNINGS   = -std=c11 -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wpointer-arith -Wcast-qual -Wwrite-strings \
	-Wformat=2 -Wvla -Wundef
HARDENING  = -fstack-protector-strong -fPIE
LDHARDEN   = -pie -Wl,-z,relro,-z,now
LDLIBS     = $(shell pkg-config --libs $(LIBS))
PKGFLAGS   = $(shell pkg-config --cflags $(LIBS))

# Data files that are compiled in, each as one string constant.
SCHEMAS    = $(sort $(wildcard store/schema/[0-9]*.sql))
HISTORY    = store/schema/history.sql
DATA       = $(sort $(wildcard reports/data/*))

SOURCES    = $(sort $(wildcard rdap/*.c store/*.c reports/*.c cmd/*.c))
OBJECTS    = $(SOURCES:%.c=$(B)/%.o) $(B)/store/schema.o $(B)/reports/data.o
UNITS      = $(sort $(wildcard tests/unit/*.c))
UNIT_OBJECTS = $(UNITS:%.c=$(B)/%.o)

# What completes words in a shell, made from the program's own tables.
COMPLETIONS = $(B)/completions/whoexposed.bash $(B)/completions/_whoexposed \
	$(B)/completions/whoexposed.fish

all: $(B)/whoexposed $(COMPLETIONS)

$(B)/whoexposed: $(OBJECTS)
	@echo "ld $@"
	$(Q)$(CC) $(CFLAGS) $(LDHARDEN) $(LDFLAGS) -o $@ $(OBJECTS) $(LDLIBS)

$(B)/completions/whoexposed.bash: SHELL_NAME = bash
$(B)/completions/_whoexposed: SHELL_NAME = zsh
$(B)/completions/whoexposed.fish: SHELL_NAME = fish
$(COMPLETIONS): $(B)/whoexposed
	@mkdir -p $(@D)
	$(Q)$(B)/whoexposed completions $(SHELL_NAME) > $@

$(B)/%.o: %.c
	@mkdir -p $(@D)
	@echo "cc $<"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(WARNINGS) $(HARDENING) $(PKGFLAGS) \
	    -MMD -MP -c -o $@ $<

# Everything but main() for the tests; the fetch layer is replaced for the unit
# tests by one that serves recordings and can touch no network.
LIBRARY      = $(filter-out $(B)/cmd/%,$(OBJECTS))
UNIT_LIBRARY = $(filter-out $(B)/rdap/fetch.o,$(LIBRARY)) \
	$(B)/tests/fixture_fetch.o
CHECK_LIBS   = $(shell pkg-config --libs check)

# ---- files that are made -------------------------------------------------

# A text file as lines of a C string constant.
QUOTE = sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/    "/' -e 's/$$/\\n"/'

$(B)/store/schema.c: $(SCHEMAS) $(HISTORY) Makefile
	@mkdir -p $(@D)
	$(Q){ echo '#include "store/schema.h"'; \
	  echo 'const struct schema_file schema_files[] = {'; \
	  for f in $(SCHEMAS); do \
		n=$${f##*/}; v=$$(echo "$${n%%_*}" | sed 's/^0*//'); \
		echo "    {\"$$n\", $$v,"; $(QUOTE) $$f; echo '    },'; \
	  done; echo '};'; \
	  echo 'const size_t schema_file_count = $(words $(SCHEMAS));'; \
	  echo 'const char schema_history[] ='; $(QUOTE) $(HISTORY); \
	  echo '    ;'; \
	} > $@

$(B)/reports/data.c: $(DATA) Makefile
	@mkdir -p $(@D)
	$(Q){ echo '#include "reports/data.h"'; \
	  for f in $(DATA); do \
		n=$${f##*/}; n=$$(echo "$${n%.*}" | tr '.-' '__'); \
		echo "const char data_$$n[] ="; $(QUOTE) $$f; echo '    ;'; \
	  done; } > $@

$(B)/tests/suites.h: $(UNITS) Makefile
	@mkdir -p $(@D)
	$(Q){ echo '#include <check.h>'; \
	  for u in $(notdir $(UNITS:.c=)); do \
		echo "Suite *suite_$$u(void);"; done; } > $@

$(B)/tests/runner.c: $(B)/tests/suites.h tests/runner.c.in
	$(Q){ cat tests/runner.c.in; \
	  echo 'const struct suite_row suites[] = {'; \
	  for u in $(notdir $(UNITS:.c=)); do \
		echo "    {\"$$u\", suite_$$u},"; done; \
	  echo '    {NULL, NULL},'; echo '};'; } > $@

$(B)/%.o: $(B)/%.c
	@echo "cc $<"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(WARNINGS) $(HARDENING) $(PKGFLAGS) \
	    -MMD -MP -c -o $@ $<

$(UNIT_OBJECTS): | $(B)/tests/suites.h

# ---- the two commands, and their pieces -----------------------------------

demo: build-packages
	@$(MAKE) --no-print-directory -s all
	@$(B)/whoexposed audit EXMPL-1 --domain example.com \
	    --replay fixtures/recordings/demo --now 2026-11-24T09:30:00Z; \
	status=$$?; [ $$status -eq 0 ] || [ $$status -eq 3 ]
	@echo
	@echo "This was a recording of an invented organization. For yours:"
	@echo "  $(B)/whoexposed find 203.0.113.7     (one of your addresses)"
	@echo "  $(B)/whoexposed audit YOUR-ORG-1"

check: check-packages
	@$(MAKE) --no-print-directory -j2 all runners
	@$(MAKE) --no-print-directory -j1 tests

build-packages:
	@.ci/packages $(BUILD_PACKAGES)
check-packages:
	@.ci/packages $(CHECK_PACKAGES)
lint-packages:
	@.ci/packages $(LINT_PACKAGES)
bench-packages:
	@.ci/packages $(BENCH_PACKAGES)
browser-packages:
	@.ci/packages $(BROWSER_PACKAGES)

tests: unit fetch-tests corpus-tests recording-tests character-tests \
	golden-tests fuzz-replay soak-tests crash-tests cli-tests \
	completion-tests

unit: $(B)/tests/unit-runner
	$(B)/tests/unit-runner

fetch-tests: $(B)/tests/fetch-runner
	$(B)/tests/fetch-runner

corpus-tests: $(B)/tests/dump $(B)/tests/rwsdump $(B)/tests/kinds
	python3 tests/corpus.py $(B)/tests/dump
	python3 tests/rwscorpus.py $(B)/tests/rwsdump
	python3 tests/whois43.py $(B)/tests/dump $(B)/tests/rwsdump
	python3 tests/mailboxes.py corpus $(B)/tests/kinds

recording-tests:
	tests/frozen
	python3 tests/check_recordings.py

# The one that Debian's python3-* packages are for.
DEBIAN_PYTHON = /usr/bin/python3

# Every character there is takes two minutes: make characters.
character-tests: $(B)/tests/characters
	$(DEBIAN_PYTHON) tests/characters.py $(B)/tests/characters
characters: $(B)/tests/characters
	$(DEBIAN_PYTHON) tests/characters.py $(B)/tests/characters --all

# Every format over every recording; UPDATE=1 writes what is expected.
golden-tests: all
	$(DEBIAN_PYTHON) tests/golden.py $(B)/whoexposed

# The same, and promtool reads what is for Prometheus: Debian has it only with a
# server that nobody needs for `make check`.
metrics: metrics-packages golden-tests
metrics-packages:
	@.ci/packages $(METRICS_PACKAGES)

# The fuzzers' seeds and finds, replayed; `make fuzz SECONDS=60` looks for more.
FUZZERS = $(basename $(notdir $(wildcard tests/fuzz/*.c)))

fuzz-replay: $(FUZZERS:%=$(B)/tests/fuzz/%.replay)
	for f in $(FUZZERS); do \
		$(B)/tests/fuzz/$$f.replay $$(find tests/fuzz/*/$$f -type f) || \
		exit 1; done

$(B)/tests/fuzz/%.replay: tests/fuzz/%.c $(LIBRARY)
	@mkdir -p $(@D)
	@echo "ld $@"
	$(Q)$(CC) $(CPPFLAGS) -DREPLAY $(CFLAGS) $(WARNINGS) $(PKGFLAGS) \
	    $(HARDENING) $(LDHARDEN) -o $@ $< $(LIBRARY) $(LDLIBS)

SECONDS = 60
fuzz: lint-packages
	for f in $(FUZZERS); do $(MAKE) fuzz-$$f || exit 1; done

fuzz-%:
	@mkdir -p build/fuzz/corpus/$* tests/fuzz/finds/$*
	clang $(CPPFLAGS) -g -O1 -fsanitize=fuzzer,address,undefined \
	    $(PKGFLAGS) -o build/fuzz/$* tests/fuzz/$*.c $(wildcard rdap/*.c) \
	    $(LDLIBS)
	build/fuzz/$* -max_total_time=$(SECONDS) -max_len=8192 \
	    -artifact_prefix=tests/fuzz/finds/$*/ build/fuzz/corpus/$* \
	    tests/fuzz/seeds/$*

cli-tests: all
	tests/cli/run $(B)/whoexposed

# Typed into bash, zsh and fish; one that is not there is skipped, and told.
completion-tests: all
	python3 tests/completions.py $(B)/whoexposed

runners: $(B)/tests/unit-runner $(B)/tests/fetch-runner $(B)/tests/soak/soak

$(B)/tests/unit-runner: $(B)/tests/runner.o $(UNIT_OBJECTS) $(UNIT_LIBRARY)
	@echo "ld $@"
	$(Q)$(CC) $(CFLAGS) $(LDHARDEN) -o $@ $^ $(LDLIBS) $(CHECK_LIBS)

$(B)/tests/fetch-runner: $(B)/tests/fetch/runner.o $(LIBRARY)
	@echo "ld $@"
	$(Q)$(CC) $(CFLAGS) $(LDHARDEN) -o $@ $^ $(LDLIBS) $(CHECK_LIBS)

TOOLS = $(B)/tests/dump $(B)/tests/rwsdump $(B)/tests/kinds \
	$(B)/tests/characters
$(TOOLS): $(B)/tests/%: $(B)/tests/%.o $(LIBRARY)
	@echo "ld $@"
	$(Q)$(CC) $(CFLAGS) $(LDHARDEN) -o $@ $^ $(LDLIBS)

# Nothing lost, nothing falsely fixed: random schedules of faults against what is
# true; a run killed and failed at its calls that change files, its power cut,
# and others at work beside it. Short in `make check`; `make soak` is for the
# night: COUNT schedules from SEED on.
# tests/soak/seeds lists those that broke a promise once.
COUNT = 100000
SEED  = $(shell date +%s)000
SOAK_OBJECTS = $(patsubst %.c,$(B)/%.o,$(wildcard tests/soak/*.c))

soak: check-packages all $(B)/tests/soak/soak $(B)/tests/starve.so
	$(B)/tests/soak/soak tests/soak/seeds
	$(B)/tests/soak/soak -j $$(nproc) -s $(SEED) -n $(COUNT)
	python3 tests/crash.py $(B)/whoexposed --long
	python3 tests/power.py $(B)/whoexposed --long
	python3 tests/together.py $(B)/whoexposed --long

soak-tests: $(B)/tests/soak/soak
	$(B)/tests/soak/soak tests/soak/seeds
	$(B)/tests/soak/soak -j $$(nproc) -s 1000000000 -n 2000

# Preloaded into the program by tests/crash.py.
$(B)/tests/starve.so: tests/starve.c
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(WARNINGS) -shared -fPIC -o $@ $<

crash-tests: all $(B)/tests/starve.so
	python3 tests/crash.py $(B)/whoexposed
	python3 tests/power.py $(B)/whoexposed
	python3 tests/together.py $(B)/whoexposed

$(B)/tests/soak/soak: $(SOAK_OBJECTS) $(LIBRARY)
	@echo "ld $@"
	$(Q)$(CC) $(CFLAGS) $(LDHARDEN) -o $@ $^ $(LDLIBS)

# The same tests with the compiler's sanitizers, and under valgrind.
SANITIZE = -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
sanitize: check-packages
	$(MAKE) -j2 B=build/sanitize CFLAGS="$(SANITIZE)" all runners
	CK_TIMEOUT_MULTIPLIER=10 $(MAKE) -j1 B=build/sanitize \
	    CFLAGS="$(SANITIZE)" unit fetch-tests cli-tests

# Suites that valgrind takes minutes for: character sweeps, files, large texts.
SLOW = escape place whoisrws delegated irr corpus

valgrind: lint-packages
	$(MAKE) $(B)/tests/unit-runner
	CK_FORK=no CK_TIMEOUT_MULTIPLIER=20 valgrind -q --error-exitcode=9 \
	    --leak-check=full --child-silent-after-fork=yes \
	    $(B)/tests/unit-runner $(filter-out $(SLOW),$(notdir $(UNITS:.c=)))

# ---- the page in a browser; needs Node.js and npm beside the packages -------

EXAMPLES = fixtures/expected
PICTURES = fixtures/screenshots

# Versions are fixed: what a newer one finds is found when it is wanted.
$(B)/browser/node_modules: Makefile
	npm install --prefix $(B)/browser --no-audit --no-fund --silent \
	    playwright-core@1.65.1 axe-core@4.14.1
	@touch $@

NODE = NODE_PATH=$(B)/browser/node_modules node

screenshots: browser-packages $(B)/browser/node_modules
	$(NODE) tests/browser/screenshots.js $(EXAMPLES)/demo.html \
	    $(EXAMPLES)/demo.color.txt $(PICTURES)
	pdftoppm -r 80 -png -f 1 -l 1 -singlefile $(PICTURES)/print.pdf \
	    $(PICTURES)/print
	rm $(PICTURES)/print.pdf
	pngquant --force --skip-if-larger --strip --ext .png 64 \
	    $(PICTURES)/*.png || [ $$? -eq 98 ]

# axe-core over the page of each recording, in light and in dark.
a11y: browser-packages all $(B)/browser/node_modules
	@rm -rf $(B)/pages && mkdir -p $(B)/pages
	@for one in EXMPL-1:demo HLTHY-1:healthy HOSTL-1:hostile \
	    SIBLA-1:siblings NGLCT-1:neglected LAPSD-1:lapsed; do \
		$(B)/whoexposed audit $${one%:*} -q \
		    --replay fixtures/recordings/$${one#*:} \
		    -o $(B)/pages/$${one#*:}.html || [ $$? -eq 3 ] || exit 1; \
	done
	$(NODE) tests/browser/a11y.js $(B)/pages/*.html

bench: bench-packages
	@$(MAKE) --no-print-directory -s all $(B)/tests/kinds
	python3 tests/mailboxes.py matrix $(B)/tests/kinds
	python3 tests/bench/bench.py --program $(B)/whoexposed

lint: lint-packages
	tests/lint

# ---- to where it is used ---------------------------------------------------

BINDIR  = $(PREFIX)/bin
DATADIR = $(PREFIX)/share
ZSHDIR  = $(DATADIR)/zsh/site-functions
# FROM:TO of all that is installed beside the program, mode 644.
INSTALLED = \
	cmd/whoexposed.1:$(DATADIR)/man/man1/whoexposed.1 \
	cmd/whoexposed.conf.5:$(DATADIR)/man/man5/whoexposed.conf.5 \
	reports/report.schema.json:$(DATADIR)/whoexposed/report.schema.json \
	$(foreach f,$(wildcard reports/monitoring/*),$(f):$(DATADIR)/whoexposed/$(notdir $(f))) \
	$(B)/whoexposed.service:$(PREFIX)/lib/systemd/system/whoexposed.service \
	cmd/whoexposed.timer:$(PREFIX)/lib/systemd/system/whoexposed.timer \
	cmd/whoexposed.sysusers:$(PREFIX)/lib/sysusers.d/whoexposed.conf \
	$(B)/completions/whoexposed.bash:$(DATADIR)/bash-completion/completions/whoexposed \
	$(B)/completions/_whoexposed:$(ZSHDIR)/_whoexposed \
	$(B)/completions/whoexposed.fish:$(DATADIR)/fish/vendor_completions.d/whoexposed.fish

install: all
	sed 's|/usr/local/|$(PREFIX)/|' cmd/whoexposed.service \
	    >$(B)/whoexposed.service
	install -D -m 755 $(B)/whoexposed $(DESTDIR)$(BINDIR)/whoexposed
	for f in $(INSTALLED); do \
		install -D -m 644 "$${f%%:*}" "$(DESTDIR)$${f#*:}" || exit 1; done

uninstall:
	rm -f $(DESTDIR)$(BINDIR)/whoexposed
	for f in $(INSTALLED); do rm -f "$(DESTDIR)$${f#*:}" || exit 1; done
	rmdir $(DESTDIR)$(DATADIR)/whoexposed 2>/dev/null || :

# A Debian package, and a tarball of what is committed: the same byte for byte
# for the same commit.
deb: deb-packages
	@B=$(B) VERSION=$(VERSION) MAKE="$(MAKE)" MAINTAINER="$(MAINTAINER)" \
	    cmd/package/deb

dist:
	@B=$(B) VERSION=$(VERSION) cmd/package/dist

# Both, tried: see the head of the script.
package-tests: deb-packages
	@B=$(B) VERSION=$(VERSION) MAKE="$(MAKE)" MAINTAINER="$(MAINTAINER)" \
	    tests/package

deb-packages:
	@.ci/packages $(DEB_PACKAGES)

clean:
	rm -rf build

.PHONY: all demo check tests unit fetch-tests corpus-tests recording-tests \
	character-tests characters golden-tests fuzz-replay fuzz soak soak-tests \
	crash-tests cli-tests completion-tests runners sanitize valgrind bench \
	lint install uninstall deb dist package-tests deb-packages clean \
	build-packages check-packages lint-packages browser-packages \
	screenshots a11y metrics metrics-packages
.DELETE_ON_ERROR:

-include $(OBJECTS:.o=.d) $(UNIT_OBJECTS:.o=.d) $(wildcard $(B)/tests/*.d \
	$(B)/tests/*/*.d)
