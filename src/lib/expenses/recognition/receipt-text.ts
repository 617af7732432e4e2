/** What text recognition hands over, and how words on paper are compared. Pure. */

export interface TextLine {
	text: string;
	/** Of the recognition, 0 to 100. */
	confidence: number;
}

/** Sure: two things on the paper say it. Likely: one does. A guess: nothing says otherwise. */
export type Sureness = 'sure' | 'likely' | 'guess';

export interface Found<T> {
	value: T;
	sureness: Sureness;
	/** The line it stands on, as it was read. */
	from: string;
}

/** Below this, letters of a line are likely to be wrong: nothing on it is sure. */
export const CLEAR = 70;

/** Capitals without accents; figures inside words are the letters that they look like ("T0TAL"). */
function folded(text: string): string {
	const plain = text.normalize('NFD').replace(/\p{M}/gu, '').replace(/ß/g, 'ss').toUpperCase();
	return plain.replace(/[A-Z0-9|]+/g, (word) => {
		const letters = word.replace(/[^A-Z]/g, '').length;
		if (letters < 3 || letters * 2 <= word.length) return word;
		return word.replace(/[0158|]/g, (figure) => LOOKS_LIKE[figure]!);
	});
}
const LOOKS_LIKE: Record<string, string> = { '0': 'O', '1': 'I', '5': 'S', '8': 'B', '|': 'I' };

/** Lines in their order down the paper, each with its folded words. */
export interface PaperLine extends TextLine {
	at: number;
	words: string;
}

export function paperLines(lines: readonly TextLine[]): PaperLine[] {
	return lines
		.map(({ text, confidence }) => ({ text: text.replace(/\s+/g, ' ').trim(), confidence }))
		.filter(({ text }) => text !== '')
		.map((line, at) => ({ ...line, at, words: folded(line.text) }));
}

export function atMost(sureness: Sureness, line: TextLine): Sureness {
	return sureness === 'sure' && line.confidence < CLEAR ? 'likely' : sureness;
}
