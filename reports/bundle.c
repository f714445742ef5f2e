#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "bundle.h"
#include "data.h"
#include "output.h"
#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "rdap/clock.h"
#include "tar.h"

#define TOP        "evidence/"
#define HANDLE_MAX 40 /* of a handle in a file name */

struct bundle {
	const struct evidence *evidence;
	struct tar *tar;
	struct buf index, sums;
	struct buf *names; /* of the parts, by block; "" where there is none */
};

/* ---- names --------------------------------------------------------------- */

static const char *
suffix_of(const char *part)
{
	return *part == '{' ? "json" : *part == '<' ? "xml" : "txt";
}

/* A handle is whatever the registry says: no name may lead out of parts/. */
static void
name_part(struct buf *name, size_t number, const struct proof *p)
{
	const char *c;
	size_t left = HANDLE_MAX;

	buf_printf(name, "parts/%05zu-%s-", number, record_kind_name(p->kind));
	for (c = p->handle; *c != '\0' && left > 0; c++, left--)
		buf_putc(name,
		    (*c >= '0' && *c <= '9') || (*c >= 'A' && *c <= 'Z') ||
			    (*c >= 'a' && *c <= 'z') || *c == '.' || *c == '-'
			? *c
			: '_');
	buf_printf(name, ".%s", suffix_of(p->body));
}

static void
name_parts(struct bundle *b)
{
	const struct evidence *e = b->evidence;
	size_t number = 0;

	b->names = xcalloc(e->block_count + 1, sizeof(*b->names));
	for (size_t i = 0; i < e->block_count; i++)
		if (e->blocks[i].proof != NULL)
			name_part(&b->names[i], ++number, e->blocks[i].proof);
}

/* ---- the index ----------------------------------------------------------- */

/* NULL is null; so is what is no text. */
static void
put_member(json_t *line, const char *name, const char *text)
{
	json_t *value =
	    text != NULL && *text != '\0' ? json_string(text) : NULL;

	json_object_set_new(line, name, value != NULL ? value : json_null());
}

static void
put_time(json_t *line, int64_t when)
{
	char text[CLOCK_TEXT_MAX];

	put_member(line, "time", clock_format(when, text));
}

static void
put_line(struct bundle *b, json_t *line)
{
	char *text = json_dumps(line, JSON_COMPACT | JSON_ENSURE_ASCII);

	buf_puts(&b->index, text);
	buf_putc(&b->index, '\n');
	free(text);
	json_decref(line);
}

static json_t *
begin_line(const char *org, enum record_kind kind, const char *handle,
    const char *address, const char *spelling)
{
	json_t *line = json_object();

	put_member(line, "org", org);
	put_member(line, "kind", record_kind_name(kind));
	put_member(line, "record", handle);
	put_member(line, "address", address);
	put_member(line, "spelling", spelling);
	return line;
}

static void
end_line(struct bundle *b, json_t *line, const char *digest)
{
	put_member(line, "answer_sha256", digest);
	put_member(line, "answer", "needs the recording");
	put_line(b, line);
}

static void
index_shown(struct bundle *b, const struct proof *p, const char *file,
    const struct shown *s)
{
	json_t *line = begin_line(p->org, p->kind, p->handle,
	    s != NULL ? s->address : NULL, s != NULL ? s->spelling : NULL);
	char *filter =
	    p->path[0] == '$'
		? xasprintf("%s%s", p->path[1] == '.' ? "" : ".", p->path + 1)
		: NULL;

	put_member(line, "url", p->url);
	put_time(line, p->time);
	put_member(line, "path", p->path);
	put_member(line, "jq", filter);
	put_member(line, "file", file);
	put_member(line, "sha256", p->digest);
	end_line(b, line, p->answer_digest);
	free(filter);
}

static void
index_proof(struct bundle *b, const struct proof *p, const char *file)
{
	const char *wanted = b->evidence->address;
	size_t told = 0;

	for (size_t i = 0; i < p->shown_count; i++)
		if (wanted == NULL ||
		    strcmp(p->shown[i].address, wanted) == 0) {
			index_shown(b, p, file, &p->shown[i]);
			told++;
		}
	if (told == 0)
		index_shown(b, p, file, NULL);
}

