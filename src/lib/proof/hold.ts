/** Documents in a JSON file, held against what a proof says of them: their bytes are known by their hash. */
import type { IssuedDocument } from '../documents/document.ts';
import { encodeJson } from '../workspace/json.ts';
import { hashHex } from '../workspace/transaction.ts';
import type { DocumentReport } from './report.ts';

export interface Held {
	number: string;
	/** `same` to the last character; `differs` from what was issued under the number; `absent`: the proof knows no such number. */
	is: 'same' | 'differs' | 'absent';
}

/** Undefined for a file without any document. Takes one document, a list of them, or books as they are exported. */
export function holdJson(text: string, documents: readonly DocumentReport[]): Held[] | undefined {
	const found = documentsIn(text);
	if (found.length === 0) return undefined;
	const standing = documents.filter(({ fault }) => !fault);
	const hashes = new Set(standing.map(({ hash }) => hash));
	const numbers = new Set(standing.map(({ number }) => number));
	return found.map((document) => {
		const isSame = hashes.has(hashHex('wb1/issue', encodeJson(document)));
		return { number: document.number, is: isSame ? 'same' : numbers.has(document.number) ? 'differs' : 'absent' };
	});
}

function documentsIn(text: string): IssuedDocument[] {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return [];
	}
	const { journal } = (value ?? {}) as { journal?: unknown };
	const all = Array.isArray(journal)
		? journal.flatMap((each: { type?: unknown; value?: unknown } | null) => (each?.type === 'issued' ? [each.value] : []))
		: [value].flat();
	return all.filter((each): each is IssuedDocument => {
		const { number, content } = (each ?? {}) as Partial<IssuedDocument>;
		return typeof number === 'string' && typeof content === 'object';
	});
}
