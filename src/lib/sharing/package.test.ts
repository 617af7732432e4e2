import { beforeAll, describe, expect, it } from 'vitest';
import fc from '../../../tests/support/property.ts';
import { clientKeys, clientRoot, newClientSecret, type ClientKeys } from '../crypto/client-link.ts';
import { newDeviceKeys, type DeviceKeys } from '../crypto/device.ts';
import { open, seal } from '../crypto/seal.ts';
import { ready } from '../crypto/sodium.ts';
import { ANSWER_KINDS } from './package-shape.ts';
import { LARGEST_PACKAGE, PackageTooLarge, openPackage, placeOf, sealPackage, shownHash, type ClientPackage } from './package.ts';

let device: DeviceKeys;
beforeAll(async () => {
	await ready();
	device = newDeviceKeys();
});

function newLink(): ClientKeys {
	const secret = newClientSecret();
	return clientKeys(secret, clientRoot(secret));
}
const content = (change: Partial<ClientPackage> = {}): ClientPackage => ({
	document: { number: 'F2026-0042', total: 123_45n, lines: [{ text: 'A <b>chair</b>' }] },
	files: [{ name: 'F2026-0042.pdf', type: 'application/pdf', bytes: new Uint8Array(3000).fill(7) }],
	sender: { name: 'Ada & Söhne', address: ['1 Way', 'Town'], logo: { type: 'image/png', bytes: new Uint8Array(40).fill(3) } },
	status: 'open',
	asOf: 1_700_000_000_000,
	answers: ['question'],
	answerKey: device.box.publicKey,
	language: 'de-AT',
	expires: 20_900,
	...change
});

