#include <stdlib.h>

#define ZLIB_CONST
#include <zlib.h>

#include "alloc.h"
#include "gunzip.h"

#define GZIP_ONLY (16 + MAX_WBITS) /* as inflateInit2() spells it */
#define CHUNK     16384

struct gunzip {
	z_stream stream;
	bool begun;
	bool ended;
};

struct gunzip *
gunzip_new(void)
{
	struct gunzip *g = xcalloc(1, sizeof(*g));

	if (inflateInit2(&g->stream, GZIP_ONLY) != Z_OK)
		alloc_fail();
	return g;
}

static enum gunzip_result
inflate_some(struct gunzip *g, gunzip_fn *out, void *arg)
{
	char chunk[CHUNK];
	int rc;

	g->stream.next_out = (Bytef *)chunk;
	g->stream.avail_out = sizeof(chunk);
	rc = inflate(&g->stream, Z_NO_FLUSH);
	if (rc == Z_MEM_ERROR)
		alloc_fail();
	if (rc != Z_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR)
		return GUNZIP_BROKEN;
	g->ended = rc == Z_STREAM_END;
	if (g->stream.avail_out == sizeof(chunk))
		return GUNZIP_OK;
	return out(arg, chunk, sizeof(chunk) - g->stream.avail_out) == 0
		   ? GUNZIP_OK
		   : GUNZIP_STOPPED;
}

enum gunzip_result
gunzip_feed(
    struct gunzip *g, const void *data, size_t len, gunzip_fn *out, void *arg)
{
	enum gunzip_result result = GUNZIP_OK;

	g->begun = g->begun || len > 0;
	g->stream.next_in = data;
	g->stream.avail_in = len;
	do {
		if (g->ended)
			return g->stream.avail_in == 0 ? GUNZIP_OK
						       : GUNZIP_BROKEN;
		result = inflate_some(g, out, arg);
	} while (result == GUNZIP_OK &&
		 (g->stream.avail_in > 0 || g->stream.avail_out == 0));
	return result;
}

bool
gunzip_whole(const struct gunzip *g)
{
	return g->ended || !g->begun;
}

void
gunzip_free(struct gunzip *g)
{
	if (g == NULL)
		return;
	inflateEnd(&g->stream);
	free(g);
}
