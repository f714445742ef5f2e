#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "statistics.h"
#include "survey.h"

#define CAP_DEFAULT 256

static int
subject_compare(const void *a, const void *b)
{
	const struct subject *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return strcmp(x->handle, y->handle);
}

static int
text_compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void
keep(void *borrowed)
{
	(void)borrowed;
}

static void
domains_init(struct inventory *inv, const struct strings *declared)
{
	size_t count = declared == NULL ? 0 : declared->count;

	for (size_t i = 0; i < count; i++) {
		inv->domains = xgrow(
		    inv->domains, inv->domain_count, sizeof(*inv->domains));
		inv->domains[inv->domain_count++] = (struct domain){
		    .name = xstrdup(declared->items[i]),
		    .evidence = xstrdup(""),
		};
	}
}

void
survey_init(struct survey *s, const struct enumerate_options *options,
    struct transport *transport, struct inventory *inv)
{
	size_t count = options->orgs->count;

	*s = (struct survey){
	    .options = options,
	    .transport = transport,
	    .inv = inv,
	    .cap = options->cap == 0 ? CAP_DEFAULT : options->cap,
	    .cap_known = options->cap == 0 ? CAP_DEFAULT : options->cap,
	    .targets = xcalloc(count + 1, sizeof(*s->targets)),
	    .target_count = count,
	};
	for (size_t i = 0; i < count; i++) {
		struct scope scope = {
		    .org = xstrdup(options->orgs->items[i]),
		    .name = xstrdup(""),
		    .state = SCOPE_FAILED,
		    .reason = xstrdup(""),
		};

		s->targets[i].org = options->orgs->items[i];
		s->targets[i].scope = inv->scope_count;
		inventory_add_scope(inv, &scope);
	}
	domains_init(inv, options->domains);
}

static void
subject_free(struct subject *subject)
{
	free(subject->handle);
	free(subject->reason);
	object_free(subject->card);
	free(subject);
}

void
survey_clear(struct survey *s)
{
	tdestroy(s->index, keep);
	tdestroy(s->copies, free);
	tdestroy(s->domains, free);
	tdestroy(s->urls, free);
	for (size_t i = 0; i < s->subject_count; i++)
		subject_free(s->subjects[i]);
	free(s->subjects);
	for (size_t i = 0; i < s->meeting_count; i++)
		free(s->meetings[i].holder);
	free(s->meetings);
	for (size_t i = 0; i < s->target_count; i++) {
		document_free(s->targets[i].document);
		repair_free(s->targets[i].repair);
		free(s->targets[i].cut);
		free(s->targets[i].second_trouble);
	}
	statistics_free(s->statistics);
	free(s->targets);
	*s = (struct survey){0};
}

struct target *
survey_target(const struct survey *s, const char *handle)
{
	for (size_t i = 0; i < s->target_count; i++)
		if (strcmp(s->targets[i].org, handle) == 0)
			return &s->targets[i];
	return NULL;
}

static struct subject *
subject_new(enum record_kind kind, const char *handle)
{
	struct subject *subject = xcalloc(1, sizeof(*subject));

	subject->kind = kind;
	subject->handle = xstrdup(handle);
	subject->look = LOOK_SKIPPED;
	subject->reason = xstrdup("not asked for");
	return subject;
}

struct subject *
survey_subject(struct survey *s, enum record_kind kind, const char *handle)
{
	struct subject *subject = subject_new(kind, handle), **found;

	found = tsearch(subject, &s->index, subject_compare);
	if (found == NULL)
		alloc_fail();
	if (*found != subject) {
		subject_free(subject);
		return *found;
	}
	s->subjects = xgrow(s->subjects, s->subject_count, sizeof(subject));
	s->subjects[s->subject_count++] = subject;
	return subject;
}

bool
survey_note(void **set, const char *text)
{
	char *copy = xstrdup(text), **found;

	found = tsearch(copy, set, text_compare);
	if (found == NULL)
		alloc_fail();
	if (*found == copy)
		return true;
	free(copy);
	return false;
}

void
subject_look(struct subject *subject, enum look look, const char *reason)
{
	char *copy = xstrdup(reason);

	free(subject->reason);
	subject->look = look;
	subject->reason = copy;
}
