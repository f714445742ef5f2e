#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "clock.h"
#include "error.h"
#include "transport.h"

void
response_begin(struct response *r)
{
	response_clear(r);
	r->outcome = OUTCOME_FAILED;
	r->content_type = xstrdup("");
	r->etag = xstrdup("");
	r->server_time = CLOCK_NONE;
}

void
response_fail(struct response *r, int fault, const char *fmt, ...)
{
	va_list ap;
	char *reason;

	va_start(ap, fmt);
	reason = xvasprintf(fmt, ap);
	va_end(ap);
	free(r->reason);
	r->outcome = OUTCOME_FAILED;
	r->reason = reason;
	r->fault = fault;
}

void
response_too_long(struct response *r, size_t limit)
{
	if (limit % (1 << 20) == 0)
		response_fail(
		    r, ERROR_PROTOCOL, "longer than %zu MiB", limit >> 20);
	else if (limit % (1 << 10) == 0)
		response_fail(
		    r, ERROR_PROTOCOL, "longer than %zu KiB", limit >> 10);
	else
		response_fail(
		    r, ERROR_PROTOCOL, "longer than %zu bytes", limit);
}

void
response_clear(struct response *r)
{
	free(r->content_type);
	free(r->etag);
	free(r->reason);
	memset(r, 0, sizeof(*r));
}

size_t
transport_left(const struct transport *t)
{
	return t->left == NULL ? SIZE_MAX : t->left(t);
}

void
transport_free(struct transport *t)
{
	if (t != NULL)
		t->free(t);
}
