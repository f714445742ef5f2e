#include <confuse.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "accept_file.h"
#include "comments.h"
#include "options.h"
#include "rdap/address.h"
#include "rdap/alloc.h"
#include "rdap/clock.h"
#include "reports/unicode.h"
#include "trusted_file.h"

#define DAY       86400
#define WORDS_MAX 500
#define ID_DIGITS 12
/* As in config.c: libconfuse takes the end of the file for the end of a section
 * as well. */
#define THE_END "end-of-file"

struct reading {
	const char *path;
	cfg_t *root;
	struct acceptances *into;
	struct strings seen; /* fields of the entry being read */
	unsigned line;       /* where it begins, 0: not known yet */
	struct error *err;
};

/* libconfuse's callbacks have no argument of their own. */
static struct reading *reading;

static int
complain(unsigned line, const char *name, const struct error *why)
{
	return error_set(reading->err, ERROR_CONFIG, "%s:%u: %s: %s",
	    reading->path, line, name, why->text);
}

/* ---- fields ------------------------------------------------------------- */

bool
accept_is_id(const char *text)
{
	size_t head = strncmp(text, "gap-", 4) == 0 ? 4 : 6;

	if (head == 6 && (strncmp(text, "WE", 2) != 0 ||
			     strspn(text + 2, "0123456789") != 3 ||
			     text[5] != '-' || strncmp(text, "WE000", 5) == 0))
		return false;
	return strlen(text + head) == ID_DIGITS &&
	       strspn(text + head, "0123456789abcdef") == ID_DIGITS;
}

int
accept_date(const char *text, int64_t *day, struct error *err)
{
	if (strlen(text) != strlen("2027-06-30") ||
	    clock_parse(text, day) == -1)
		return error_set(err, ERROR_USAGE,
		    "expected a day such as 2027-06-30, not \"%.40s\"", text);
	return 0;
}

int
accept_words(const char *text, struct error *err)
{
	const char *p = text + strspn(text, " ");
	uint32_t c;
	size_t len;

	if (*p == '\0' || strlen(text) > WORDS_MAX)
		return error_set(err, ERROR_USAGE,
		    "expected words, at most %d bytes of them", WORDS_MAX);
	for (p = text; *p != '\0'; p += len) {
		len = unicode_decode(p, &c);
		if (len == 0 || c < 0x20 || (c >= 0x7f && c < 0xa0))
			return error_set(err, ERROR_USAGE,
			    "expected words on one line, in UTF-8");
	}
	return 0;
}

static int
check_finding(const char *value, struct error *err)
{
	if (accept_is_id(value))
		return 0;
	return error_set(err, ERROR_USAGE,
	    "expected the id of a finding (WE102-3f9c0a71b2d4; WE000 cannot be "
	    "accepted, its gaps can) or of a gap (gap-3f9c0a71b2d4)");
}

static int
check_rule(const char *value, struct error *err)
{
	const struct rule *rule = rule_find(value);

	if (rule != NULL && strcmp(rule->id, "WE000") != 0)
		return 0;
	return error_set(err, ERROR_USAGE,
	    "expected a rule such as WE102 or personal-on-role-poc, but WE000, "
	    "not \"%.40s\"",
	    value);
}

static int
check_any(const char *value, struct error *err)
{
	if (value[strspn(value, " ")] != '\0' && strpbrk(value, "*?") == NULL)
		return 0;
	return error_set(err, ERROR_USAGE,
	    "expected one, whole and without wildcards; leave it out for any");
}

static int
check_date(const char *value, struct error *err)
{
	int64_t day;

	return accept_date(value, &day, err);
}

static const struct entry_field {
	const char *name;
	int (*check)(const char *value, struct error *err);
	bool needed;
} fields[] = {
    {"finding", check_finding, false},
    {"address", check_any, false},
    {"rule", check_rule, false},
    {"record", check_any, false},
    {"reason", accept_words, true},
    {"until", check_date, true},
    {"by", accept_words, true},
    {"on", check_date, true},
};
#define FIELD_COUNT (sizeof(fields) / sizeof(*fields))

/* ---- entries, as they are read ------------------------------------------ */

static int
on_field(cfg_t *cfg, cfg_opt_t *opt, const char *value, void *result)
{
	struct error why = {0};
	size_t i = 0;

	*(const char **)result = value;
	if (reading->line == 0)
		reading->line = (unsigned)reading->root->line;
	while (strcmp(fields[i].name, cfg_opt_name(opt)) != 0)
		i++;
	if (!strings_add_unique(&reading->seen, fields[i].name))
		error_set(&why, ERROR_USAGE, "is given twice");
	else
		fields[i].check(value, &why);
	if (why.code == ERROR_NONE)
		return 0;
	return complain((unsigned)cfg->line, fields[i].name, &why);
}

static char *
text_of(cfg_t *section, const char *name)
{
	const char *text = cfg_getstr(section, name);

	return xstrdup(text != NULL ? text : "");
}

static struct acceptance
make(cfg_t *section)
{
	struct acceptance x = {.finding = text_of(section, "finding"),
	    .record = text_of(section, "record"),
	    .reason = text_of(section, "reason"),
	    .by = text_of(section, "by"),
	    .title = xstrdup(cfg_title(section)),
	    .line = reading->line,
	    .last = (unsigned)section->line};
	const char *rule = cfg_getstr(section, "rule");
	char *address = text_of(section, "address");

	x.rule = xstrdup(rule != NULL ? rule_find(rule)->id : "");
	x.address = *address != '\0' ? address_key(address) : xstrdup("");
	free(address);
	accept_date(cfg_getstr(section, "until"), &x.until, NULL);
	accept_date(cfg_getstr(section, "on"), &x.on, NULL);
	x.until += DAY - 1;
	return x;
}

