#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "budget.h"
#include "rdap/alloc.h"
#include "rdap/clock.h"

/* "rdap.arin.net", with the port where the URL has one. */
static char *
server_of(const char *url)
{
	const char *host = strstr(url, "://");

	host = host == NULL ? url : host + 3;
	return xstrndup(host, strcspn(host, "/"));
}

/* Why that server is not asked, owned by the caller; NULL: it may be. */
static char *
left_alone(struct budget *b, const char *url, struct error *err)
{
	char when[CLOCK_TEXT_MAX], *server = server_of(url), *why = NULL;
	int64_t until;

	if (store_backoff(b->store, server, time(NULL), &until, err) == 0 &&
	    until != CLOCK_NONE)
		why = xasprintf("%s does not want to be asked before %s",
		    server, clock_format(until, when));
	free(server);
	return why;
}

static unsigned
most_per_day(const struct budget *b)
{
	return b->max_per_day == 0 ? BUDGET_PER_DAY : b->max_per_day;
}

/* What cannot be counted is not there. */
static size_t
permits(void *arg)
{
	struct budget *b = arg;
	int64_t most = most_per_day(b);
	struct day day;

	if (store_day(b->store, time(NULL), &day, &b->error) == -1 ||
	    day.requests >= most)
		return 0;
	return (size_t)(most - day.requests);
}

static char *
day_used_up(struct budget *b, struct error *err)
{
	unsigned most = most_per_day(b);
	char when[CLOCK_TEXT_MAX];
	struct day day;

	if (store_day(b->store, time(NULL), &day, err) == -1 ||
	    day.requests < (int64_t)most)
		return NULL;
	return xasprintf("the day's %u requests are used up; more after %s",
	    most, clock_format(day.more, when));
}

/* What cannot be counted is not sent. */
static char *
permit(void *arg, const char *url)
{
	struct budget *b = arg;
	char *why = left_alone(b, url, &b->error);

	if (why == NULL)
		why = day_used_up(b, &b->error);
	if (why == NULL && b->error.code == ERROR_NONE)
		store_request_add(b->store, time(NULL), &b->error);
	if (why == NULL && b->error.code != ERROR_NONE)
		why = xstrdup("the requests cannot be counted");
	return why;
}

static void
told_off(void *arg, const char *url, int64_t seconds)
{
	struct budget *b = arg;
	int64_t now = time(NULL);
	char *server = server_of(url);

	store_backoff_put(b->store, server, now, now + seconds, &b->error);
	free(server);
}

void
budget_watch(struct budget *b, struct fetch_options *how)
{
	how->permit = permit;
	how->permits = permits;
	how->told_off = told_off;
	how->permit_arg = b;
}

int
budget_check(struct budget *b, const char *url, struct error *err)
{
	struct error broken = {0};
	char *why = left_alone(b, url, &broken);
	int result = 0;

	if (broken.code != ERROR_NONE)
		result = error_set(err, broken.code, "%s", broken.text);
	else if (why != NULL)
		result = error_set(err, ERROR_TRY_AGAIN, "%s", why);
	free(why);
	return result;
}

static int
day_check(struct budget *b, struct error *err)
{
	struct error broken = {0};
	char *why = day_used_up(b, &broken);

	if (broken.code != ERROR_NONE)
		return error_set(err, broken.code, "%s", broken.text);
	if (why != NULL)
		error_set(err, ERROR_TRY_AGAIN, "%s", why);
	free(why);
	return why == NULL ? 0 : -1;
}

int
budget_open(struct budget *b, const struct options *o, char **trouble,
    struct error *err)
{
	struct error why = {0};

	*b = (struct budget){.max_per_day = o->max_per_day};
	*trouble = NULL;
	if (o->replay != NULL || o->database == NULL ||
	    strcmp(o->database, ":memory:") == 0 ||
	    access(o->database, F_OK) == -1)
		return 0;
	b->store = store_open(o->database, STORE_WRITE, &why);
	if (b->store != NULL && budget_check(b, o->rdap_url, &why) == 0 &&
	    day_check(b, &why) == 0)
		return 0;
	if (b->store != NULL && why.code == ERROR_TRY_AGAIN)
		return error_set(err, why.code, "%s", why.text);
	budget_close(b);
	*trouble = xstrdup(why.text);
	return 0;
}

void
budget_close(struct budget *b)
{
	store_close(b->store);
	b->store = NULL;
}

char *
budget_text(struct budget *b)
{
	struct day day;

	if (b->store == NULL ||
	    store_day(b->store, time(NULL), &day, NULL) == -1)
		return NULL;
	return xasprintf("%lld of %u within 24 hours", (long long)day.requests,
	    most_per_day(b));
}