static void
index_bare(struct bundle *b, const struct sighting *s)
{
	bool poc = *s->poc != '\0';
	json_t *line = begin_line(s->org, poc ? RECORD_POC : s->record_kind,
	    poc ? s->poc : s->record, s->address, s->spelling);

	put_member(line, "url", s->source_url);
	put_time(line, s->observed_at);
	put_member(line, "path", NULL);
	put_member(line, "jq", NULL);
	put_member(line, "file", NULL);
	put_member(line, "sha256", NULL);
	end_line(b, line, s->source_digest);
}

static void
index_all(struct bundle *b)
{
	const struct evidence *e = b->evidence;

	for (size_t i = 0; i < e->block_count; i++)
		if (e->blocks[i].proof != NULL)
			index_proof(b, e->blocks[i].proof, b->names[i].data);
		else
			index_bare(b, e->blocks[i].sighting);
}

/* ---- the archive ----------------------------------------------------------- */

/* The sum of each file comes before all but the README, so they are made
 * first. */
static void
sum(struct bundle *b, const char *name, const char *data, size_t len)
{
	char digest[DIGEST_TEXT_MAX];

	buf_printf(&b->sums, "%s  %s\n", digest_of(data, len, digest), name);
}

static int
add(struct bundle *b, const char *name, const char *data, size_t len)
{
	char *path = xasprintf(TOP "%s", name);
	int rc = tar_add(b->tar, path, data, len);

	free(path);
	return rc;
}

/* The findings, where all is bundled: those of one address would tell of
 * others. The caller frees. */
static char *
make_report(const struct evidence *e, size_t *len)
{
	struct format_options options = {.utf8 = true};
	char *text = NULL;
	FILE *out;

	*len = 0;
	if (e->named)
		return NULL;
	out = open_memstream(&text, len);
	if (out == NULL)
		alloc_fail();
	format_csv(e->report, &options, out);
	fclose(out);
	return text;
}

static int
add_all(struct bundle *b, const char *report, size_t len)
{
	const struct evidence *e = b->evidence;

	if (add(b, "README.txt", data_bundle_readme,
		strlen(data_bundle_readme)) == -1 ||
	    add(b, "SHA256SUMS", b->sums.data, b->sums.len) == -1 ||
	    add(b, "index.jsonl", b->index.data, b->index.len) == -1)
		return -1;
	for (size_t i = 0; i < e->block_count; i++) {
		const struct proof *p = e->blocks[i].proof;

		if (p != NULL &&
		    add(b, b->names[i].data, p->body, strlen(p->body)) == -1)
			return -1;
	}
	return report == NULL ? 0 : add(b, "report.csv", report, len);
}

static void
sum_all(struct bundle *b, const char *report, size_t len)
{
	const struct evidence *e = b->evidence;

	sum(b, "README.txt", data_bundle_readme, strlen(data_bundle_readme));
	sum(b, "index.jsonl", b->index.data, b->index.len);
	for (size_t i = 0; i < e->block_count; i++) {
		const struct proof *p = e->blocks[i].proof;

		if (p != NULL)
			sum(b, b->names[i].data, p->body, strlen(p->body));
	}
	if (report != NULL)
		sum(b, "report.csv", report, len);
}

static void
bundle_clear(struct bundle *b)
{
	for (size_t i = 0; i < b->evidence->block_count; i++)
		buf_clear(&b->names[i]);
	free(b->names);
	buf_clear(&b->index);
	buf_clear(&b->sums);
}

static int
write_bundle(const void *what, FILE *out)
{
	struct bundle b = {.evidence = what};
	int64_t when = b.evidence->report->run->observed_at;
	size_t len;
	char *report = make_report(b.evidence, &len);
	int rc, number;

	name_parts(&b);
	index_all(&b);
	sum_all(&b, report, len);
	b.tar = tar_new(out, when != CLOCK_NONE ? when : 0);
	rc = add_all(&b, report, len);
	number = errno;
	if (tar_end(b.tar) == -1 && rc == 0)
		rc = -1;
	else
		errno = number;
	free(report);
	bundle_clear(&b);
	return rc;
}

int
bundle_write(const char *path, const struct evidence *e, struct error *err)
{
	struct content content = {0600, write_bundle, e};

	for (size_t i = 0; i < e->block_count; i++) {
		const struct proof *p = e->blocks[i].proof;

		if (p != NULL && !proof_intact(p))
			return error_set(err, ERROR_DATA,
			    "the kept part of %s %s is not what it was; "
			    "nothing is bundled",
			    record_kind_name(p->kind), p->handle);
	}
	return output_file(path, &content, err);
}
