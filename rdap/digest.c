#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <stdlib.h>
#include "alloc.h"
#include "digest.h"

struct digest {
	EVP_MD_CTX *ctx;
};

/* libcrypto fails here only for want of memory, or of SHA-256 itself. */
static void
must(int ok)
{
	if (ok != 1)
		alloc_fail();
}

static char *
hex(const unsigned char *sum, unsigned len, char out[DIGEST_TEXT_MAX])
{
	for (unsigned i = 0; i < len; i++)
		snprintf(out + 2 * i, 3, "%02x", sum[i]);
	return out;
}

struct digest *
digest_new(void)
{
	struct digest *d = xmalloc(sizeof(*d));

	d->ctx = EVP_MD_CTX_new();
	must(d->ctx != NULL);
	must(EVP_DigestInit_ex(d->ctx, EVP_sha256(), NULL));
	return d;
}

void
digest_add(struct digest *d, const void *data, size_t len)
{
	must(EVP_DigestUpdate(d->ctx, data, len));
}

char *
digest_text(struct digest *d, char out[DIGEST_TEXT_MAX])
{
	unsigned char sum[EVP_MAX_MD_SIZE];
	unsigned len;

	must(EVP_DigestFinal_ex(d->ctx, sum, &len));
	must(EVP_DigestInit_ex(d->ctx, EVP_sha256(), NULL));
	return hex(sum, len, out);
}

void
digest_free(struct digest *d)
{
	if (d == NULL)
		return;
	EVP_MD_CTX_free(d->ctx);
	free(d);
}

char *
digest_of(const void *data, size_t len, char out[DIGEST_TEXT_MAX])
{
	struct digest *d = digest_new();

	digest_add(d, data, len);
	digest_text(d, out);
	digest_free(d);
	return out;
}

char *
digest_keyed(const void *key, size_t key_len, const void *data, size_t len,
    char out[DIGEST_TEXT_MAX])
{
	unsigned char sum[EVP_MAX_MD_SIZE];
	unsigned sum_len;

	must(HMAC(EVP_sha256(), key, (int)key_len, data, len, sum, &sum_len) !=
	     NULL);
	return hex(sum, sum_len, out);
}
