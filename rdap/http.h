/*
 * http: what the words of an HTTP answer mean (RFC 9110), for those that
 * bring answers: fetch and recording. Header values are a stranger's bytes.
 */
#ifndef RDAP_HTTP_H
#define RDAP_HTTP_H

#include <stdbool.h>
#include <stdint.h>

/*
 * "application/rdap+json" of "Application/RDAP+JSON; charset=utf-8". The
 * caller owns it; "" for NULL and for what is no media type.
 */
char *http_media_type(const char *value);
/* Is it one as http_media_type() makes it, not ""? */
bool http_media_type_valid(const char *type);

/* Any of the three forms of RFC 9110 section 5.6.7; CLOCK_NONE for NULL and
 * what is none. */
int64_t http_date(const char *value);

/*
 * Seconds a Retry-After asks to wait (RFC 9110 section 10.2.3), a date being
 * compared with `now`: 0 for one that has passed, INT32_MAX at most, -1 when
 * it cannot be read.
 */
int64_t http_retry_after(const char *value, int64_t now);

bool http_redirects(int status);   /* 301, 302, 303, 307, 308 */
bool http_unavailable(int status); /* 5xx, but 501: that is an answer */

#endif
