/** What an answer may say, and how much of it. Checked where it is typed and again where it arrives: who has a link need not use our page. */
import { isPlainText } from '../ui/plain-text.ts';

/** In UTF-16 units; strokes in bytes. */
export const ANSWER_LIMITS = { name: 200, text: 2000, strokes: 6000 } as const;

export type Answer =
	| {
			kind: 'accepted';
			/** As typed by who accepts. */ name: string;
			/** What was drawn, as the page that draws writes it. */ strokes?: Uint8Array;
	  }
	| { kind: 'declined'; reason: string }
	| { kind: 'question'; text: string }
	| { kind: 'saysPaid'; /** YYYY-MM-DD. */ on: string; text: string };

/** Only what belongs to the kind. Throws a `RangeError` that names the field. */
export function checkAnswer(value: unknown): Answer {
	ensure(typeof value === 'object' && value !== null, 'kind');
	const { kind, name, strokes, reason, text, on } = value as Record<string, unknown>;
	switch (kind) {
		case 'accepted':
			ensure(isPlainText(name, ANSWER_LIMITS.name) && isFilled(name) && !name.includes('\n'), 'name');
			if (strokes === undefined) return { kind, name };
			ensure(strokes instanceof Uint8Array && strokes.length > 0 && strokes.length <= ANSWER_LIMITS.strokes, 'strokes');
			return { kind, name, strokes };
		case 'declined':
			ensure(isPlainText(reason, ANSWER_LIMITS.text), 'reason');
			return { kind, reason };
		case 'question':
			ensure(isPlainText(text, ANSWER_LIMITS.text) && isFilled(text), 'text');
			return { kind, text };
		case 'saysPaid':
			ensure(isDay(on), 'on');
			ensure(isPlainText(text, ANSWER_LIMITS.text), 'text');
			return { kind, on, text };
		default:
			throw new RangeError("the answer's kind is not known");
	}
}

function isFilled(text: string): boolean {
	return text.trim() !== '';
}

function isDay(value: unknown): value is string {
	if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
	const day = new Date(`${value}T00:00:00Z`);
	return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}

function ensure(holds: boolean, field: string): asserts holds {
	if (!holds) throw new RangeError(`the answer's ${field} is missing, too long or has characters that are no text`);
}