describe('a package', () => {
	it('of anything opens as it was sealed', () => {
		const text = fc.string({ unit: fc.constantFrom('a', 'é', '字', ' ', '<', '"', '😀'), maxLength: 60 });
		const some = fc.record({
			document: fc.dictionary(fc.string({ unit: fc.constantFrom('a', 'b', '_'), maxLength: 5 }), fc.oneof(text, fc.integer(), fc.bigInt())),
			files: fc.array(fc.record({ name: text, type: fc.constant('application/pdf'), bytes: fc.uint8Array({ maxLength: 40_000 }) }), {
				maxLength: 3
			}),
			answers: fc.subarray([...ANSWER_KINDS]),
			version: fc.integer({ min: 0, max: 0xffff_ffff })
		});
		fc.assert(
			fc.property(some, ({ version, ...change }) => {
				const keys = newLink();
				const whole = content(change as Partial<ClientPackage>);
				const opened = openPackage(keys, version, sealPackage(keys, version, whole, device.sign));
				expect(opened).toEqual({ ...whole, hash: shownHash(whole.document, whole.files), signedBy: device.sign.publicKey });
			}),
			{ numRuns: 40 }
		);
	});

	it('has one of few sizes, whatever is in it and with or without a passphrase', () => {
		const sizes = new Set<number>();
		for (let length = 0; length < LARGEST_PACKAGE - 10_000; length += 41_000) {
			const files = [{ name: 'a', type: 'application/pdf', bytes: new Uint8Array(length) }];
			sizes.add(sealPackage(newLink(), 1, content({ files }), device.sign).length);
		}
		expect(sizes.size).toBeLessThanOrEqual(8);
		expect(Math.max(...sizes)).toBeLessThanOrEqual(LARGEST_PACKAGE + 64 * 1024 + 64);
	});

	it('that is too large is refused with what to do', () => {
		const files = [{ name: 'a', type: 'application/pdf', bytes: new Uint8Array(LARGEST_PACKAGE) }];
		expect(() => sealPackage(newLink(), 1, content({ files }), device.sign)).toThrow(PackageTooLarge);
	});

	it('opens by no other link, and at no other version: a relay swaps none and shows none under a false number', () => {
		const [keys, others] = [newLink(), newLink()];
		const sealed = sealPackage(keys, 2, content(), device.sign);
		expect(openPackage(others, 2, sealed)).toBe('damaged');
		expect(openPackage({ ...keys, id: others.id }, 2, sealed)).toBe('damaged');
		for (const version of [1, 3]) expect(openPackage(keys, version, sealed)).toBe('damaged');
	});

	it('cut or changed anywhere is damaged', () => {
		const keys = newLink();
		const sealed = sealPackage(keys, 1, content(), device.sign);
		for (const length of [0, 1, 25, 41, 1000, sealed.length - 1]) expect(openPackage(keys, 1, sealed.subarray(0, length))).toBe('damaged');
		for (let at = 0; at < sealed.length; at += 997) {
			const changed = sealed.slice();
			changed[at]! ^= 1;
			expect(openPackage(keys, 1, changed)).toBe('damaged');
		}
	});

	it('tells a wrong passphrase from damage', () => {
		const secret = newClientSecret();
		const keys = clientKeys(secret, clientRoot(secret, 'oak'));
		const wrong = clientKeys(secret, clientRoot(secret, 'elm'));
		const sealed = sealPackage(keys, 1, content(), device.sign);
		expect(openPackage(wrong, 1, sealed)).toBe('wrong-passphrase');
		expect(openPackage(keys, 1, sealed)).toMatchObject({ status: 'open' });
		sealed[500]! ^= 1;
		expect(openPackage(wrong, 1, sealed)).toBe('damaged');
	});

	it('by who has the link and not the device’s key has a false signature', () => {
		const keys = newLink();
		const place = placeOf(keys.id, 1);
		const plain = open(keys.inner, open(keys.outer, sealPackage(keys, 1, content(), device.sign), place)!, place)!;
		const again = (change: (bytes: Uint8Array) => void) => {
			const bytes = plain.slice();
			change(bytes);
			return openPackage(keys, 1, seal(keys.outer, seal(keys.inner, bytes, place), place));
		};
		expect(again(() => undefined)).toMatchObject({ status: 'open' });
		expect(again((bytes) => (bytes[140]! ^= 1))).toBe('false-signature');
		expect(again((bytes) => bytes.set(newDeviceKeys().sign.publicKey, 1))).toBe('false-signature');
		expect(again((bytes) => (bytes[0] = 2))).toBe('newer');
		expect(again((bytes) => bytes.fill(255, 97, 101))).toBe('damaged');
		const moved = sealPackage(keys, 2, content(), device.sign);
		const at2 = placeOf(keys.id, 2);
		const older = open(keys.inner, open(keys.outer, moved, at2)!, at2)!;
		expect(openPackage(keys, 1, seal(keys.outer, seal(keys.inner, older, place), place))).toBe('false-signature');
	});

	it('has one hash of what was shown, which a new status leaves and another amount does not', () => {
		const { document, files } = content();
		const hash = shownHash(document, files);
		const keys = newLink();
		expect(openPackage(keys, 1, sealPackage(keys, 1, content({ status: 'paid', asOf: 5 }), device.sign))).toMatchObject({ hash });
		expect(shownHash({ ...document, total: 123_46n }, files)).not.toEqual(hash);
		expect(shownHash(document, [{ ...files[0]!, bytes: new Uint8Array(3000) }])).not.toEqual(hash);
		expect(shownHash(document, [{ ...files[0]!, name: 'x' }])).not.toEqual(hash);
	});

	it('of what a client’s page would refuse is not made, and the field is named', () => {
		const file = { name: 'a.pdf', type: 'application/pdf', bytes: new Uint8Array(1) };
		const sender = { name: 'Ada', address: [] };
		for (const [field, change] of [
			['file.name', { files: [{ ...file, name: '../a.pdf' }] }],
			['file.type', { files: [{ ...file, type: 'text/html;x' }] }],
			['files', { files: new Array<typeof file>(9).fill(file) }],
			['sender.name', { sender: { ...sender, name: 'a\u202eb' } }],
			['sender.address', { sender: { ...sender, address: ['x'.repeat(301)] } }],
			['sender.logo', { sender: { ...sender, logo: { type: 'image/svg+xml', bytes: new Uint8Array(1) } } }],
			['status', { status: '<b>' }],
			['language', { language: '"' }],
			['expires', { expires: -1 }],
			['answers', { answers: ['seen'] as unknown as ClientPackage['answers'] }]
		] as [string, Partial<ClientPackage>][]) {
			expect(() => sealPackage(newLink(), 1, content(change), device.sign), field).toThrow(field);
		}
	});
});
