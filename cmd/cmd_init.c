/*
 * init: a configuration to start from. What it found out stands there as
 * comments, for the user to confirm.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "domains.h"
#include "owners.h"
#include "rdap/alloc.h"
#include "rdap/answer.h"
#include "reports/escape.h"
#include "siblings.h"
#include "wire.h"

struct init {
	const struct options *options;
	struct progress *progress;
	struct transport *wire;
	struct budget budget;
	char *org; /* handle */
	struct reply reply;
	struct siblings siblings;
	struct buf text;
};

/* The one organization that has the term; -1 when there are several. */
static int
find_organization(struct init *in, struct error *err)
{
	const char *word = in->options->operands.items[0];
	struct owners owners = {0};
	struct strings orgs = {0};
	char *names = NULL;
	size_t i;
	int result = 0;

	if (owners_find(in->options, word, in->wire, &owners, err) == -1)
		return -1;
	for (i = 0; i < owners.count; i++)
		strings_add_unique(&orgs, owners.items[i].org);
	names = strings_join(&orgs, ", ");
	if (orgs.count == 1)
		in->org = xstrdup(orgs.items[0]);
	else
		result = error_set(err, ERROR_USAGE,
		    "init: %s leads to several organizations; expected one of "
		    "them: %s",
		    word, names);
	free(names);
	strings_clear(&orgs);
	owners_clear(&owners);
	return result;
}

/* in->org as an object, in in->reply. */
static int
read_organization(struct init *in, struct error *err)
{
	const struct answer *a = &in->reply.answer;
	struct query q = {0};

	reply_clear(&in->reply);
	query_entity(&q, in->options->rdap_url, in->org, "the organization");
	reply_get(in->wire, &q, &in->reply);
	query_clear(&q);
	if (in->reply.document != NULL)
		return 0;
	if (in->reply.absent)
		return error_set(err, ERROR_NO_ORG,
		    "%s: the registry has no such record", in->org);
	return error_set(err, a->fault != 0 ? a->fault : ERROR_PROTOCOL,
	    "%s: %s", a->url, a->reason);
}

/* A handle that is an organization's needs one request only. */
static int
look_up(struct init *in, struct error *err)
{
	const char *word = in->options->operands.items[0];
	struct term term;

	if (term_parse(word, &term, err) == -1)
		return error_prefix(err, "init");
	if (term.kind == TERM_HANDLE) {
		in->org = xstrdup(term.handle);
		if (read_organization(in, err) == -1)
			return -1;
		if (in->reply.document->object->entity_kind != ENTITY_POC &&
		    in->reply.document->object->entity_kind != ENTITY_CUSTOMER)
			return 0;
		free(in->org);
		in->org = NULL;
	}
	if (find_organization(in, err) == -1)
		return -1;
	return read_organization(in, err);
}

/* A registry's text within a comment; none with a mail address in it. */
static void
put_comment(struct buf *out, const char *text)
{
	buf_puts(out, "# ");
	if (strchr(text, '@') == NULL)
		escape_terminal(out, text, true);
	buf_putc(out, '\n');
}

static void
put_organizations(struct init *in)
{
	const struct sibling *sibling;
	struct buf *out = &in->text;
	char *pocs;
	size_t i;

	put_comment(out, in->reply.document->object->name);
	buf_printf(out, "org \"%s\" { authority = \"own\" }\n", in->org);
	if (in->siblings.count > 0)
		buf_puts(out,
		    "\n# These share a POC with it. Take the '#' away "
		    "from those that are yours.\n");
	for (i = 0; i < in->siblings.count; i++) {
		sibling = &in->siblings.items[i];
		pocs = strings_join(&sibling->pocs, ", ");
		buf_printf(out,
		    "#org \"%s\" { authority = \"own\" }  # shares POC %s\n",
		    sibling->org, pocs);
		free(pocs);
	}
	if (in->siblings.gaps.count > 0)
		buf_puts(out, "\n# Not known, so that some may be missing:\n");
	for (i = 0; i < in->siblings.gaps.count; i++)
		put_comment(out, in->siblings.gaps.items[i]);
}

