/** A series of one device's own beside one that another device numbers. */
import { validateSeries } from './series-rules.ts';
import type { Series } from './series.ts';

/**
 * Like the other one, with a code before the first thing that changes in its pattern: "F{YYYY}-{0000}" becomes FP2026-0001 on the phone. The mark
 * of a segment stands elsewhere (F2026B-0001), so the two cannot meet.
 *
 * @param others all series there are
 * @param device what the device is called: the code is its first letter where that is free
 */
export function ownSeries(like: Series, others: readonly Series[], device: string): Series {
	const own = device.normalize('NFD').toUpperCase().match(/[A-Z]/g) ?? [];
	const letters = [...'ABCDEFGHJKLMNPQRSTUVWXYZ'];
	const codes = [...own, ...letters, ...letters.flatMap((a) => letters.map((b) => a + b))];
	const isFree = (made: Series) => Object.keys(validateSeries(made, others)).length === 0;
	for (const place of PLACES) {
		const made = codes.map((code) => withCode(like, code, device, place)).find(isFree);
		if (made) return made;
	}
	// Every code is taken, or the pattern leaves no room for one: it is said at the field.
	return withCode(like, codes.join('').slice(0, 12), device, () => '{SERIES}{YYYY}-{0000}');
}

/** Where the code may stand: a client's number at the beginning can be any text. */
const PLACES: readonly ((pattern: string) => string)[] = [
	(pattern) => pattern.replace('{', '{SERIES}{'),
	(pattern) => pattern.replace(/\{0+\}/, (sequence) => `{SERIES}${sequence}`),
	() => '{SERIES}{YYYY}-{0000}'
];

function withCode(like: Series, code: string, device: string, place: (pattern: string) => string): Series {
	const hasCode = like.pattern.includes('{SERIES}');
	const full = hasCode ? `${like.code ?? ''}${code}`.slice(0, 12) : code;
	const name = `${like.name}, ${device === '' ? full : device}`.slice(0, 100);
	return { ...like, name, pattern: hasCode ? like.pattern : place(like.pattern), code: full, start: 1 };
}
