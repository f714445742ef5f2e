#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>

#include "config.h"
#include "rdap/alloc.h"
#include "redact_key.h"
#include "trusted_file.h"

#define HEX "0123456789abcdef"

static int
check_secret(const char *path, struct error *err)
{
	struct stat st;

	if (stat(path, &st) == 0 && (st.st_mode & 077) != 0)
		return error_set(err, ERROR_PERMISSION,
		    "%s: others may read or write it; expected a key that "
		    "only its owner can (chmod 600), or a new one "
		    "(\"whoexposed redact-key rotate\")",
		    path);
	return 0;
}

static int
parse(const char *path, const struct buf *text,
    unsigned char key[REDACT_KEY_SIZE], struct error *err)
{
	const char *p = text->data != NULL ? text->data : "";
	size_t digits = strspn(p, HEX);

	if (digits != 2 * REDACT_KEY_SIZE || strcmp(p + digits, "\n") != 0)
		return error_set(err, ERROR_CONFIG,
		    "%s: expected a key of %d hex digits, as \"whoexposed "
		    "redact-key rotate\" makes one",
		    path, 2 * REDACT_KEY_SIZE);
	for (size_t i = 0; i < REDACT_KEY_SIZE; i++)
		key[i] = (unsigned char)((strchr(HEX, p[2 * i]) - HEX) * 16 +
					 (strchr(HEX, p[2 * i + 1]) - HEX));
	return 0;
}

int
redact_key_read(const struct options *options,
    unsigned char key[REDACT_KEY_SIZE], struct error *err)
{
	char *path = config_beside(options, "redact.key"), *made = NULL;
	struct buf text = {0};
	int result = check_secret(path, err);

	if (result == 0)
		result = trusted_file_read(path, &text, err);
	if (result == 0 && redact_key_make(options, &made, err) == 0) {
		result = trusted_file_read(path, &text, err);
		if (!options->quiet && result == 1)
			fprintf(stderr,
			    "whoexposed: wrote %s: keep it to yourself\n",
			    made);
	}
	result = result == 1 ? parse(path, &text, key, err) : -1;
	buf_clear(&text);
	free(made);
	free(path);
	return result;
}

int
redact_key_make(const struct options *options, char **path, struct error *err)
{
	unsigned char key[REDACT_KEY_SIZE];
	struct buf text = {0};
	int result;

	*path = config_beside(options, "redact.key");
	if (getrandom(key, sizeof(key), 0) != (ssize_t)sizeof(key))
		return error_set(
		    err, ERROR_SYSTEM, "getrandom: %s", strerror(errno));
	for (size_t i = 0; i < sizeof(key); i++)
		buf_printf(&text, "%02x", key[i]);
	buf_putc(&text, '\n');
	result = trusted_file_write(*path, &text, err);
	buf_clear(&text);
	return result;
}