static void
put_domains(struct init *in)
{
	const struct met_domain *domain;
	struct buf *out = &in->text;
	const char *refused;
	size_t i;

	buf_puts(out,
	    "\n# Mail domains of its POCs. Take the '#' away from those where "
	    "only your\n# own people have mailboxes; one where customers have "
	    "theirs too belongs\n# into shared-domains, and is never searched."
	    "\n");
	for (i = 0; i < in->siblings.domain_count; i++) {
		domain = &in->siblings.domains[i];
		refused = domains_refused(domain->name);
		if (refused != NULL)
			buf_printf(
			    out, "# %s is none: %s\n", domain->name, refused);
		else
			buf_printf(out,
			    "#domains += {\"%s\"}  # confirmed by %s (%zu "
			    "POC%s)\n",
			    domain->name, domain->pocs.items[0],
			    domain->pocs.count,
			    domain->pocs.count == 1 ? "" : "s");
	}
	if (in->siblings.domain_count == 0)
		buf_puts(out, "#domains = {\"example.com\"}\n");
	buf_puts(out, "#shared-domains = {\"example.net\"}\n");
}

static void
compose(struct init *in)
{
	struct buf *out = &in->text;

	buf_puts(out,
	    "# whoexposed: configuration, see whoexposed.conf(5). Text goes in "
	    "quotes;\n# \"whoexposed doctor\" looks it over.\n\n");
	put_organizations(in);
	put_domains(in);
	buf_puts(out, "\n# Everything else, with its default.\n");
	options_defaults(out);
}

static int
write_all(int fd, const struct buf *text)
{
	size_t done = 0;
	ssize_t n;

	while (done < text->len) {
		n = write(fd, text->data + done, text->len - done);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			return -1;
		done += (size_t)n;
	}
	return fsync(fd);
}

static int
write_file(const char *path, const struct buf *text, struct error *err)
{
	int fd, result = 0;

	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
	    S_IRUSR | S_IWUSR);
	if (fd == -1 && errno == EEXIST)
		return error_set(err, ERROR_CREATE,
		    "%s: is there already, and is not overwritten", path);
	if (fd == -1)
		return error_set(
		    err, ERROR_CREATE, "%s: %s", path, strerror(errno));
	if (fchmod(fd, S_IRUSR | S_IWUSR) == -1 || write_all(fd, text) == -1) {
		result =
		    error_set(err, ERROR_IO, "%s: %s", path, strerror(errno));
		unlink(path);
	}
	close(fd);
	return result;
}

/* What the next run tells other registries by. */
static void
refresh(struct init *in)
{
	struct bootstrap *b = wire_bootstrap(in->options);
	struct error why = {0};
	struct buf line = {0};

	if (wire_refresh(in->options, b, in->wire, &why) == -1 &&
	    !in->options->quiet) {
		escape_terminal(&line, why.text, false);
		fprintf(stderr,
		    "whoexposed: warning: IANA's list of registries is not "
		    "renewed: %s\n",
		    line.data);
	}
	buf_clear(&line);
	bootstrap_free(b);
}

static int
init(struct init *in, struct error *err)
{
	const struct options *o = in->options;
	const char *file = o->outputs.count > 0 ? o->outputs.items[0] : "-";
	bool print = strcmp(file, "-") == 0;

	if (o->outputs.count > 1)
		return error_set(err, ERROR_USAGE, "init: expected one file");
	if (!print && access(file, F_OK) == 0)
		return error_set(err, ERROR_CREATE,
		    "%s: is there already, and is not overwritten", file);
	if (wire_counted(&in->budget, o, err) == -1)
		return -1;
	in->wire = wire_open(o, in->progress, &in->budget, err);
	if (in->wire == NULL || look_up(in, err) == -1)
		return -1;
	siblings_find(
	    &in->siblings, in->reply.document->object, o->rdap_url, in->wire);
	refresh(in);
	compose(in);
	if (print)
		return fputs(in->text.data, stdout) == EOF && errno != EPIPE
			   ? error_set(err, ERROR_IO, "standard output: %s",
				 strerror(errno))
			   : 0;
	if (write_file(file, &in->text, err) == -1)
		return -1;
	if (!o->quiet)
		fprintf(stderr,
		    "whoexposed: wrote %s; look it over, then: whoexposed "
		    "doctor\n",
		    file);
	return 0;
}

int
cmd_init(const struct options *options, struct error *err)
{
	struct init in = {.options = options};

	in.progress = progress_new(wire_progress(options), wire_pause(options));
	init(&in, err);
	buf_clear(&in.text);
	siblings_clear(&in.siblings);
	reply_clear(&in.reply);
	free(in.org);
	transport_free(in.wire);
	budget_close(&in.budget);
	progress_free(in.progress);
	return err->code;
}
