#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "promises.h"
#include "rdap/alloc.h"

#define SURE (INT64_C(6) * 3600) /* between two looks that end something */

static bool
broken(struct lives *l, size_t run, const char *promise, const char *key,
    const char *is)
{
	if (l->broken == NULL) {
		l->broken = promise;
		l->what = xasprintf("run %zu: %s: %s", run + 1, key, is);
	}
	return false;
}

const struct knowns *
list_of(const struct moment *m, bool findings)
{
	return findings ? &m->findings : &m->facts;
}

const char *const meanings[] = {
    "open", "unconfirmed", "removed", "unknown", "never known"};

enum meaning
meaning(const struct known *k, bool finding)
{
	if (k == NULL)
		return NEVER;
	if (!finding)
		return (enum meaning)k->state;
	return k->state == STATUS_UNCONFIRMED ? UNCONFIRMED
	       : k->state == STATUS_REMOVED   ? REMOVED
	       : k->state == STATUS_UNKNOWN   ? UNKNOWN
					      : OPEN;
}

static enum meaning
meaning_at(
    const struct moment *moments, size_t run, bool findings, const char *key)
{
	return meaning(
	    known_find(list_of(&moments[run], findings), key), findings);
}

bool
true_at(const struct lives *l, size_t run, bool findings, const char *key)
{
	return meaning_at(l->plain, run, findings, key) == OPEN;
}

/* How it stood before `run`: one that kept nothing changed nothing. */
static const struct known *
before(const struct lives *l, size_t run, bool findings, const char *key)
{
	for (size_t i = run; i-- > 0;)
		if (l->faulty[i].kept)
			return known_find(
			    list_of(&l->faulty[i], findings), key);
	return NULL;
}

/* Is it about a POC that serves nothing of the organization's? */
static bool
beyond_reach(const struct lives *l, size_t run, const char *key)
{
	const char *poc = strstr(key, "POC");
	size_t n;

	return poc != NULL && sscanf(poc, "POC%zu-ARIN", &n) == 1 &&
	       !truth_linked(&l->s->truths[run], n);
}

/* ---- (a) */

/* Since when has it not been true, in runs that kept something and did not see
 * it? */
static int64_t
gone_since(const struct lives *l, size_t run, bool findings, const char *key)
{
	int64_t since = l->s->times[run];

	for (size_t i = run + 1; i-- > 0;) {
		if (!l->faulty[i].kept)
			continue;
		if (true_at(l, i, findings, key) ||
		    (!findings && meaning_at(l->faulty, i, false, key) == OPEN))
			break;
		since = l->s->times[i];
	}
	return since;
}

/* Was it untrue once, since it was seen last? */
static bool
gone_meanwhile(
    const struct lives *l, size_t run, bool findings, const char *key)
{
	for (size_t i = run + 1; i-- > 0;) {
		if (!true_at(l, i, findings, key))
			return true;
		if (i < run && meaning_at(l->faulty, i, findings, key) == OPEN)
			return false;
	}
	return false;
}

static size_t
word(const char *text, size_t number, const char **start)
{
	for (; number > 0; number--)
		text += strcspn(text, " ") + 1;
	*start = text;
	return strcspn(text, " ");
}

static bool
has_word(const char *text, const char *wanted, size_t len)
{
	for (; *text != '\0'; text += *text == ' ') {
		size_t n = strcspn(text, " ");

		if (n == len && memcmp(text, wanted, n) == 0)
			return true;
		text += n;
	}
	return false;
}

/* Does a fact stand that the finding is about: its address, on its record? */
static bool
facts_stand(const struct lives *l, size_t run, const char *key)
{
	const struct knowns *facts = &l->faulty[run].facts;
	const char *address, *record;
	size_t len = word(key, 1, &address), n = word(key, 2, &record);

	for (size_t i = 0; i < facts->count; i++)
		if (facts->items[i].state != STATE_REMOVED &&
		    has_word(facts->items[i].key, record, n) &&
		    (len == 0 || has_word(facts->items[i].key, address, len)))
			return true;
	return false;
}

/* Was one of its records changed since it was seen last, of those that the
 * cross-check reads? */
static bool
changed_since(const struct lives *l, size_t run, bool findings, const char *key)
{
	const struct truth *truths = l->s->truths;
	size_t seen = run, len;

	while (
	    seen > 0 && (seen == run || !l->faulty[seen].kept ||
			    meaning_at(l->faulty, seen, findings, key) != OPEN))
		seen--;
	for (; *key != '\0'; key += len + (key[len] == ' ')) {
		len = strcspn(key, " ");
		if (strncmp(key, "NET-", 4) != 0 &&
		    strncmp(key, "AS", 2) != 0 &&
		    truth_changed(&truths[run], key, len) !=
			truth_changed(&truths[seen], key, len))
			return true;
	}
	return false;
}

/* Was anything lied about in this run, or since it was seen last? */
static bool
lied_since(const struct lives *l, size_t run, bool findings, const char *key)
{
	for (size_t i = run + 1; i-- > 0;) {
		if (l->faulty[i].lies > 0)
			return true;
		if (i < run && l->faulty[i].kept &&
		    meaning_at(l->faulty, i, findings, key) == OPEN)
			return false;
	}
	return false;
}

