import { Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ageIdentity } from '#lib/crypto/age-identity.ts';
import { kdfKey } from '#lib/crypto/brands.ts';
import { randomBytes, randomKey } from '#lib/crypto/random.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { putBlob } from '#lib/workspace/blobs.ts';
import { aBusiness } from '../../../../tests/support/books.ts';
import { foundOnFile, type TestWorkspace } from '../../../../tests/support/workspace.ts';
import { openStream, sealStream, type BackupKey } from './age.ts';
import { MANIFEST, SUMS } from './format.ts';
import type { BackupProblem } from './problem.ts';
import { readBackup, readManifest } from './read-backup.ts';
import { encodeMember, endOfArchive, readMembers, type Member } from './tar.ts';
import { sha256 } from '../../crypto/sha256.ts';
import { backupArchive, type Written } from './write-backup.ts';

const BUSINESS = '11'.repeat(16);
let alice: TestWorkspace;
let key: BackupKey & { identity: string };
let file: Blob;
let members: Member[];

beforeAll(async () => {
	alice = await foundOnFile();
	const workspace = await alice.open();
	for (let round = 0; round < 5; round++)
		await workspace.save((transaction) => transaction.putLive('business', BUSINESS, aBusiness({ name: `Name ${round}` })));
	await putBlob(alice.home, randomBytes(150_000), 0);
	key = { identity: ageIdentity(alice.founded.seed) };
	const source = {
		id: toHex(alice.founded.wsId),
		name: 'Books',
		sample: false,
		home: alice.home,
		entries: workspace.entries,
		R: workspace.rollingHash,
		documents: 0
	};
	const written: Written = { entries: 0, files: 0, left: [] };
	const stream = await sealStream(backupArchive([source], alice.founded.seed, new Date(1e12), written), key);
	file = new Blob([(await new Response(stream).arrayBuffer()) as ArrayBuffer]);
	members = [];
	for await (const member of readMembers(openStream(file, key))) members.push(member);
});
afterAll(() => alice.end());

/** What the file is refused for; "read" when it is not. */
async function verdict(blob: Blob, secret: BackupKey = key): Promise<BackupProblem | 'read'> {
	try {
		await readBackup(blob, secret);
		return 'read';
	} catch (cause) {
		return (cause as { why: BackupProblem }).why ?? Promise.reject(cause);
	}
}

async function sealed(parts: Uint8Array[]): Promise<Blob> {
	const encrypter = new Encrypter();
	encrypter.addRecipient(await identityToRecipient(key.identity));
	return new Blob([(await encrypter.encrypt(Buffer.concat(parts))) as Uint8Array<ArrayBuffer>]);
}

/** An archive of these members, with sums that are right. */
async function archived(list: Member[], end = true): Promise<Blob> {
	const sums = await Promise.all(list.map(async ({ name, bytes }) => `${await sha256(bytes)}  ${name}\n`));
	const whole = end ? [...list, { name: SUMS, bytes: new TextEncoder().encode(sums.join('')) }] : list;
	return sealed([...whole.flatMap((member) => encodeMember(member, 0)), endOfArchive()]);
}

const content = () => members.filter(({ name }) => name !== SUMS);
const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const manifest = () => JSON.parse(new TextDecoder().decode(members[0]!.bytes)) as Record<string, unknown>;
/** The same backup with another manifest. */
const withManifest = (change: object) => archived([{ name: MANIFEST, bytes: json({ ...manifest(), ...change }) }, ...content().slice(1)]);
const withWorkspace = (change: object) => withManifest({ workspaces: [{ ...(manifest().workspaces as object[])[0], ...change }] });

