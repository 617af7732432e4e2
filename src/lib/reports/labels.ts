import type { en } from './messages/en.ts';

/** What a report calls something: a key of the catalogue. */
export type Word = keyof typeof en;