static bool
lied_ever(const struct lives *l, size_t run)
{
	for (size_t i = 0; i <= run; i++)
		if (l->faulty[i].lies > 0)
			return true;
	return false;
}

/* May there be networks that this run did not ask for? */
static bool
may_hide(const struct lives *l, size_t run)
{
	return l->s->truths[run].world == WORLD_HIDING &&
	       !l->faulty[run].cross_checked;
}

/* And was none of those ever seen, which would have told that there are? */
static bool
may_hide_unseen(const struct lives *l, size_t run)
{
	const struct truth *t = &l->s->truths[run];
	const struct knowns *facts = &l->faulty[run].facts;
	size_t n, m;

	for (size_t i = 0; i < facts->count; i++)
		if (sscanf(facts->items[i].key, "network NET-10-%zu-%zu-0-1",
			&n, &m) == 2 &&
		    facts->items[i].state != STATE_REMOVED &&
		    t->places[n * 256 + m].hidden)
			return false;
	return may_hide(l, run);
}

static bool
may_be_removed(
    const struct lives *l, size_t run, bool findings, const char *key)
{
	bool both = l->faulty[run].cross_checked &&
		    changed_since(l, run, findings, key);

	if (lied_since(l, run, findings, key))
		return both || gone_meanwhile(l, run, findings, key);
	if (true_at(l, run, findings, key))
		return may_hide_unseen(l, run);
	return both ||
	       l->s->times[run] - gone_since(l, run, findings, key) >= SURE ||
	       (findings && !facts_stand(l, run, key));
}

static bool
check_removed(struct lives *l, size_t run, bool findings)
{
	const struct knowns *list = list_of(&l->faulty[run], findings);

	for (size_t i = 0; i < list->count; i++) {
		const struct known *k = &list->items[i];

		if (meaning(k, findings) == REMOVED && !k->passing &&
		    meaning(before(l, run, findings, k->key), findings) !=
			REMOVED &&
		    !may_be_removed(l, run, findings, k->key))
			return broken(
			    l, run, "(a) falsely removed", k->key, "removed");
	}
	return true;
}

/* Does a finding rest, or not rest, on a fact in that state: of its address, or its
 * record? */
static bool
rests_on(const struct lives *l, size_t run, const char *key, enum state state)
{
	const struct knowns *facts = &l->faulty[run].facts;
	const char *address, *record;
	size_t len = word(key, 1, &address), n = word(key, 2, &record);

	for (size_t i = 0; i < facts->count; i++) {
		const char *fact = facts->items[i].key;

		if (facts->items[i].state == (int)state &&
		    (len > 0 && strcmp(record, TRUTH_ORG) == 0
			    ? has_word(fact, address, len)
			    : has_word(fact, record, n) ||
				  (len > 0 && has_word(fact, address, len))))
			return true;
	}
	return false;
}

/* Since when a POC is unvalidated, which makes WE101 severe, only RDAP tells:
 * one that no more than Whois-RWS shows now may have been in RDAP. */
static bool
dated_before(const struct lives *l, size_t run, const char *key)
{
	return l->s->truths[run].world == WORLD_HIDING &&
	       strncmp(key, "WE101-", 6) == 0;
}

/* ---- (b) */

static bool
check_true(
    struct lives *l, size_t run, bool findings, const struct known *truth)
{
	const struct known *was = before(l, run, findings, truth->key);
	const struct known *k =
	    known_find(list_of(&l->faulty[run], findings), truth->key);
	enum meaning is = meaning(k, findings);

	if (was == NULL || meaning(was, findings) == REMOVED ||
	    lied_ever(l, run))
		return true;
	if (is == REMOVED || is == UNCONFIRMED)
		return may_hide_unseen(l, run) ||
		       broken(l, run, "(b) better", truth->key, meanings[is]);
	if (findings && k->severity < truth->severity &&
	    k->severity < was->severity && !may_hide(l, run))
		return broken(l, run, "(b) less severe", truth->key, "");
	if (findings && k->severity > truth->severity &&
	    k->severity > was->severity && !dated_before(l, run, truth->key) &&
	    !rests_on(l, run, truth->key, STATE_UNKNOWN) &&
	    !rests_on(l, run, truth->key, STATE_UNCONFIRMED))
		return broken(l, run, "(b) more severe", truth->key, "");
	return true;
}

static bool
check_better(struct lives *l, size_t run, bool findings)
{
	const struct knowns *now = list_of(&l->faulty[run], findings);
	const struct knowns *truth = list_of(&l->plain[run], findings);

	for (size_t i = run; i-- > 0;) {
		const struct knowns *was = list_of(&l->faulty[i], findings);

		for (size_t k = 0; k < was->count; k++)
			if (!was->items[k].passing &&
			    known_find(now, was->items[k].key) == NULL)
				return broken(l, run, "(b) forgotten",
				    was->items[k].key, "never known");
		if (l->faulty[i].kept)
			break;
	}
	for (size_t i = 0; i < truth->count; i++)
		if (!truth->items[i].passing &&
		    !check_true(l, run, findings, &truth->items[i]))
			return false;
	return true;
}

