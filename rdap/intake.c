#include "error.h"
#include "intake.h"

#define IGNORED_MAX (64 << 10) /* bytes read of a body nobody wants */

void
intake_begin(struct intake *in)
{
	digest_text(in->digest, in->r->digest); /* starts afresh */
	in->r->digest[0] = '\0';
	gunzip_free(in->gunzip);
	in->gunzip = NULL;
	in->begun = false;
	in->cut = in->body(in->arg, NULL, 0) == 0 ? CUT_NONE : CUT_READER;
}

void
intake_compressed(struct intake *in)
{
	in->gunzip = gunzip_new();
}

/* Decompressed bytes go to the reader. */
static int
deliver(void *arg, const char *data, size_t len)
{
	struct intake *in = arg;

	if (len > in->limit - in->r->bytes) {
		in->cut = CUT_LIMIT;
		return -1;
	}
	in->r->bytes += len;
	digest_add(in->digest, data, len);
	if (in->body(in->arg, data, len) == 0)
		return 0;
	in->cut = CUT_READER;
	return -1;
}

int
intake_feed(struct intake *in, const char *data, size_t len)
{
	if (in->gunzip == NULL)
		return deliver(in, data, len);
	switch (gunzip_feed(in->gunzip, data, len, deliver, in)) {
	case GUNZIP_OK:
		return 0;
	case GUNZIP_BROKEN:
		in->cut = CUT_GZIP;
		return -1;
	case GUNZIP_STOPPED:
		break;
	}
	return -1;
}

int
intake_ignore(struct intake *in, size_t len)
{
	in->r->bytes += len;
	if (in->r->bytes <= IGNORED_MAX)
		return 0;
	in->cut = CUT_IGNORED;
	return -1;
}

bool
intake_short(const struct intake *in)
{
	return in->gunzip != NULL && !gunzip_whole(in->gunzip);
}

void
intake_fail(struct intake *in)
{
	static const char *const reasons[] = {
	    [CUT_HEADERS] = "more than 300 KiB of headers",
	    [CUT_READER] = "the answer was refused by its reader",
	    [CUT_ENCODING] = "in an encoding that was not asked for",
	    [CUT_GZIP] = "its compression (gzip) is damaged",
	};

	if (in->cut == CUT_LIMIT)
		response_too_long(in->r, in->limit);
	else
		response_fail(in->r, ERROR_PROTOCOL, "%s", reasons[in->cut]);
}

void
intake_clear(struct intake *in)
{
	gunzip_free(in->gunzip);
	in->gunzip = NULL;
}
