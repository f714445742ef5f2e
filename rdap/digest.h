/*
 * digest: SHA-256 (FIPS 180-4), from OpenSSL's libcrypto. One wall around it.
 * That libcrypto fails is treated as want of memory (alloc.h).
 */
#ifndef RDAP_DIGEST_H
#define RDAP_DIGEST_H

#include <stddef.h>

#define DIGEST_TEXT_MAX 65 /* 64 hex digits and a NUL */

struct digest;

struct digest *digest_new(void);
void digest_add(struct digest *d, const void *data, size_t len);
/* Lower-case hex of all that was added; starts afresh. Returns `out`. */
char *digest_text(struct digest *d, char out[DIGEST_TEXT_MAX]);
void digest_free(struct digest *d);

/* Of one block of bytes. Returns `out`. */
char *digest_of(const void *data, size_t len, char out[DIGEST_TEXT_MAX]);

/* HMAC-SHA256 (RFC 2104) of it under a key. Returns `out`. */
char *digest_keyed(const void *key, size_t key_len, const void *data,
    size_t len, char out[DIGEST_TEXT_MAX]);

#endif
