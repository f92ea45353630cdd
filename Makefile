# tema: a workbench for thematic analysis in the terminal. `make help` lists what can be made.
VERSION = 0.1.0
O ?= build
PREFIX ?= /usr/local
DESTDIR ?=
CFLAGS ?= -O2 -g
PKGS = ncursesw sqlite3 icu-i18n icu-uc jansson libsodium libxml-2.0 libzip
DEPS = libc6-dev pkg-config libncurses-dev libsqlite3-dev libicu-dev libjansson-dev libsodium-dev libxml2-dev libzip-dev
TEST_DEPS = zlib1g-dev libcriterion-dev libvterm-dev unicode-data mandoc locales-all
LINT_DEPS = clang-tidy cppcheck
FUZZ_DEPS = clang libclang-rt-14-dev zlib1g-dev

LAYERS = base text model store formats report app ui screens cli

comma = ,
WARN = -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wwrite-strings \
       -Wcast-qual -Wvla -Wformat=2 -Wundef -Wold-style-definition -Wimplicit-fallthrough -Wno-overlength-strings
HARDEN = -fstack-protector-strong -fPIE -fno-strict-overflow
ifdef SAN
override O := $(O)-$(subst $(comma),-,$(SAN))
SANFLAGS = -fsanitize=$(SAN) -fno-omit-frame-pointer -fno-sanitize-recover=all
else ifeq ($(findstring -O0,$(CFLAGS)),)
HARDEN += -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
endif

# ncursesw's .pc sets an older _XOPEN_SOURCE, so ours comes after it. libc has iconv, or GNU libiconv does.
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
PKG_LIBS := $(shell pkg-config --libs $(PKGS) 2>/dev/null)
ICONV_LIBS := $(shell echo 'void *iconv_open(const char *, const char *); int main(void) { return !iconv_open("a", "b"); }' | \
    $(CC) -x c - -o /dev/null 2>/dev/null || echo -liconv)
CPPFLAGS_ALL = -Iinclude -I$(O)/gen $(PKG_CFLAGS) -U_XOPEN_SOURCE -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE \
               -DTEMA_VERSION='"$(VERSION)"' -DTEMA_LOCALEDIR='"$(PREFIX)/share/locale"' $(CPPFLAGS)
CFLAGS_ALL = -std=c17 $(WARN) $(HARDEN) $(SANFLAGS) $(CFLAGS)
LDFLAGS_ALL = -pie -Wl,-z,relro,-z,now $(SANFLAGS) $(LDFLAGS)
LIBS_ALL = $(PKG_LIBS) $(ICONV_LIBS)

.PHONY: all
all: $(O)/tema $(O)/sample.tema ## build the program and the sample project

