#include <string.h>
#include "assess.h"
#include "rdap/address.h"

/* ---- WE303, WE305: mail domains, as DNS has them ------------------------ */

const struct mail_domain *
mail_domain_of(
    const struct inventory *inv, const char *org, const char *address)
{
	return inventory_mail_domain(inv, org, address_domain(address));
}

/* Without the time of the answer, which is another in each run. */
static void
evidence(struct finding *f, const struct poc_view *p,
    const struct mail_domain *m, const char *what)
{
	finding_evidence(f, "%s publishes %s; %s%s (DNS)", f->poc,
	    p->first->spelling, m->evidence, what);
}

void
judge_dead_mail_domain(const struct rule *rule, struct assessment *a)
{
	for (size_t i = 0; i < a->views->poc_count; i++) {
		const struct poc_view *p = &a->views->pocs[i];
		const struct mail_domain *m =
		    mail_domain_of(a->inv, p->view->org, p->view->address);
		struct finding *f;

		if (m == NULL || m->state != MAIL_GONE)
			continue;
		f = assessment_add_poc(a, rule, rule->severity, p);
		evidence(f, p, m, "");
	}
}

void
judge_undeliverable(const struct rule *rule, struct assessment *a)
{
	for (size_t i = 0; i < a->views->poc_count; i++) {
		const struct poc_view *p = &a->views->pocs[i];
		const struct mail_domain *m =
		    mail_domain_of(a->inv, p->view->org, p->view->address);
		struct finding *f;

		if (m == NULL ||
		    (m->state != MAIL_NULL && m->state != MAIL_NO_HOST))
			continue;
		f = assessment_add_poc(a, rule, rule->severity, p);
		evidence(f, p, m, ", so no mail to it arrives");
	}
}
