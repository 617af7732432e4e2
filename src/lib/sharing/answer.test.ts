import { beforeAll, describe, expect, it } from 'vitest';
import fc from '../../../tests/support/property.ts';
import { boxOpen, boxSeal } from '../crypto/box.ts';
import { clientKeys, clientRoot, newClientSecret, type ClientKeys } from '../crypto/client-link.ts';
import { concat } from '../crypto/derive.ts';
import { newDeviceKeys, type BoxPair } from '../crypto/device.ts';
import { pad } from '../crypto/padding.ts';
import { newId16, randomBytes } from '../crypto/random.ts';
import { open, seal } from '../crypto/seal.ts';
import { ready } from '../crypto/sodium.ts';
import { encodeJson } from '../workspace/json.ts';
import { ANSWER_LIMITS, type Answer } from './answer-shape.ts';
import { LARGEST_ANSWER, openAnswer, sealAnswer, type SealedAnswer } from './answer.ts';
import { placeOf } from './package.ts';

let keys: ClientKeys;
let pair: BoxPair;
let shown: Uint8Array;
beforeAll(async () => {
	await ready();
	keys = newLink();
	pair = newDeviceKeys().box;
	shown = randomBytes(32);
});

function newLink(): ClientKeys {
	const secret = newClientSecret();
	return clientKeys(secret, clientRoot(secret));
}
const send = (answer: Answer, version = 3): SealedAnswer => sealAnswer(keys, { to: pair.publicKey, version, shown }, answer);
const QUESTION: Answer = { kind: 'question', text: 'Until when does this hold?' };

