#include <confuse.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "authority.h"
#include "comments.h"
#include "config.h"
#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "reports/mailbox.h"
#include "trusted_file.h"

#define OPTIONS_MAX  64
#define FILE_DEFAULT "/etc/whoexposed.conf"
/* Put behind the text, since libconfuse takes the end of the file for the end
 * of a section as well. */
#define THE_END "end-of-file"

struct loading {
	struct options *options;
	const char *path;
	struct strings seen; /* options given once already */
	bool authority;      /* so is that of the section at hand */
	int lines;           /* of the file; more is what was put behind it */
	struct error *err;
};

/* libconfuse's callbacks have no argument of their own. */
static struct loading *loading;

static int
complain(cfg_t *cfg, const char *name, const struct error *why)
{
	int line = cfg->line < loading->lines ? cfg->line : loading->lines;

	return error_set(loading->err, ERROR_CONFIG, "%s:%d: %s: %s",
	    loading->path, line, name, why->text);
}

/* A value that is what was put behind the file. */
static int
check_end(const char *value, struct error *why)
{
	if (strcmp(value, THE_END) != 0)
		return 0;
	return error_set(
	    why, ERROR_CONFIG, "expected a value, not the end of the file");
}

/* ---- values, as they are read ------------------------------------------- */

static int
on_value(cfg_t *cfg, cfg_opt_t *opt, const char *value, void *result)
{
	struct error why = {0};
	const char *name = cfg_opt_name(opt);

	*(const char **)result = value;
	if (check_end(value, &why) == -1)
		return complain(cfg, name, &why);
	if ((opt->flags & CFGF_LIST) == 0 &&
	    !strings_add_unique(&loading->seen, name))
		error_set(&why, ERROR_USAGE, "is given twice");
	else
		options_configure(loading->options, name, value, &why);
	return why.code == ERROR_NONE ? 0 : complain(cfg, name, &why);
}

static int
on_domain(cfg_t *cfg, cfg_opt_t *opt, const char *value, void *result)
{
	struct error why = {0};
	const char *name = cfg_opt_name(opt);

	*(const char **)result = value;
	if (check_end(value, &why) == 0 &&
	    options_configure(loading->options,
		*name == 's' ? "shared-domain" : "domain", value, &why) == 0)
		return 0;
	return complain(cfg, name, &why);
}

/* Not repeated in the message: it may be somebody's address. */
static int
on_role(cfg_t *cfg, cfg_opt_t *opt, const char *value, void *result)
{
	struct error why = {0};

	*(const char **)result = value;
	if (mailbox_role_valid(value)) {
		strings_add_unique(&loading->options->roles, value);
		return 0;
	}
	error_set(&why, ERROR_USAGE,
	    "expected mail addresses of roles, such as "
	    "\"helpdesk@example.com\", or words of letters that name roles, "
	    "such as \"helpdesk\"");
	return complain(cfg, cfg_opt_name(opt), &why);
}

static int
on_authority(cfg_t *cfg, cfg_opt_t *opt, const char *value, void *result)
{
	struct error why = {0};

	*(const char **)result = value;
	if (loading->authority)
		error_set(&why, ERROR_USAGE, "is given twice");
	loading->authority = true;
	if (check_end(value, &why) == 0 && why.code == ERROR_NONE &&
	    authority_parse(value, NULL, &why) == 0)
		return 0;
	return complain(cfg, cfg_opt_name(opt), &why);
}

/* The end of `org "HANDLE" { ... }`. */
static int
on_org(cfg_t *cfg, cfg_opt_t *opt)
{
	struct options *o = loading->options;
	cfg_t *section = cfg_opt_getnsec(opt, cfg_opt_size(opt) - 1);
	const char *title = cfg_title(section);
	struct error why = {0};
	struct term term;

	loading->authority = false;
	if (term_parse(title, &term, &why) == -1)
		return complain(cfg, "org", &why);
	if (term.kind != TERM_HANDLE)
		error_set(&why, ERROR_USAGE,
		    "expected the handle of an organization, such as "
		    "\"EXMPL-1\", not \"%s\"",
		    title);
	else if (!strings_add_unique(&o->orgs, term.handle))
		error_set(&why, ERROR_USAGE, "%s is given twice", term.handle);
	if (why.code != ERROR_NONE)
		return complain(cfg, "org", &why);
	strings_add(&o->authorities, cfg_getstr(section, "authority"));
	return 0;
}

/* ---- what libconfuse has to complain of --------------------------------- */

static void
unknown_option(cfg_t *cfg, const char *name, struct error *why)
{
	const char *names[OPTIONS_MAX + 1] = {0}, *nearest;
	unsigned i, n = 0;

	for (i = 0; i < cfg_num(cfg) && n < OPTIONS_MAX; i++) {
		names[n] = cfg_opt_name(cfg_getnopt(cfg, i));
		n += strcmp(names[n], THE_END) != 0;
	}
	names[n] = NULL;
	if (options_passing(name)) {
		error_set(why, ERROR_CONFIG,
		    "is for the command line only; expected one of those that "
		    "the manual lists (whoexposed.conf(5))");
		return;
	}
	nearest = options_nearest(name, names);
	if (nearest != NULL)
		error_set(why, ERROR_CONFIG,
		    "unknown option; expected one of those that the manual "
		    "lists; did you mean \"%s\"?",
		    nearest);
	else
		error_set(why, ERROR_CONFIG,
		    "unknown option; expected one of those that the manual "
		    "lists (whoexposed.conf(5))");
}

static void on_error(cfg_t *cfg, const char *fmt, va_list ap)
    __attribute__((format(printf, 2, 0)));

