import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { spanishLinks } from '../../../../tests/support/spanish-records.ts';
import { hasOpenssl, OLD_WAY, ThrowAwayCertificates } from '../../../../tests/support/throw-away-certificates.ts';
import { hasXmllint, signatureFaults } from '../../../../tests/support/xades-check.ts';
import { unzipped, zipEntries } from '../../exchange/zip/unzip.ts';
import type { RecordsToSign } from '../api.ts';
import { written } from '../node.ts';
import { readRecords } from '../read.ts';
import { verifyRecords } from '../verify.ts';
import { loneRecord } from '../xml.ts';
import { readCertificate } from './certificate.ts';
import { identityOf } from './identity.ts';
import { KeyFileRefused } from './problem.ts';
import { signedZip, SigningFailed } from './save-signed.ts';
import { signedRecord, type ToSign } from './xades.ts';

const RSA = ['rsa:2048'];
const PASSWORD = 'contraseña €';
const AT = '2026-11-23T10:15:30+01:00';
/** They are made after this line is read. */
const now = new Date(Date.now() + 3_600_000);
const DAY = 86_400_000;

describe.skipIf(!hasOpenssl)('a certificate with its key', () => {
	let made: ThrowAwayCertificates;
	let owner: string;
	beforeAll(() => {
		made = new ThrowAwayCertificates();
		owner = made.make('owner', RSA);
	});
	afterAll(() => made.end());

	const problemOf = (file: Uint8Array, password = PASSWORD, at = now) =>
		identityOf(file, password, at).then(
			() => 'opened',
			(cause: KeyFileRefused) => (cause instanceof KeyFileRefused ? cause.problem : cause)
		);

	test.each([
		['as it is protected now', []],
		['as it was protected for years', OLD_WAY],
		['with a hash of 512 bits', ['-macalg', 'sha512']],
		['without a code over the whole', ['-nomac']]
	])('is opened %s, and only by its password', async (_, how) => {
		const file = made.pack(owner, PASSWORD, ...how);
		const { certificate } = await identityOf(file, PASSWORD, now);
		const asNodeHasIt = new X509Certificate(readFileSync(`${owner}.crt`));
		expect(certificate.der).toEqual(new Uint8Array(asNodeHasIt.raw));
		expect(await problemOf(file, 'contrasena €')).toBe('password');
		expect(await problemOf(file, '')).toBe('password');
	});

	test('with an empty password is opened by none', async () => {
		expect(await problemOf(made.pack(owner, ''), '')).toBe('opened');
	});

	test('says whose it is, as its standards write it', () => {
		const node = new X509Certificate(readFileSync(`${owner}.crt`));
		const read = readCertificate(new Uint8Array(node.raw));
		expect(read).toMatchObject({
			name: '89890001K MARTA BENLLOCH, «la + de & <i>, "Turia"» ',
			nifs: ['89890001K', 'B83135624'],
			issuer:
				'2.5.4.97=#0c0f56415445532d423833313335363234,CN=89890001K MARTA BENLLOCH\\, «la \\+ de & \\<i\\>\\, \\"Turia\\"»\\ ,2.5.4.5=#130f49444345532d38393839303030314b,C=ES',
			serial: BigInt(`0x${node.serialNumber}`).toString(),
			from: new Date(node.validFrom),
			to: new Date(node.validTo),
			isQualified: true,
			key: 'RSA'
		});
		expect(read.publicKey).toEqual(new Uint8Array(node.publicKey.export({ type: 'spki', format: 'der' })));
		const plain = made.make('plain', RSA, { owner: '/CN=Nobody/serialNumber=12345', qualified: false });
		expect(readCertificate(new Uint8Array(new X509Certificate(readFileSync(`${plain}.crt`)).raw))).toMatchObject({
			nifs: [],
			isQualified: false
		});
	});

	test('that is not valid now is refused with its day', async () => {
		const file = made.pack(owner, PASSWORD);
		const { from, to } = (await identityOf(file, PASSWORD, now)).certificate;
		const refused = (at: number) => identityOf(file, PASSWORD, new Date(at)).catch((cause: KeyFileRefused) => [cause.problem, cause.date]);
		expect(await refused(to.getTime() + DAY)).toEqual(['expired', to]);
		expect(await refused(from.getTime() - DAY)).toEqual(['not-yet-valid', from]);
	});

	test('is refused by name where it is none, has no key, or has another one', async () => {
		// Valid for longer, so that it would be the one to be chosen.
		const other = made.make('other', RSA, { owner: '/CN=Authority', days: 60 });
		writeFileSync(`${other}s.crt`, readFileSync(`${other}.crt`, 'utf8').repeat(1300));
		const edwards = made.make('edwards', ['ed25519']);
		expect(await problemOf(new TextEncoder().encode('-----BEGIN CERTIFICATE-----'))).toBe('no-key-file');
		expect(await problemOf(new Uint8Array(new X509Certificate(readFileSync(`${owner}.crt`)).raw))).toBe('no-key-file');
		expect(await problemOf(made.pack(owner, PASSWORD, '-certfile', `${other}s.crt`))).toBe('no-key-file');
		expect(await problemOf(new Uint8Array())).toBe('no-key-file');
		const whole = made.pack(owner, PASSWORD);
		expect(await problemOf(whole.slice(0, -9))).toBe('no-key-file');
		expect(await problemOf(made.pack(owner, PASSWORD, '-nokeys'))).toBe('no-key');
		expect(await problemOf(made.pack(edwards, PASSWORD))).toBe('key-kind');
		const changed = whole.slice();
		changed[200]! ^= 1;
		expect(['password', 'unsupported', 'no-key-file']).toContain(await problemOf(changed));
		expect(await problemOf(made.pack(owner, PASSWORD, '-nocerts'))).toBe('no-certificate');
		// The certificate of its authority beside it changes nothing.
		expect((await identityOf(made.pack(owner, PASSWORD, '-certfile', `${other}.crt`), PASSWORD, now)).certificate.nifs).toEqual([
			'89890001K',
			'B83135624'
		]);
	});

	describe.skipIf(!hasXmllint)('signs a record', () => {
		test.each([
			['RSA', RSA],
			['P-256', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256']],
			['P-384', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-384']],
			['P-521', ['ec', '-pkeyopt', 'ec_paramgen_curve:P-521']]
		])('with a key of %s, and whoever else computes it agrees', async (kind, key) => {
			const identity = await identityOf(made.pack(made.make(kind, key), PASSWORD), PASSWORD, now);
			expect(identity.certificate.key).toBe(kind);
			for (const each of await lone()) {
				const file = await signedRecord({ ...each, at: AT }, identity);
				expect(signatureFaults(file)).toEqual([]);
				expect(file.endsWith(`</ds:Signature>${each.end}\n`)).toBe(true);
			}
		});

		test('and no word of it can be changed afterwards', async () => {
			const identity = await identityOf(made.pack(owner, PASSWORD), PASSWORD, now);
			const [first] = await lone();
			const file = await signedRecord({ ...first!, at: AT }, identity);
			const faults = (from: string | RegExp, to: string) => {
				const changed = file.replace(from, to);
				expect(changed).not.toBe(file);
				return signatureFaults(changed);
			};
			expect(faults(/<sf:ImporteTotal>\d/, '<sf:ImporteTotal>8')).toEqual(['record']);
			expect(faults('10:15:30+01:00</xades', '10:15:31+01:00</xades')).toEqual(['properties']);
			expect(faults('2.1.9<', '2.1.8<')).toEqual(['properties']);
			expect(faults(/ds:DigestValue>../, 'ds:DigestValue>AB')).toEqual(['record', 'signature']);
			const { certificate } = await identityOf(made.pack(made.make('thief', RSA), PASSWORD), PASSWORD, now);
			const theirs = Buffer.from(certificate.der).toString('base64');
			expect(faults(/(?<=<ds:X509Certificate>)[^<]*/, theirs)).toEqual(['certificate', 'signature']);
		});

		test('whatever stands in it, line ends too', async () => {
			const identity = await identityOf(made.pack(owner, PASSWORD), PASSWORD, now);
			const text = written(['Dato', 'a\r\nb\tc & <d> "e"'], 'urn:x');
			const file = await signedRecord({ text, space: 'urn:x', end: '</sf:Dato>', huella: 'AB'.repeat(32), at: AT }, identity);
			expect(signatureFaults(file)).toEqual([]);
		});

		test('as a document of its own that a check of records reads', async () => {
			const identity = await identityOf(made.pack(owner, PASSWORD), PASSWORD, now);
			const files: string[] = [];
			for (const each of await lone()) files.push(await signedRecord({ ...each, at: AT }, identity));
			expect(await verifyRecords(readAll(files))).toEqual({ of: 'records', records: files.length, faults: [] });
			await expect(signedRecord({ ...(await lone())[0]!, end: '</sf:Other>', at: AT }, identity)).rejects.toThrow(RangeError);
		});
	});

	test('signs a chain part by part into one archive, in its order, until it is stopped', async () => {
		const identity = await identityOf(made.pack(owner, PASSWORD), PASSWORD, now);
		const records = (await lone()).map((each, at) => ({ ...each, name: `${at}.xml` }));
		const half = Math.ceil(records.length / 2);
		const parts = [records.slice(0, half), records.slice(half)];
		const signer = {
			sign: (some: readonly Omit<ToSign, 'at'>[]) => Promise.all(some.map((each) => signedRecord({ ...each, at: AT }, identity)))
		};
		const read = async (part: number) => {
			const value: RecordsToSign = { timeZone: 'Europe/Madrid', records: parts[part]!, more: part + 1 < parts.length, noted: true };
			return { ok: true, value } as const;
		};
		const told: number[] = [];
		const watch = (count: number) => told.push(count) > 0;
		const written: Uint8Array<ArrayBuffer>[] = [];
		for await (const part of signedZip({ read, signer, watch })) written.push(part);
		const zip = new Blob(written);
		const entries = await zipEntries(zip);
		expect(entries.map(({ name }) => name)).toEqual(records.map(({ name }) => name));
		const texts: string[] = [];
		for (const entry of entries) texts.push(await (await unzipped(zip, entry, 1e6)).text());
		expect(await verifyRecords(readAll(texts))).toEqual({ of: 'records', records: records.length, faults: [] });
		expect(told.at(-1)).toBe(records.length);
		const stopped = async () => {
			for await (const part of signedZip({ read, signer, watch: () => false })) written.push(part);
		};
		await expect(stopped()).rejects.toThrow(SigningFailed);
	});
});

async function lone(): Promise<Omit<ToSign, 'at'>[]> {
	return (await spanishLinks(24)).map((each) => loneRecord(each, { device: 'ab'.repeat(16) }));
}

async function* readAll(texts: readonly string[]) {
	for (const text of texts) yield* readRecords(new Blob([text]));
}