/* ---- (c) */

/* What one run alone cannot know. */
static bool
known_from_before(const struct lives *l, size_t run, const char *key)
{
	return strncmp(key, "WE202-", 6) == 0 ||
	       strncmp(key, "WE203-", 6) == 0 ||
	       strncmp(key, "WE207-", 6) == 0 ||
	       (strncmp(key, "WE104-", 6) == 0 &&
		   !truth_confirmed(&l->s->truths[run]));
}

static bool
may_be_unknown(const struct lives *l, size_t run, const char *key)
{
	return !l->plain[run].complete || beyond_reach(l, run, key) ||
	       l->s->plan.cross_check == CROSS_CHECK_NEVER;
}

/* What is OPEN rests on what was seen; but where not all can be. */
static bool
may_rest_on_unknown(
    const struct lives *l, size_t run, const char *key, enum meaning is)
{
	return (is != OPEN || may_be_unknown(l, run, key)) &&
	       rests_on(l, run, key, STATE_UNKNOWN);
}

static bool
check_untrue(struct lives *l, size_t run, bool findings)
{
	const struct knowns *list = list_of(&l->faulty[run], findings);

	for (size_t i = 0; i < list->count; i++) {
		const struct known *k = &list->items[i];
		enum meaning is = meaning(k, findings);

		if (is == REMOVED || k->passing ||
		    true_at(l, run, findings, k->key) ||
		    (is == UNKNOWN && may_be_unknown(l, run, k->key)) ||
		    (findings && (known_from_before(l, run, k->key) ||
				     may_rest_on_unknown(l, run, k->key, is))))
			continue;
		return broken(l, run, "(c) not settled", k->key, meanings[is]);
	}
	return true;
}

/* Is there a network or autnum of which nobody will ever know more? */
static bool
place_unknown(const struct lives *l, size_t run)
{
	const struct knowns *facts = &l->faulty[run].facts;

	for (size_t i = 0; i < facts->count; i++)
		if (facts->items[i].state == STATE_UNKNOWN &&
		    (strncmp(facts->items[i].key, "network ", 8) == 0 ||
			strncmp(facts->items[i].key, "autnum ", 7) == 0))
			return l->s->plan.cross_check == CROSS_CHECK_NEVER;
	return false;
}

/* Where not even one run alone sees all, it may be severe in doubt. */
static bool
as_severe(const struct lives *l, size_t run, const struct known *k,
    const struct known *truth)
{
	if (k->severity > truth->severity)
		return dated_before(l, run, truth->key) ||
		       place_unknown(l, run);
	return k->severity == truth->severity || !l->plain[run].complete;
}

static bool
check_all_true(struct lives *l, size_t run, bool findings)
{
	const struct knowns *list = list_of(&l->plain[run], findings);

	for (size_t i = 0; i < list->count; i++) {
		const struct known *truth = &list->items[i];
		const struct known *k =
		    known_find(list_of(&l->faulty[run], findings), truth->key);
		enum meaning is = meaning(k, findings);

		if (!truth->passing &&
		    (is != OPEN || !as_severe(l, run, k, truth)) &&
		    !(findings && rests_on(l, run, truth->key, STATE_UNKNOWN)))
			return broken(l, run, "(c) not settled", truth->key,
			    meanings[is]);
	}
	return true;
}

bool
promises_in_the_end(struct lives *l)
{
	bool weekly = l->s->plan.cross_check == CROSS_CHECK_AUTO;

	for (int findings = 0; findings < 2; findings++) {
		size_t run = l->s->runs - (findings || weekly ? 1 : CALM - 1);

		if (!check_untrue(l, run, findings) ||
		    !check_all_true(l, run, findings))
			return false;
	}
	return true;
}

/* ---- (e) */

static bool
check_complete(struct lives *l, size_t run)
{
	const struct moment *f = &l->faulty[run], *p = &l->plain[run];

	if (!f->complete || f->lies > 0 || may_hide(l, run))
		return true;
	for (size_t i = 0; i < p->seen.count; i++)
		if (known_find(&f->seen, p->seen.items[i].key) == NULL)
			return broken(l, run, "(e) complete, and it lacks",
			    p->seen.items[i].key, "not seen");
	return true;
}

bool
promises_of_run(struct lives *l, size_t run)
{
	for (int findings = 0; findings < 2; findings++) {
		if (!l->faulty[run].kept)
			continue;
		if (!check_removed(l, run, findings) ||
		    !check_better(l, run, findings))
			return false;
	}
	return check_complete(l, run);
}

/* ---- (d) */

bool
promises_of_strangers(struct lives *l, const struct life *life)
{
	if (life_holds(life, STRANGER))
		return broken(l, l->s->runs - 1, "(d) a stranger's contact",
		    STRANGER, "kept");
	return true;
}
