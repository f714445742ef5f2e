#include "elsewhere.h"
#include "owners.h"
#include "rdap/buf.h"
#include "reports/escape.h"

static void
print_owner(FILE *out, const struct owner *owner)
{
	struct buf line = {0};

	escape_terminal(&line, owner->org, true);
	buf_puts(&line, "  ");
	escape_terminal(&line, *owner->name == '\0' ? "-" : owner->name, false);
	buf_puts(&line, "  ");
	escape_terminal(&line, owner->via, true);
	fprintf(out, "%s\n", line.data);
	buf_clear(&line);
}

int
owners_find(const struct options *options, const char *word,
    struct transport *transport, struct owners *owners, struct error *err)
{
	enum elsewhere_answer other;
	struct error why = {0};
	const char *registry = "";
	struct term term;

	if (term_parse(word, &term, err) == -1)
		return -1;
	other = elsewhere(options, &term, &registry);
	if (other == ELSEWHERE_CERTAIN)
		return error_set(err, ERROR_NO_ORG,
		    "%s is not ARIN's: %s has it; it is not audited; terms of "
		    "use there: %s",
		    word, registry, bootstrap_terms(registry));
	if (find_owners(options->rdap_url, &term, transport, owners, &why) == 0)
		return 0;
	if (other == ELSEWHERE_LIKELY)
		return error_set(err, why.code,
		    "%s: %s; by IANA's data %s has it; it is not audited; "
		    "terms "
		    "of use there: %s",
		    word, why.text, registry, bootstrap_terms(registry));
	return error_set(err, why.code, "%s: %s", word, why.text);
}

int
owners_print(FILE *out, const struct options *options, const char *word,
    struct transport *transport, struct error *err)
{
	struct owners owners = {0};
	struct buf note = {0};
	size_t i;

	if (owners_find(options, word, transport, &owners, err) == -1)
		return -1;
	for (i = 0; i < owners.count; i++)
		print_owner(out, &owners.items[i]);
	if (owners.note != NULL && *owners.note != '\0' && !options->quiet) {
		escape_terminal(&note, owners.note, true);
		fprintf(stderr, "whoexposed: %s: %s\n", word, note.data);
		buf_clear(&note);
	}
	owners_clear(&owners);
	return 0;
}