describe('an answer', () => {
	it('comes as it was sent, whatever text is in it', () => {
		const text = fc.string({ unit: fc.constantFrom('a', 'é', '字', '\n', '<script>', '"', '😀', 'ש'), minLength: 1, maxLength: 200 });
		const filled = text.map((some) => `x${some}`);
		const some: fc.Arbitrary<Answer> = fc.oneof(
			fc.record({
				kind: fc.constant('accepted' as const),
				name: filled.map((name) => name.replaceAll('\n', ' ').slice(0, 100).toWellFormed())
			}),
			fc.record({
				kind: fc.constant('accepted' as const),
				name: fc.constant('Ada'),
				strokes: fc.uint8Array({ minLength: 1, maxLength: ANSWER_LIMITS.strokes })
			}),
			fc.record({ kind: fc.constant('declined' as const), reason: text }),
			fc.record({ kind: fc.constant('question' as const), text: filled }),
			fc.record({ kind: fc.constant('saysPaid' as const), on: fc.constant('2026-02-28'), text })
		);
		fc.assert(
			fc.property(some, fc.integer({ min: 1, max: 0xffff_ffff }), (answer, version) => {
				const sent = send(answer, version);
				expect(openAnswer(keys, pair, sent)).toEqual({ id: sent.id, version, shown, answer });
			})
		);
	});

	it('as long as it may be is short enough for the relay', () => {
		const strokes = randomBytes(ANSWER_LIMITS.strokes);
		for (const answer of [
			{ kind: 'accepted', name: '字'.repeat(ANSWER_LIMITS.name), strokes },
			{ kind: 'question', text: '字'.repeat(ANSWER_LIMITS.text) }
		] as Answer[]) {
			expect(send(answer).bytes.length).toBeLessThanOrEqual(LARGEST_ANSWER);
		}
	});

	it('to another package or version, or under another id, is false: a relay replays it nowhere', () => {
		const sent = send(QUESTION);
		expect(openAnswer(keys, pair, { ...sent, version: 4 })).toBe('false');
		expect(openAnswer(keys, pair, { ...sent, id: newId16() })).toBe('false');
		expect(openAnswer({ ...keys, id: newLink().id }, pair, sent)).toBe('false');
		expect(openAnswer(newLink(), pair, sent)).toBe('false');
	});

	it('cut, changed, forged or too long is false', () => {
		const sent = send(QUESTION);
		for (const length of [0, 10, 41, sent.bytes.length - 1]) {
			expect(openAnswer(keys, pair, { ...sent, bytes: sent.bytes.subarray(0, length) })).toBe('false');
		}
		for (let at = 0; at < sent.bytes.length; at++) {
			const bytes = sent.bytes.slice();
			bytes[at]! ^= 1;
			expect(openAnswer(keys, pair, { ...sent, bytes })).toBe('false');
		}
		expect(openAnswer(keys, pair, { ...sent, bytes: new Uint8Array(LARGEST_ANSWER + 1) })).toBe('false');
		expect(openAnswer(keys, pair, { ...sent, id: new Uint8Array(15) })).toBe('false');
	});

	const place = (id: Uint8Array, version: number) => concat([placeOf(keys.id, version), id]);

	it('is read by nobody else who has the link, and taken out of its seal it fits no other', () => {
		const sent = send({ kind: 'accepted', name: 'Ada' });
		const box = open(keys.answer, sent.bytes, place(sent.id, 3))!;
		expect(boxOpen(newDeviceKeys().box, box)).toBeUndefined();
		const id = newId16();
		expect(openAnswer(keys, pair, { id, version: 3, bytes: seal(keys.answer, box, place(id, 3)) })).toBe('moved');
		expect(openAnswer(keys, pair, { id: sent.id, version: 4, bytes: seal(keys.answer, box, place(sent.id, 4)) })).toBe('moved');
		const others = newLink();
		const there = seal(others.answer, box, concat([placeOf(others.id, 3), sent.id]));
		expect(openAnswer(others, pair, { ...sent, bytes: there })).toBe('moved');
	});

	it('that no page of ours would send is kept as unreadable', () => {
		const id = newId16();
		const sealed = (inside: unknown, to = pair.publicKey) =>
			openAnswer(keys, pair, { id, version: 1, bytes: seal(keys.answer, boxSeal(to, pad(encodeJson(inside))), place(id, 1)) });
		const sound = { package: keys.id, version: 1, id, shown };
		expect(sealed({ ...sound, answer: QUESTION })).toMatchObject({ answer: QUESTION });
		expect(sealed({ ...sound, answer: QUESTION }, newDeviceKeys().box.publicKey)).toBe('unreadable');
		expect(sealed({ ...sound, shown: 'x', answer: QUESTION })).toBe('unreadable');
		expect(sealed({ ...sound, shown: new Uint8Array(31), answer: QUESTION })).toBe('unreadable');
		for (const answer of [
			undefined,
			null,
			{ kind: 'seen' },
			{ kind: 'accepted', name: '' },
			{ kind: 'accepted', name: 'a\nb' },
			{ kind: 'accepted', name: 'x'.repeat(201) },
			{ kind: 'accepted', name: '\u202egnol' },
			{ kind: 'accepted', name: 'a', strokes: 'svg' },
			{ kind: 'accepted', name: 'a', strokes: new Uint8Array(ANSWER_LIMITS.strokes + 1) },
			{ kind: 'declined', reason: 5 },
			{ kind: 'question', text: ' ' },
			{ kind: 'question', text: 'x'.repeat(2001) },
			{ kind: 'question', text: '\u0000' },
			{ kind: 'saysPaid', on: '2026-02-30', text: '' },
			{ kind: 'saysPaid', on: 'today', text: '' }
		]) {
			expect(sealed({ ...sound, answer }), JSON.stringify(answer)?.slice(0, 60)).toBe('unreadable');
		}
		expect(sealed('nothing')).toBe('moved');
		expect(sealed(null)).toBe('unreadable');
	});

	it('keeps nothing that does not belong to its kind', () => {
		const sent = send({ ...QUESTION, strokes: new Uint8Array(3), html: '<b>' } as Answer);
		expect(openAnswer(keys, pair, sent)).toMatchObject({ answer: QUESTION });
		expect(Object.keys((openAnswer(keys, pair, sent) as { answer: object }).answer)).toEqual(['kind', 'text']);
	});

	it('out of its limits is refused where it is made, with the field', () => {
		expect(() => send({ kind: 'accepted', name: ' ' })).toThrow(/name/);
		expect(() => send({ kind: 'saysPaid', on: '2026-13-01', text: '' })).toThrow(/on/);
	});
});