static void
on_error(cfg_t *cfg, const char *fmt, va_list ap)
{
	struct error why = {0};
	const char *name;
	char *text;

	if (strcmp(fmt, "no such option '%s'") == 0) {
		name = va_arg(ap, const char *);
		if (strcmp(name, THE_END) == 0) {
			name = "org";
			error_set(&why, ERROR_CONFIG,
			    "expected a closing brace, not the end of the "
			    "file");
		} else {
			unknown_option(cfg, name, &why);
		}
		complain(cfg, name, &why);
		return;
	}
	if (strstr(fmt, "duplicate title") != NULL) {
		name = va_arg(ap, const char *);
		error_set(&why, ERROR_CONFIG, "%s is given twice", name);
		complain(cfg, "org", &why);
		return;
	}
	text = xvasprintf(fmt, ap);
	if (strstr(text, "'" THE_END "'") != NULL) {
		free(text);
		text = xstrdup("unexpected end of the file");
	}
	error_set(&why, ERROR_CONFIG,
	    "%s; expected NAME = VALUE, with text in quotes", text);
	complain(cfg, "syntax", &why);
	free(text);
}

/* ---- the file ----------------------------------------------------------- */

static void
describe_options(cfg_opt_t *opts, cfg_opt_t *org)
{
	const char *name;
	bool list;
	size_t i, n = 0;

	for (i = 0; n < OPTIONS_MAX - 6 &&
		    (name = options_file_name(i, &list)) != NULL;
	     i++)
		opts[n++] = list ? (cfg_opt_t)CFG_STR_LIST_CB(
				       name, NULL, CFGF_NODEFAULT, on_value)
				 : (cfg_opt_t)CFG_STR_CB(
				       name, NULL, CFGF_NODEFAULT, on_value);
	opts[n++] = (cfg_opt_t)CFG_STR_LIST_CB(
	    "domains", NULL, CFGF_NODEFAULT, on_domain);
	opts[n++] = (cfg_opt_t)CFG_STR_LIST_CB(
	    "shared-domains", NULL, CFGF_NODEFAULT, on_domain);
	opts[n++] =
	    (cfg_opt_t)CFG_STR_LIST_CB("roles", NULL, CFGF_NODEFAULT, on_role);
	opts[n++] = (cfg_opt_t)CFG_SEC(
	    "org", org, CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES);
	opts[n++] = (cfg_opt_t)CFG_STR(THE_END, NULL, CFGF_NODEFAULT);
	opts[n] = (cfg_opt_t)CFG_END();
}

static int
parse(struct loading *l, const char *text)
{
	cfg_opt_t opts[OPTIONS_MAX];
	cfg_opt_t org[] = {
	    CFG_STR_CB("authority", "own", CFGF_NONE, on_authority),
	    CFG_END(),
	};
	cfg_t *cfg;
	int result;

	loading = l;
	describe_options(opts, org);
	cfg = cfg_init(opts, CFGF_NONE);
	if (cfg == NULL)
		alloc_fail();
	cfg_set_error_function(cfg, on_error);
	cfg_set_validate_func(cfg, "org", on_org);
	result = cfg_parse_buf(cfg, text);
	if (result != CFG_SUCCESS)
		error_set(l->err, ERROR_CONFIG,
		    "%s:%d: expected NAME = VALUE, with text in quotes",
		    l->path, cfg->line);
	else if (cfg_size(cfg, THE_END) == 0)
		result = error_set(l->err, ERROR_CONFIG,
		    "%s:%d: a comment that does not end; expected */", l->path,
		    l->lines);
	cfg_free(cfg);
	loading = NULL;
	return result == CFG_SUCCESS ? 0 : -1;
}

static int
load(struct options *o, const char *path, struct buf *text, struct error *err)
{
	struct loading l = {.options = o, .path = path, .err = err};
	size_t i;
	int result;

	for (i = 0; i < text->len; i++)
		l.lines += i == 0 || text->data[i - 1] == '\n';
	buf_puts(text, "\n" THE_END " = 1\n");
	comments_blank(text->data);
	result = parse(&l, text->data);
	strings_clear(&l.seen);
	return result;
}

static char *
user_file(void)
{
	const char *dir;

	if ((dir = getenv("XDG_CONFIG_HOME")) != NULL && *dir == '/')
		return xasprintf("%s/whoexposed/config", dir);
	if ((dir = getenv("HOME")) != NULL && *dir == '/')
		return xasprintf("%s/.config/whoexposed/config", dir);
	return xstrdup(FILE_DEFAULT);
}

int
config_load(struct options *o, struct error *err)
{
	struct buf text = {0};
	char *path = o->config;
	int result;

	o->config = NULL;
	if (path != NULL) {
		result = trusted_file_read(path, &text, err);
		if (result == 0)
			result = error_set(err, ERROR_CONFIG, "%s: %s", path,
			    strerror(ENOENT));
	} else {
		path = user_file();
		result = trusted_file_read(path, &text, err);
		if (result == 0 && strcmp(path, FILE_DEFAULT) != 0) {
			free(path);
			path = xstrdup(FILE_DEFAULT);
			result = trusted_file_read(path, &text, err);
		}
	}
	if (result == 1 && load(o, path, &text, err) == -1)
		result = -1;
	buf_clear(&text);
	if (result == 0)
		free(path);
	else
		o->config = path;
	return result == -1 ? -1 : 0;
}

char *
config_beside(const struct options *o, const char *name)
{
	char *file = o->config != NULL ? xstrdup(o->config) : user_file();
	char *slash, *path;

	slash = strrchr(file, '/');
	if (strcmp(file, FILE_DEFAULT) == 0)
		path = xasprintf("/etc/whoexposed.%s", name);
	else if (slash == NULL)
		path = xstrdup(name);
	else
		path = xasprintf("%.*s/%s", (int)(slash - file), file, name);
	free(file);
	return path;
}
