#include <sys/random.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "pool.h"

#define FIRST_SIZE 256 /* a power of two */

/* A hash table with open addressing, at most half full. */
struct slot {
	uint64_t hash;
	char *text; /* NULL: the slot is free */
};

struct pool {
	struct slot *slots;
	size_t size; /* a power of two */
	size_t count;
	uint64_t seed;
};

/* FNV-1a, from a state that nobody outside knows: a registry's texts cannot
 * all be made to fall on one slot. */
static uint64_t
hash_of(const struct pool *pool, const char *text)
{
	uint64_t hash = pool->seed;

	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001b3;
	return hash ^ hash >> 32;
}

/* Where it is, or belongs. */
static struct slot *
slot_of(const struct pool *pool, uint64_t hash, const char *text)
{
	struct slot *slot;

	for (size_t i = hash;; i++) {
		slot = &pool->slots[i & (pool->size - 1)];
		if (slot->text == NULL ||
		    (slot->hash == hash && strcmp(slot->text, text) == 0))
			return slot;
	}
}

static void
pool_grow(struct pool *pool)
{
	struct pool old = *pool;

	pool->size = old.size * 2;
	pool->slots = xcalloc(pool->size, sizeof(*pool->slots));
	for (size_t i = 0; i < old.size; i++)
		if (old.slots[i].text != NULL)
			*slot_of(pool, old.slots[i].hash, old.slots[i].text) =
			    old.slots[i];
	free(old.slots);
}

static struct pool *
pool_new(void)
{
	struct pool *pool = xcalloc(1, sizeof(*pool));

	pool->size = FIRST_SIZE;
	pool->slots = xcalloc(pool->size, sizeof(*pool->slots));
	if (getrandom(&pool->seed, sizeof(pool->seed), 0) == -1)
		pool->seed = (uintptr_t)pool;
	return pool;
}

const char *
pool_text(struct pool **pool, const char *text)
{
	struct slot *slot;
	uint64_t hash;

	if (*text == '\0')
		return "";
	if (*pool == NULL)
		*pool = pool_new();
	hash = hash_of(*pool, text);
	slot = slot_of(*pool, hash, text);
	if (slot->text != NULL)
		return slot->text;
	if (((*pool)->count + 1) * 2 > (*pool)->size) {
		pool_grow(*pool);
		slot = slot_of(*pool, hash, text);
	}
	(*pool)->count++;
	*slot = (struct slot){hash, xstrdup(text)};
	return slot->text;
}

void
pool_free(struct pool *pool)
{
	if (pool == NULL)
		return;
	for (size_t i = 0; i < pool->size; i++)
		free(pool->slots[i].text);
	free(pool->slots);
	free(pool);
}
