/**
 * How much is done of what is only repeated: `npm test` does a part of it, `npm run test:full` all of it.
 * Nothing is left out of the part that only the rest would cover.
 */
export const IS_FULL = process.env.KUMOMORI_TESTS === 'full';

/** One in so many. */
const PART = 5;

/** How often to repeat what is repeated so many times in full. */
export function times(full: number): number {
  return IS_FULL ? full : Math.ceil(full / PART);
}

/** Cases spread evenly over all of them. */
export function some<Case>(all: readonly Case[]): readonly Case[] {
  return IS_FULL ? all : all.filter((_, index) => index % PART === 0);
}