describe('a backup file', () => {
	it('is read when nothing is wrong with it', async () => {
		expect(await verdict(file)).toBe('read');
		expect(await verdict(await archived(content()))).toBe('read');
		expect((await readManifest(file, key)).workspaces).toMatchObject([{ name: 'Books' }]);
	});

	it('changed by one bit is never taken for whole, wherever the bit lies', async () => {
		const bytes = new Uint8Array(await file.arrayBuffer());
		const headerEnd = bytes.indexOf(0x0a, Buffer.from(bytes).indexOf('\n---') + 1);
		const places = [...Array.from({ length: headerEnd + 18 }, (_, at) => at), 65_536 + 300, Math.floor(bytes.length / 2), bytes.length - 1];
		const seen = new Set<string>();
		for (const at of places) {
			const changed = bytes.slice();
			changed[at]! ^= 1;
			seen.add(await verdict(new Blob([changed])));
		}
		expect([...seen].sort()).toEqual(['damaged', 'header-damaged', 'not-age', 'other-code']);
	});

	it('cut short is never taken for whole, wherever it ends', async () => {
		const seen = new Set<string>();
		for (const part of [0, 5, 30, 100, 180, 230, 5_000, 65_536 + 230, file.size - 1_000, file.size - 17, file.size - 1])
			seen.add(await verdict(file.slice(0, part)));
		expect([...seen].sort()).toEqual(['damaged', 'header-damaged', 'not-age']);
	});

	it.each<[string, () => Promise<Blob>, BackupProblem]>([
		['a picture', async () => new Blob([randomBytes(5_000) as Uint8Array<ArrayBuffer>]), 'not-age'],
		['nothing', async () => new Blob([]), 'not-age'],
		['a header without end', async () => new Blob(['age-encryption.org/v1\n', 'A'.repeat(200_000)]), 'header-damaged'],
		[
			'a header of a thousand stanzas',
			async () => new Blob(['age-encryption.org/v1\n', '-> X25519 AAAA\nBBBB\n'.repeat(1000)]),
			'header-damaged'
		],
		[
			'a passphrase that takes a gigabyte',
			async () => new Blob(['age-encryption.org/v1\n-> scrypt c2FsdHNhbHRzYWx0c2FsdA 20\nAAAA\n--- AAAA\n']),
			'work-factor'
		],
		[
			'a passphrase that takes for ever',
			async () => new Blob(['age-encryption.org/v1\n-> scrypt c2FsdHNhbHRzYWx0c2FsdA 63\nAAAA\n--- AAAA\n']),
			'work-factor'
		],
		[
			'a passphrase of no known cost',
			async () => new Blob(['age-encryption.org/v1\n-> scrypt c2FsdHNhbHRzYWx0c2FsdA 1e9\nAAAA\n--- AAAA\n']),
			'header-damaged'
		],
		['an age file of a letter', () => sealed([new TextEncoder().encode('Dear Alice, '.repeat(200))]), 'foreign'],
		['an age file of nothing', () => sealed([new Uint8Array(0)]), 'damaged'],
		['an age file of somebody’s photographs', () => archived([{ name: 'photo.jpg', bytes: randomBytes(2_000) }]), 'foreign'],
		['a manifest that is no JSON', () => archived([{ name: MANIFEST, bytes: new TextEncoder().encode('{') }]), 'foreign'],
		['another program’s manifest', () => archived([{ name: MANIFEST, bytes: json({ format: 'other', version: 1 }) }]), 'foreign'],
		['a newer version', () => withManifest({ version: 2, workspaces: 'unheard of' }), 'newer'],
		['a manifest of megabytes', () => archived([{ name: MANIFEST, bytes: new Uint8Array(2_000_000) }]), 'over-limit'],
		[
			'more workspaces than anybody has',
			() => withManifest({ workspaces: Array.from({ length: 101 }, () => (manifest().workspaces as object[])[0]) }),
			'over-limit'
		],
		['a workspace twice', () => withManifest({ workspaces: [0, 0].map(() => (manifest().workspaces as object[])[0]) }), 'damaged'],
		['a log of more entries than fit', () => withWorkspace({ entries: 1e12 }), 'over-limit'],
		['a log of fewer entries than said', () => withWorkspace({ entries: 100 }), 'log-broken'],
		['a log of more entries than said', () => withWorkspace({ entries: 3 }), 'damaged'],
		['a log of another hash than said', () => withWorkspace({ R: '00'.repeat(32) }), 'log-broken'],
		[
			'the log of another workspace',
			async () => {
				const id = 'ab'.repeat(16);
				const renamed = content()
					.slice(1)
					.map((member) => ({ ...member, name: member.name.replace(toHex(alice.founded.wsId), id) }));
				const workspaces = [{ ...(manifest().workspaces as object[])[0], id }];
				return archived([{ name: MANIFEST, bytes: json({ ...manifest(), workspaces }) }, ...renamed]);
			},
			'log-broken'
		],
		['a key that is none', () => withWorkspace({ epochKeys: ['xyz'] }), 'damaged'],
		['a log that is not there', () => archived(content().filter(({ name }) => !name.includes('/log/'))), 'log-broken'],
		['a log given twice', () => archived([...content(), ...content().filter(({ name }) => name.includes('/log/'))]), 'damaged'],
		['no sums', () => archived(content(), false), 'damaged'],
		['something after the sums', () => archived([...members, { name: 'more', bytes: new Uint8Array(1) }], false), 'damaged'],
		['sums of something else', () => archived([...content(), { name: SUMS, bytes: json({}) }], false), 'damaged'],
		[
			'a member that says it is larger than anything may be',
			async () => {
				const [header] = encodeMember({ name: MANIFEST, bytes: new Uint8Array(1) }, 0) as [Uint8Array];
				header.set(new TextEncoder().encode('77777777777'), 124);
				return sealed([resummed(header)]);
			},
			'over-limit'
		],
		[
			'a link instead of a file',
			async () => {
				const [header] = encodeMember({ name: MANIFEST, bytes: new Uint8Array(0) }, 0) as [Uint8Array];
				header[156] = 0x32;
				return sealed([resummed(header), endOfArchive()]);
			},
			'foreign'
		]
	])('with %s is refused for what it is', async (_name, make, why) => {
		expect(await verdict(await make())).toBe(why);
	});

	it('of somebody else, or to a passphrase, says what would open it', async () => {
		expect(await verdict(file, { identity: ageIdentity(randomKey(kdfKey)) })).toBe('other-code');
		expect(await verdict(file, { identity: await generateX25519Identity() })).toBe('other-code');
		expect(await verdict(file, { passphrase: 'heron violet' })).toBe('needs-code');
	});

	it('stops being read when that is asked for', async () => {
		const stop = new AbortController();
		const reading = readBackup(file, key, { entry: () => stop.abort() }, { signal: stop.signal });
		await expect(reading).rejects.toMatchObject({ why: 'cancelled' });
	});
});

/** With the sum of its bytes put right. */
function resummed(header: Uint8Array): Uint8Array {
	header.fill(0x20, 148, 156);
	const sum = header.reduce((total, byte) => total + byte, 0);
	header.set(new TextEncoder().encode(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
	return header;
}
