/** Two texts compared, and what follows from it for a third one and for a cursor. Places and lengths count UTF-16 units, as fields do. */

export interface TextChange {
	/** In the text before. */
	at: number;
	removed: number;
	added: string;
}

/** Longer middles are replaced whole: comparing them takes their lengths multiplied. */
const COMPARED = 1_000_000;

/** What makes one text of the other, in order; letters that both have stay where that takes the fewest changes. */
export function changesBetween(before: string, after: string): TextChange[] {
	if (before === after) return [];
	const [start, end] = sameEnds(before, after);
	const [from, to] = [Array.from(before.slice(start, before.length - end)), Array.from(after.slice(start, after.length - end))];
	if (from.length * to.length > COMPARED) return [{ at: start, removed: before.length - end - start, added: to.join('') }];
	return walk(from, to, start);
}

/** The text with both changes of it. Where both wrote at one place, theirs comes first. */
export function mergeTexts(before: string, mine: string, theirs: string): string {
	const [here, there] = [new Applied(before, mine), new Applied(before, theirs)];
	let merged = '';
	for (let at = 0; at <= before.length; at++) {
		merged += (there.added.get(at) ?? '') + (here.added.get(at) ?? '');
		if (at < before.length && !here.removed.has(at) && !there.removed.has(at)) merged += before[at];
	}
	return merged;
}

/**
 * Where a cursor goes when its text changes: it stays between the letters it was between; where those around it were replaced, it stands behind the
 * new ones. What is written exactly there comes behind it, or, when it `follows` the letter after it, before it.
 */
export function movedPlace(changes: readonly TextChange[], place: number, follows = false): number {
	let moved = place;
	for (const { at, removed, added } of changes) {
		if (at > place || (at === place && !(follows && removed === 0))) break;
		moved += added.length - Math.min(removed, place - at);
	}
	return moved;
}

class Applied {
	readonly added = new Map<number, string>();
	readonly removed = new Set<number>();
	constructor(before: string, after: string) {
		for (const { at, removed, added } of changesBetween(before, after)) {
			if (added) this.added.set(at, added);
			for (let place = at; place < at + removed; place++) this.removed.add(place);
		}
	}
}

/** Lengths of what both begin and end with; no letter of two units is cut. */
function sameEnds(before: string, after: string): [start: number, end: number] {
	const shorter = Math.min(before.length, after.length);
	let start = 0;
	while (start < shorter && before[start] === after[start]) start++;
	if (start > 0 && isFirstHalf(before.charCodeAt(start - 1))) start--;
	let end = 0;
	while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
	if (end > 0 && isSecondHalf(before.charCodeAt(before.length - end))) end--;
	return [start, end];
}

/** Longest common subsequence, then its gaps. */
function walk(from: string[], to: string[], start: number): TextChange[] {
	const width = to.length + 1;
	const longest = new Uint32Array((from.length + 1) * width);
	for (let i = from.length - 1; i >= 0; i--)
		for (let j = to.length - 1; j >= 0; j--)
			longest[i * width + j] =
				from[i] === to[j] ? longest[(i + 1) * width + j + 1]! + 1 : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
	const changes: TextChange[] = [];
	let open: TextChange | undefined;
	let at = start;
	for (let i = 0, j = 0; i < from.length || j < to.length;) {
		if (i < from.length && j < to.length && from[i] === to[j]) {
			open = undefined;
			at += from[i]!.length;
			i++;
			j++;
			continue;
		}
		if (!open) changes.push((open = { at, removed: 0, added: '' }));
		if (j === to.length || (i < from.length && longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!)) {
			open.removed += from[i]!.length;
			at += from[i++]!.length;
		} else open.added += to[j++];
	}
	return changes;
}

function isFirstHalf(code: number): boolean {
	return code >= 0xd800 && code <= 0xdbff;
}

function isSecondHalf(code: number): boolean {
	return code >= 0xdc00 && code <= 0xdfff;
}