# --- what is made from other files ---
STATEMENTS = $(sort $(filter-out src/store/schema.sql,$(wildcard src/store/*.sql)))
EMBEDDED = $(sort $(wildcard themes/*.theme data/frameworks/*.json data/refi/*.xsd))
GENERATED = $(O)/gen/statements.h $(O)/gen/schema.h

$(O)/gen/statements.h: $(STATEMENTS) tools/sql.awk
	@mkdir -p $(@D)
	awk -v set=statement -f tools/sql.awk $(STATEMENTS) >$@.tmp && mv $@.tmp $@
$(O)/gen/schema.h: src/store/schema.sql tools/sql.awk
	@mkdir -p $(@D)
	awk -v set=schema -f tools/sql.awk $< >$@.tmp && mv $@.tmp $@
$(O)/gen/embedded.c: $(EMBEDDED) tools/embed.sh
	@mkdir -p $(@D)
	tools/embed.sh $(EMBEDDED) >$@.tmp && mv $@.tmp $@
$(O)/sample.tema: $(O)/tema $(wildcard data/sample/* data/frameworks/*)
	@rm -f $@
	data/sample/build.sh $(O)/tema $@

# --- the layers' libraries, each from src/LAYER/*.c ---
define layer
OBJ_$(1) := $$(patsubst src/%.c,$$(O)/obj/%.o,$$(filter-out src/cli/main.c,$$(wildcard src/$(1)/*.c)))
$$(O)/lib$(1).a: $$(OBJ_$(1)) $(if $(filter base,$(1)),$$(O)/obj/gen/embedded.o)
	@rm -f $$@
	$$(AR) rcs $$@ $$^
endef
$(foreach l,$(LAYERS),$(eval $(call layer,$(l))))

$(OBJ_store): | $(GENERATED)
$(O)/obj/gen/%.o: $(O)/gen/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -c -o $@ $<
$(O)/obj/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) -MMD -MP $(CPPFLAGS_ALL) $(CFLAGS_ALL) -c -o $@ $<

# What a layer links: itself and all below it, upper ones first.
UP_base = base
UP_text = text base
UP_model = model text base
UP_store = store model text base
UP_formats = formats store model text base
UP_report = report formats store model text base
UP_app = app report formats store model text base
UP_ui = ui text base
UP_screens = screens ui app report formats store model text base
UP_cli = cli $(UP_screens)
libs = $(patsubst %,$(O)/lib%.a,$(UP_$(1)))

$(O)/tema: $(O)/obj/cli/main.o $(call libs,cli)
	$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIBS_ALL)

# --- tests: a program per layer, one for the screens' goldens, one behind a pseudo-terminal ---
test_objects = $(patsubst tests/%.c,$(O)/obj/tests/%.o,$(wildcard tests/$(1)/*.c)) $(O)/obj/tests/leaks.o
define unit
$$(O)/test/unit-$(1): $$(call test_objects,unit/$(1)) $$(call libs,$(1))
	@mkdir -p $$(@D)
	$$(CC) $$(LDFLAGS_ALL) -o $$@ $$^ $$(LIBS_ALL) -lcriterion -lm
.PHONY: unit-$(1)
unit-$(1): $$(O)/test/unit-$(1)
	$$(O)/test/unit-$(1)
endef
$(foreach l,$(LAYERS),$(eval $(call unit,$(l))))
UNIT_TESTS = $(foreach l,$(LAYERS),$(if $(wildcard tests/unit/$(l)/*.c),$(O)/test/unit-$(l)))

$(O)/test/screen: $(call test_objects,screen) $(call libs,screens)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIBS_ALL) -lcriterion -lm
$(O)/test/tty: $(call test_objects,tty) $(call libs,screens)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIBS_ALL) -lcriterion -lvterm -lutil -lm
$(O)/obj/tests/%.o: tests/%.c | $(GENERATED)
	@mkdir -p $(@D)
	$(CC) -MMD -MP -Itests $(CPPFLAGS_ALL) $(CFLAGS_ALL) -Wno-missing-prototypes -c -o $@ $<

-include $(shell find $(O)/obj -name '*.d' 2>/dev/null)

.PHONY: check check-plain check-sanitized check-tree tests
check: ## install what tests need, build, run every test, also under ASan and UBSan
	@tools/deps.sh $(DEPS) $(TEST_DEPS)
	@$(MAKE) --no-print-directory all tests
	@$(MAKE) --no-print-directory SAN=address,undefined all tests
	@tools/check.sh '$(O)' '$(O)-address-undefined' $(LAYERS)
tests: $(UNIT_TESTS) $(O)/test/screen $(O)/test/tty $(O)/test/replay

.PHONY: headers
headers: # every public and private header compiles by itself
	@for h in $$(find include src -name '*.h'); do \
	    echo "#include \"$$PWD/$$h\"" | $(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -Wno-unused -fsyntax-only -x c - || exit 1; done

.PHONY: lint
lint: $(GENERATED) ## clang-tidy and cppcheck over everything
	@tools/deps.sh $(DEPS) $(LINT_DEPS)
	printf '%s\n' $(sort $(wildcard src/*/*.c)) | xargs -P"$$(nproc)" -I{} clang-tidy --quiet {} -- -std=c17 $(CPPFLAGS_ALL)
	cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
	    --suppressions-list=tools/cppcheck.txt --library=posix -Iinclude -I$(O)/gen src
	tools/layers.sh
	mandoc -T lint -W warning man/*.[157]

.PHONY: clang
clang: ## the second compiler: build everything with clang
	@tools/deps.sh $(DEPS) clang
	@$(MAKE) --no-print-directory CC=clang O='$(O)-clang' all

# --- getting going ---
.PHONY: deps demo
deps: ## install the packages the program is built from (Debian: apt-get)
	@tools/deps.sh $(DEPS)
demo: deps ## build, and open a copy of the sample study in the workbench
	@$(MAKE) --no-print-directory all
	@tools/demo.sh '$(O)/tema' '$(O)/sample.tema' demo.tema

$(O)/picture: tools/picture.c $(call libs,screens)
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $< $(call libs,screens) $(LIBS_ALL)
.PHONY: screenshots manual
screenshots: $(O)/picture $(O)/sample.tema ## draw the README's screens as SVG
	tools/pictures.sh $(O)/picture $(O)/sample.tema
manual: $(O)/tema ## write the manual's lists of keys and roles anew
	tools/manual.sh $(O)/tema

# --- fuzzing: every reader with libFuzzer, which is clang's ---
FUZZED = $(O)-fuzzer-no-link-address-undefined
fuzz_objects = $(patsubst %,$(O)/obj/tests/fuzz/%.o,$(1) targets wrap)
$(O)/test/fuzz: $(call fuzz_objects,reader) $(call libs,formats)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS_ALL) -fsanitize=fuzzer -o $@ $^ $(LIBS_ALL) -lz
$(O)/test/wrapped: $(call fuzz_objects,wrapped) $(call libs,formats)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIBS_ALL) -lz
$(O)/test/replay: $(call fuzz_objects,replay) $(call libs,formats)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIBS_ALL) -lz
.PHONY: fuzzer fuzz
fuzzer: all
	@$(MAKE) --no-print-directory CC=clang SAN=fuzzer-no-link,address,undefined O='$(O)' '$(FUZZED)/test/fuzz'
	@$(MAKE) --no-print-directory '$(O)/test/wrapped'
fuzz: ## fuzz every reader (READER= one, SECONDS= each; else 2 minutes, 20 for zips, XML and databases)
	@tools/deps.sh $(DEPS) $(FUZZ_DEPS)
	@$(MAKE) --no-print-directory fuzzer
	@tools/fuzz.sh '$(O)' '$(FUZZED)/test/fuzz' '$(SECONDS)' $(READER)

# --- measuring: a large invented project, and the program against its budgets ---
bench_objects = $(patsubst tests/%.c,$(O)/obj/tests/%.o,$(wildcard tests/bench/$(1)*.c))
$(O)/test/generate: $(call bench_objects,generate) $(call bench_objects,invent) $(call libs,formats)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIBS_ALL)
$(O)/test/measure: $(call bench_objects,measure) $(O)/obj/tests/tty/harness.o $(call libs,screens)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIBS_ALL) -lvterm -lutil -lm
.PHONY: bench
bench: $(O)/tema $(O)/test/generate $(O)/test/measure ## measure speed and memory on a large invented project (230 MB in build/)
	@tests/bench/run '$(O)'

# --- installing ---
INSTALLED = bin/tema $(foreach m,$(wildcard man/*.[157]),share/man/man$(subst .,,$(suffix $(m)))/$(notdir $(m))) \
            $(patsubst data/%,share/tema/%,$(wildcard data/frameworks/* data/sample/*)) $(patsubst %,share/tema/%,$(wildcard themes/*))
.PHONY: install uninstall
install: $(O)/tema ## install under PREFIX (default /usr/local), DESTDIR for packagers
	@tools/install.sh '$(DESTDIR)$(PREFIX)' '$(O)' $(INSTALLED)
uninstall: ## remove what install put there
	@tools/uninstall.sh '$(DESTDIR)$(PREFIX)' $(INSTALLED)

.PHONY: clean help
clean: ## remove what was built
	rm -rf '$(O)' '$(O)-address-undefined' '$(O)-clang' '$(FUZZED)'
help: ## this list
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-18s %s\n", $$1, $$2 }'
	@echo 'Variables: O=folder PREFIX= DESTDIR= CC=gcc|clang CFLAGS= SAN=address,undefined'
