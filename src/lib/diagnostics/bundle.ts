/**
 * The support bundle: made when asked for, shown whole, saved by whoever made it, and kept nowhere. [Note: only words that are known]
 *
 * What goes into it passes one gate: magnitudes, yes and no, versions, dates of its own, and words made of small letters and hyphens, as the program's
 * codes are. Anything else becomes "other". So a text of the books cannot get in by a mistake somewhere else: it has capitals, digits, blanks or marks,
 * or is one of the words that the program itself has for a state.
 */
import type { Magnitude, WorkerFacts } from './api.ts';

const DAYS = 14;
const DAY = 86_400_000;
const STEPS: readonly Magnitude[] = ['0', '1-9', '10-99', '100-999', '1k-9k', '10k-99k', '100k-999k', '1M+'];

export function magnitude(count: number): Magnitude {
	if (!(count >= 1)) return '0';
	return STEPS[Math.min(String(Math.floor(count)).length, STEPS.length - 1)]!;
}

/** Of this browser. */
export interface PageFacts {
	/** Of the build: the same for all who use it. */
	version: string;
	browser: string;
	browserVersion: number;
	system: string;
	language: string;
	width: 'narrow' | 'medium' | 'wide';
	online: boolean;
	installed: boolean;
	offlineShell: boolean;
	newVersionWaits: boolean;
	persisted: boolean;
	/** Mebibytes. */
	used?: number;
	allowed?: number;
}

export interface SupportBundle {
	format: 'waxbill-support';
	version: 1;
	made: string;
	/** From this day on it is of no use and is to be deleted. */
	expires: string;
	app: Record<string, Told>;
	books: Record<string, Told>;
}
type Told = boolean | string | number | readonly string[] | { readonly [name: string]: Told };

export function supportBundle(worker: WorkerFacts, page: PageFacts, now: Date): SupportBundle {
	const { version, browserVersion, used, allowed, ...app } = page;
	const { rules, ...books } = worker;
	return {
		format: 'waxbill-support',
		version: 1,
		made: dayOf(now.getTime()),
		expires: dayOf(now.getTime() + DAYS * DAY),
		app: {
			version: /^[0-9a-f]{16}$|^\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(version) ? version : 'other',
			...(known(app) as Record<string, Told>),
			browserVersion: smallNumber(browserVersion),
			usedMebibytes: used === undefined ? 'other' : magnitude(used),
			allowedMebibytes: allowed === undefined ? 'other' : magnitude(allowed)
		},
		books: { rules: smallNumber(rules), ...(known(books) as Record<string, Told>) }
	};
}

/** As it is shown, and as it is saved. */
export function bundleText(bundle: SupportBundle): string {
	return `${JSON.stringify(bundle, undefined, '\t')}\n`;
}

export function bundleName({ expires }: SupportBundle): string {
	return `waxbill-support-until-${expires}.json`;
}

export function isExpired({ expires }: SupportBundle, now: Date): boolean {
	return dayOf(now.getTime()) >= expires;
}

const WORD = /^[a-z]{1,24}(-[a-z]{1,24}){0,5}$/;
const NAME = /^[a-z][A-Za-z-]{0,40}$/;

/** [Note: only words that are known] */
function known(value: unknown): Told {
	if (typeof value === 'boolean') return value;
	if (typeof value === 'string') return isWord(value) ? value : 'other';
	if (Array.isArray(value)) return [...new Set(value.map((each) => known(each) as string))].sort();
	if (typeof value !== 'object' || value === null) return 'other';
	const members = Object.entries(value).map(([name, inner]) => [NAME.test(name) ? name : 'other', known(inner)] as const);
	return Object.fromEntries(members);
}

function isWord(text: string): boolean {
	return (STEPS as readonly string[]).includes(text) || WORD.test(text);
}

function smallNumber(number: number): number | string {
	return Number.isSafeInteger(number) && number >= 0 && number < 10_000 ? number : 'other';
}

function dayOf(time: number): string {
	return new Date(time).toISOString().slice(0, 10);
}
