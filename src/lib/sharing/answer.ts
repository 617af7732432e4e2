/**
 * What a client answers. Two seals, each against another:
 *
 *     answer = seal(answer key, box, id 32 ‖ version 4 ‖ answer id 16)      the relay, which lacks the link, forges and moves none
 *     box    = crypto_box_seal(pad(JSON{package, version, id, shown, answer}), package's answer key)      others with the link read none
 *
 * What stands in the additional data stands in the box again: whoever has the link could take another's box out of its seal and put it in one of his own, and
 * an acceptance would come twice. `shown` is the hash of what was agreed to; it is in the box and not in the additional data, so that an answer to what is no
 * longer on offer is told from a forged one, and the relay is not given a hash it could try guesses on.
 */
import type { BoxPublic } from '../crypto/brands.ts';
import { boxOpen, boxSeal } from '../crypto/box.ts';
import type { ClientKeys } from '../crypto/client-link.ts';
import { concat } from '../crypto/derive.ts';
import type { BoxPair } from '../crypto/device.ts';
import { pad, unpad } from '../crypto/padding.ts';
import { newId16 } from '../crypto/random.ts';
import { open, seal } from '../crypto/seal.ts';
import { decodeJson, encodeJson } from '../workspace/json.ts';
import { checkAnswer, type Answer } from './answer-shape.ts';
import { placeOf } from './package.ts';

/** As the relay takes it, sealed. */
export const LARGEST_ANSWER = 16 * 1024;
const ANSWER_ID = 16;

export interface SealedAnswer {
	/** Random: the same answer sent twice, as after a break, is one. */
	id: Uint8Array;
	/** Of the package it answers. */
	version: number;
	bytes: Uint8Array;
}
export interface OpenedAnswer {
	id: Uint8Array;
	version: number;
	/** Hash of the document and files that were shown. */
	shown: Uint8Array;
	answer: Answer;
}
/** `false`: not made with this link for this package and version. `moved`: somebody with the link put another's answer in a seal of his own. `unreadable`:
 * sealed soundly, but no answer this program knows. */
export type NotAnAnswer = 'false' | 'moved' | 'unreadable';

interface Boxed {
	package: Uint8Array;
	version: number;
	id: Uint8Array;
	shown: Uint8Array;
	answer: unknown;
}

/** Throws on an answer out of its limits. @param to the package's answer key @param shown its hash */
export function sealAnswer(
	keys: Pick<ClientKeys, 'id' | 'answer'>,
	{ to, version, shown }: { to: BoxPublic; version: number; shown: Uint8Array },
	answer: Answer,
	id: Uint8Array = newId16()
): SealedAnswer {
	const boxed: Boxed = { package: keys.id, version, id, shown, answer: checkAnswer(answer) };
	const bytes = seal(keys.answer, boxSeal(to, pad(encodeJson(boxed))), answerPlace(keys.id, version, id));
	if (bytes.length > LARGEST_ANSWER) throw new RangeError('the answer is too long: shorten the text or draw with fewer lines');
	return { id, version, bytes };
}

export function openAnswer(
	keys: Pick<ClientKeys, 'id' | 'answer'>,
	pair: BoxPair,
	{ id, version, bytes }: SealedAnswer
): OpenedAnswer | NotAnAnswer {
	if (id.length !== ANSWER_ID || bytes.length > LARGEST_ANSWER) return 'false';
	const box = open(keys.answer, bytes, answerPlace(keys.id, version, id));
	if (!box) return 'false';
	const padded = boxOpen(pair, box);
	const json = padded && unpad(padded);
	if (!json) return 'unreadable';
	try {
		const boxed = decodeJson<Boxed>(json);
		if (!equal(boxed.package, keys.id) || boxed.version !== version || !equal(boxed.id, id)) return 'moved';
		if (!(boxed.shown instanceof Uint8Array) || boxed.shown.length !== 32) return 'unreadable';
		return { id, version, shown: boxed.shown, answer: checkAnswer(boxed.answer) };
	} catch {
		return 'unreadable';
	}
}

function answerPlace(packageId: Uint8Array, version: number, id: Uint8Array): Uint8Array {
	return concat([placeOf(packageId, version), id]);
}

function equal(a: unknown, b: Uint8Array): boolean {
	return a instanceof Uint8Array && a.length === b.length && a.every((byte, i) => byte === b[i]);
}
