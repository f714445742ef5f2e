#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "mailboxes.h"
#include "rdap/address.h"

#define BLANKS " \t\r\n\v\f"
#define BOM    "\xef\xbb\xbf"

static int
refuse(const char *path, const char *why, struct error *err)
{
	return error_set(err, ERROR_CONFIG, "%s: %s", path, why);
}

/* The address on a line, cut out of it; "" when there is none. */
static char *
address_on(char *line, size_t number)
{
	size_t len;

	if (number == 1 && strncmp(line, BOM, strlen(BOM)) == 0)
		line += strlen(BOM);
	line += strspn(line, BLANKS);
	/* '#' may be in an address, but not behind a blank or at the front */
	for (char *p = line; (p = strchr(p, '#')) != NULL; p++)
		if (p == line || strchr(BLANKS, p[-1]) != NULL) {
			*p = '\0';
			break;
		}
	for (len = strlen(line); len > 0 && strchr(BLANKS, line[len - 1]);
	     len--)
		line[len - 1] = '\0';
	return line;
}

static int
add(struct strings *keys, const char *address)
{
	char *key;

	if (!address_valid(address))
		return -1;
	key = address_key(address);
	strings_take(keys, address_mailbox(key));
	free(key);
	return 0;
}

static int
read_list(FILE *in, const char *path, struct strings *keys, struct error *err)
{
	char *line = NULL, *address;
	size_t size = 0, number = 0;
	ssize_t len;
	int result = 0;

	while (result == 0 && (len = getline(&line, &size, in)) != -1) {
		number++;
		if (strlen(line) != (size_t)len) {
			result = error_set(err, ERROR_CONFIG,
			    "%s:%zu: expected text, not NUL bytes", path,
			    number);
			break;
		}
		address = address_on(line, number);
		if (*address != '\0' && add(keys, address) == -1)
			result = error_set(err, ERROR_CONFIG,
			    "%s:%zu: expected one mail address and nothing "
			    "else; a line that is not understood could make a "
			    "live mailbox look gone",
			    path, number);
	}
	if (result == 0 && ferror(in))
		result = refuse(path, strerror(errno), err);
	free(line);
	return result;
}

/* Each once; they are sorted. */
static void
drop_twins(struct strings *keys)
{
	size_t n = 0;

	for (size_t i = 0; i < keys->count; i++) {
		if (n > 0 && strcmp(keys->items[n - 1], keys->items[i]) == 0)
			free(keys->items[i]);
		else
			keys->items[n++] = keys->items[i];
	}
	keys->count = n;
}

int
mailboxes_read(const char *path, struct strings *keys, struct error *err)
{
	FILE *in = fopen(path, "re");
	struct stat st;
	int result;

	if (in == NULL)
		return refuse(path, strerror(errno), err);
	if (fstat(fileno(in), &st) == 0 && S_ISDIR(st.st_mode))
		result = refuse(path, "is a directory; expected a file", err);
	else
		result = read_list(in, path, keys, err);
	fclose(in);
	if (result == 0 && keys->count == 0)
		result = refuse(path,
		    "holds no mail address; expected the live mailboxes of "
		    "the own domains, one a line",
		    err);
	strings_sort(keys);
	drop_twins(keys);
	return result;
}