/* What it covers, in a way that nobody can mean otherwise. */
static void
check_target(struct acceptance *x, struct error *why)
{
	bool pattern = *x->address != '\0' || *x->record != '\0';

	if (*x->finding != '\0' && (pattern || *x->rule != '\0'))
		error_set(why, ERROR_USAGE,
		    "expected either a finding or address, rule and record, "
		    "not both");
	else if (*x->finding != '\0' && accept_is_id(x->title) &&
		 strcmp(x->title, x->finding) != 0)
		error_set(why, ERROR_USAGE,
		    "its title is another finding's; expected the same");
	else if (*x->finding == '\0' && accept_is_id(x->title) && !pattern &&
		 *x->rule == '\0') {
		free(x->finding);
		x->finding = xstrdup(x->title);
	} else if (*x->finding == '\0' && !pattern)
		error_set(why, ERROR_USAGE,
		    "expected a finding, an address or a record%s",
		    *x->rule != '\0' ? "; a rule alone would accept what "
				       "nobody has seen yet"
				     : "");
	else if (x->until < x->on)
		error_set(why, ERROR_USAGE, "it ends before it begins");
}

static void
check_twins(const struct acceptance *x, struct error *why)
{
	for (size_t i = 0; i < reading->into->count; i++)
		if (acceptance_same(x, &reading->into->items[i]))
			error_set(why, ERROR_USAGE,
			    "is about the same as the entry on line %u; "
			    "expected one of the two",
			    reading->into->items[i].line);
}

/* The end of `accept "TITLE" { ... }`. */
static int
on_entry(cfg_t *cfg, cfg_opt_t *opt)
{
	struct acceptances *all = reading->into;
	cfg_t *section = cfg_opt_getnsec(opt, cfg_opt_size(opt) - 1);
	struct error why = {0};
	struct acceptance x;

	if (reading->line == 0)
		reading->line = (unsigned)cfg->line;
	for (size_t i = 0; i < FIELD_COUNT; i++)
		if (fields[i].needed &&
		    !strings_contain(&reading->seen, fields[i].name))
			error_set(&why, ERROR_USAGE, "expected %s = ...",
			    fields[i].name);
	if (why.code == ERROR_NONE) {
		x = make(section);
		check_target(&x, &why);
		check_twins(&x, &why);
		all->items = xgrow(all->items, all->count, sizeof(x));
		all->items[all->count++] = x;
	}
	if (why.code != ERROR_NONE)
		complain(reading->line, "accept", &why);
	strings_clear(&reading->seen);
	reading->line = 0;
	return why.code == ERROR_NONE ? 0 : -1;
}

static void on_error(cfg_t *cfg, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));

static void
on_error(cfg_t *cfg, const char *fmt, va_list ap)
{
	const char *name = "syntax";
	struct error why = {0};
	char *text;

	if (strcmp(fmt, "no such option '%s'") == 0) {
		name = va_arg(ap, const char *);
		if (strcmp(name, THE_END) == 0) {
			name = "accept";
			error_set(&why, ERROR_CONFIG,
			    "expected a closing brace, not the end of the "
			    "file");
		} else
			error_set(&why, ERROR_CONFIG,
			    "unknown option; expected accept \"ID\" { ... } "
			    "with finding, address, rule, record, reason, "
			    "until, by, on");
	} else if (strstr(fmt, "duplicate title") != NULL) {
		name = "accept";
		error_set(&why, ERROR_CONFIG,
		    "another entry has this title; expected one of the two");
	} else {
		text = xvasprintf(fmt, ap);
		error_set(&why, ERROR_CONFIG,
		    "%s; expected NAME = VALUE, with text in quotes", text);
		free(text);
	}
	complain((unsigned)cfg->line, name, &why);
}

/* ---- the file ----------------------------------------------------------- */

static int
parse(struct reading *r, const char *text)
{
	cfg_opt_t entry[FIELD_COUNT + 1],
	    opts[] = {CFG_SEC("accept", entry,
			  CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES),
		CFG_STR(THE_END, NULL, CFGF_NODEFAULT), CFG_END()};
	char *whole = xasprintf("%s\n" THE_END " = 1\n", text);
	int result;

	comments_blank(whole);
	for (size_t i = 0; i < FIELD_COUNT; i++)
		entry[i] = (cfg_opt_t)CFG_STR_CB(
		    fields[i].name, NULL, CFGF_NODEFAULT, on_field);
	entry[FIELD_COUNT] = (cfg_opt_t)CFG_END();
	reading = r;
	r->root = cfg_init(opts, CFGF_NONE);
	if (r->root == NULL)
		alloc_fail();
	cfg_set_error_function(r->root, on_error);
	cfg_set_validate_func(r->root, "accept", on_entry);
	result = cfg_parse_buf(r->root, whole);
	if (result != CFG_SUCCESS)
		error_set(r->err, ERROR_CONFIG,
		    "%s:%d: expected accept \"ID\" { NAME = VALUE ... }",
		    r->path, r->root->line);
	cfg_free(r->root);
	reading = NULL;
	strings_clear(&r->seen);
	free(whole);
	return result == CFG_SUCCESS ? 0 : -1;
}

int
accept_file_parse(const char *path, const char *text, struct acceptances *into,
    struct error *err)
{
	struct reading r = {.path = path, .into = into, .err = err};

	if (parse(&r, text) == 0)
		return 0;
	acceptances_clear(into);
	return -1;
}

int
accept_file_read(const char *path, struct acceptances *into, struct error *err)
{
	struct buf text = {0};
	int result = trusted_file_read(path, &text, err);

	if (result == 1)
		result = accept_file_parse(
		    path, text.data != NULL ? text.data : "", into, err);
	buf_clear(&text);
	return result;
}
