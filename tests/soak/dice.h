/*
 * dice: random numbers that a seed decides, the same on every machine.
 */
#ifndef TESTS_SOAK_DICE_H
#define TESTS_SOAK_DICE_H

#include <stdbool.h>
#include <stdint.h>

/* splitmix64: the next of a sequence. */
static inline uint64_t
dice_next(uint64_t *seed)
{
	uint64_t x = *seed += UINT64_C(0x9e3779b97f4a7c15);

	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return x ^ x >> 31;
}

/* One of 0 .. sides - 1. */
static inline unsigned
dice(uint64_t *seed, unsigned sides)
{
	return (unsigned)(dice_next(seed) % sides);
}

static inline bool
dice_percent(uint64_t *seed, unsigned percent)
{
	return dice(seed, 100) < percent;
}

/* What a text, in one run of one schedule, comes to. */
static inline uint64_t
dice_of(uint64_t seed, const char *text)
{
	for (; *text != '\0'; text++)
		seed = (seed ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
	return dice_next(&seed);
}

#endif
