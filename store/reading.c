#include <time.h>
#include "private.h"

#define NAPS            20
#define NAP_NANOSECONDS 10000000

/*
 * A journal that its writer deletes at this moment looks like that of a writer
 * that died, which a connection for reading may not play back (SQLite's ticket
 * 3883): that passes by itself.
 */
bool
reading_nap(struct store *s, unsigned *naps)
{
	const struct timespec nap = {.tv_nsec = NAP_NANOSECONDS};

	if (s->db == NULL ||
	    sqlite3_extended_errcode(s->db) != SQLITE_READONLY_ROLLBACK ||
	    (*naps)++ == NAPS)
		return false;
	nanosleep(&nap, NULL);
	return true;
}

int
store_begin_reading(struct store *s, struct error *err)
{
	struct error why = {0};
	unsigned naps = 0;
	int64_t n;

	if (statement_run(s, STATEMENT_BEGIN_READ, err) == -1)
		return -1;
	/* BEGIN alone looks at nothing. */
	while (statement_number(s, STATEMENT_TABLES, &n, &why) == -1) {
		if (!reading_nap(s, &naps)) {
			store_rollback(s);
			return error_set(err, why.code, "%s", why.text);
		}
		why = (struct error){0};
	}
	return 0;
}

int
store_read_own(struct store *s, bool *own, struct error *err)
{
	*own = sqlite3_get_autocommit(s->db) != 0;
	return *own ? store_begin_reading(s, err) : 0;
}
