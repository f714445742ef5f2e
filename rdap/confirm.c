#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "alloc.h"
#include "mail_domain.h"

#define LABEL "_whoexposed"
#define WORD  "whoexposed="

/* The handle that such a record names, or NULL. */
static const char *
named_by(const struct dns_record *r)
{
	const char *text = r->text + strspn(r->text, " ");

	return strncasecmp(text, WORD, strlen(WORD)) == 0 ? text + strlen(WORD)
							  : NULL;
}

static const char *
org_named(const struct dns_record *r, const struct strings *orgs)
{
	const char *handle = named_by(r);
	size_t len = handle == NULL ? 0 : strcspn(handle, " ");

	if (len == 0 || handle[len + strspn(handle + len, " ")] != '\0')
		return NULL;
	for (size_t i = 0; i < orgs->count; i++)
		if (strlen(orgs->items[i]) == len &&
		    strncasecmp(orgs->items[i], handle, len) == 0)
			return orgs->items[i];
	return NULL;
}

static enum confirmation
answer_judge(
    const struct dns_answer *a, const struct strings *orgs, char **text)
{
	bool other = false;

	for (size_t i = 0; i < a->count; i++) {
		const char *org = org_named(&a->records[i], orgs);

		other |= named_by(&a->records[i]) != NULL;
		if (org == NULL)
			continue;
		*text =
		    xasprintf("the TXT record at %s names %s", a->name, org);
		return CONFIRMED;
	}
	if (a->status == DNS_NXDOMAIN ||
	    (a->status == DNS_NOERROR && !a->doubtful)) {
		*text = xasprintf(other ? "the TXT record at %s names another "
					  "organization"
					: "there is no TXT record \"" WORD
					  "HANDLE\" at %s",
		    a->name);
		return CONFIRMED_NOT;
	}
	*text = xasprintf("DNS did not say whether a TXT record at %s names "
			  "the organization",
	    a->name);
	return CONFIRMATION_UNKNOWN;
}

enum confirmation
domain_confirmation(struct dns *dns, const char *domain,
    const struct strings *orgs, char **text)
{
	struct dns_answer a = {
	    .type = DNS_TXT, .name = xasprintf(LABEL ".%s", domain)};
	enum confirmation result;

	if (dns == NULL || !dns_name_valid(a.name) || !dns->asks(dns, a.name)) {
		*text = xasprintf("no TXT record at %s was asked for", a.name);
		dns_answer_clear(&a);
		return CONFIRMATION_NOT_ASKED;
	}
	dns->ask(dns, &a, 1);
	result = answer_judge(&a, orgs, text);
	dns_answer_clear(&a);
	return result;
}

static void
domain_confirm(struct inventory *inv, struct domain *domain, struct dns *dns,
    const struct strings *orgs)
{
	char *text, *subject;
	enum confirmation is =
	    domain_confirmation(dns, domain->name, orgs, &text);

	if (is == CONFIRMED) {
		free(domain->evidence);
		domain->evidence =
		    xasprintf("dns:TXT:" LABEL ".%s", domain->name);
	}
	domain->confirmed = is == CONFIRMED;
	domain->denied = is == CONFIRMED_NOT;
	subject = xasprintf("own domain %s", domain->name);
	for (size_t i = 0; is != CONFIRMATION_NOT_ASKED && i < orgs->count; i++)
		inventory_add_note(inv, orgs->items[i], subject, "%s", text);
	free(subject);
	free(text);
}

void
domains_confirm(
    struct inventory *inv, struct dns *dns, const struct strings *orgs)
{
	for (size_t i = 0; i < inv->domain_count; i++)
		if (!inv->domains[i].confirmed)
			domain_confirm(inv, &inv->domains[i], dns, orgs);
}
