/*
 * Any bytes, read as the file of a DNS line in a recording; the first says of
 * which type. What is read is written so that it is read the same again; what
 * is refused leaves no record.
 *
 * With -fsanitize=fuzzer a fuzzer; with -DREPLAY it reads the files named.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rdap/dns.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char *
read_and_write(enum dns_type type, const char *text, size_t len, size_t *count)
{
	struct dns_answer a = {.type = type};
	char *written = NULL;

	if (dns_read(&a, text, len, NULL) == 0)
		written = dns_write(&a);
	else if (a.count != 0)
		abort();
	*count = a.count;
	dns_answer_clear(&a);
	return written;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum dns_type type;
	char *once, *twice;
	size_t count, again;

	if (size == 0)
		return 0;
	type = (enum dns_type)(data[0] % DNS_TYPES);
	once = read_and_write(type, (const char *)data + 1, size - 1, &count);
	if (once == NULL)
		return 0;
	twice = read_and_write(type, once, strlen(once), &again);
	if (twice == NULL || strcmp(once, twice) != 0 || count != again)
		abort();
	free(once);
	free(twice);
	return 0;
}

#ifdef REPLAY
int
main(int argc, char *argv[])
{
	static uint8_t data[1 << 20];
	FILE *f;
	int i;

	for (i = 1; i < argc; i++) {
		if ((f = fopen(argv[i], "rb")) == NULL) {
			perror(argv[i]);
			return 1;
		}
		LLVMFuzzerTestOneInput(data, fread(data, 1, sizeof(data), f));
		fclose(f);
	}
	printf("%d files replayed\n", argc - 1);
	return 0;
}
#endif
