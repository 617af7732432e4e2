/**
 * Makes the known answers beside this file, with the reference only: `npx tsx tests/vectors/crypto/make.ts`. Every input is a hash of its
 * label, so the files come out the same each time; a difference in them is a change of format.
 */
import { writeFileSync } from 'node:fs';
import * as ref from './reference.ts';

const filler = (label: string, bytes: number): ref.Hex => {
	let out = '';
	for (let i = 0; out.length < bytes * 2; i++) out += ref.hash(32, ref.text(`vector ${label} ${i}`));
	return out.slice(0, bytes * 2);
};

export function seals() {
	return [0, 1, 255, 256, 300, 4095, 4096, 5000, 70_000].map((size) => {
		const [key, nonce, additional] = [
			filler(`seal key ${size}`, 32),
			filler(`seal nonce ${size}`, 24),
			filler(`seal ad ${size}`, size % 50)
		];
		const plain = filler(`seal plain ${size}`, size);
		const envelope = ref.seal(key, nonce, plain, additional);
		// Long envelopes are given by their hash; the test seals them anew.
		return {
			key,
			nonce,
			additional,
			size,
			plainHash: ref.hash(32, plain),
			length: envelope.length / 2,
			envelopeHash: ref.hash(32, envelope)
		};
	});
}
export const sealPlain = (size: number): ref.Hex => filler(`seal plain ${size}`, size);

export function derivations() {
	const master = filler('derive master', 32);
	const subkeys = [
		[1, 'wb1epoch'],
		[2, 'wb1epoch'],
		[1, 'wb1recov'],
		[281_474_976_710_655, 'abcdefgh']
	] as const;
	const key = filler('tag key', 32);
	const parts = [[], [''], ['', ''], ['6162'], ['61', '62'], [filler('tag part', 16), filler('tag part 2', 300)]];
	return {
		master,
		subkeys: subkeys.map(([id, context]) => ({ id, context, key: ref.subkey(master, id, context) })),
		hashes: [
			{ domain: 'wb1/ekc', parts: [filler('hash a', 32)] },
			{ domain: 'wb1/dev', parts: [filler('hash b', 32), filler('hash c', 32)] },
			{ domain: 'wb1/blob', parts: [''] }
		].map(({ domain, parts }) => ({
			domain,
			parts,
			hash32: ref.hash(32, ref.text(domain), ...parts),
			hash16: ref.hash(16, ref.text(domain), ...parts)
		})),
		tags: parts.map((list) => ({ key, parts: list, tag: ref.tag(key, ...list) }))
	};
}

/** The first is outside our bounds, and quick; the second is the floor, some seconds here. */
export function stretches(slow: boolean) {
	const passphrase = 'Ünïcode ﬁsh ①';
	const secret = ref.text(passphrase.normalize('NFKC'));
	const salt = filler('argon salt', 16);
	const cases = [
		{ ops: 3, mem: 64 * 1024 },
		{ ops: 3, mem: 64 * 1024 * 1024 }
	];
	return cases
		.filter(({ mem }) => slow || mem < 1e6)
		.map(({ ops, mem }) => ({ passphrase, salt, ops, mem, key: ref.stretch(secret, salt, ops, mem / 1024) }));
}

export function signatures() {
	return ['wb1/sig/01', 'wb1/sig/02', 'wb1/sig/14'].map((domain) => {
		const [seed, bytes] = [filler(`sign seed ${domain}`, 32), filler(`sign bytes ${domain}`, 200)];
		return { seed, publicKey: ref.signPublic(seed), domain, bytes, signature: ref.sign(seed, domain, bytes) };
	});
}

export function boxes() {
	return [0, 32, 1000].map((size) => {
		const secret = filler(`box secret ${size}`, 32);
		const [publicKey, plain] = [ref.boxPublic(secret), filler(`box plain ${size}`, size)];
		return { secret, publicKey, plain, box: ref.boxSeal(filler(`box ephemeral ${size}`, 32), publicKey, plain) };
	});
}

export function epochs() {
	const [key, previous, wsId] = [filler('epoch key', 32), filler('epoch previous', 32), filler('epoch ws', 16)];
	const [data, checkpoint, ephemeral] = [1, 2, 3].map((id) => ref.subkey(key, id, 'wb1epoch'));
	const commitment = ref.hash(32, ref.text('wb1/ekc'), key);
	return {
		key,
		data,
		checkpoint,
		ephemeral,
		commitment,
		previous,
		previousCommitment: ref.hash(32, ref.text('wb1/ekc'), previous),
		wsId,
		epoch: 7,
		sealedPrevious: ref.seal(ref.subkey(key, 4, 'wb1epoch'), filler('epoch nonce', 24), previous, wsId + '00000007')
	};
}

export function recoveries() {
	return ['one', 'two', 'zero'].map((label) => {
		const secret = label === 'zero' ? '00'.repeat(20) : filler(`recovery ${label}`, 20);
		const [seed, wsId] = [ref.recoverySeed(secret), filler(`recovery ws ${label}`, 16)];
		return {
			secret,
			code: ref.recoveryCode(secret),
			seed,
			slotKey: ref.subkey(seed, 1, 'wb1recov'),
			wsId,
			pair: ref.recoveryPair(seed, wsId)
		};
	});
}

interface Author {
	id: ref.Hex;
	signSeed: ref.Hex;
}

function device(label: string) {
	const [signSeed, boxSecret] = [filler(`${label} sign`, 32), filler(`${label} box`, 32)];
	const [signPk, boxPk] = [ref.signPublic(signSeed), ref.boxPublic(boxSecret)];
	return { signSeed, boxSecret, signPk, boxPk, id: ref.deviceId(signPk, boxPk) };
}

const committed = (key: ref.Hex) => ref.hash(32, ref.text('wb1/ekc'), key);
const boxed = (to: { id: ref.Hex; boxPk: ref.Hex }, key: ref.Hex): [ref.Hex, ref.Hex] => [
	to.id,
	ref.boxSeal(filler(`box for ${to.id} of ${key}`, 32), to.boxPk, key)
];

/** Entries one after the other, each by its author behind all that is there. */
class Writer {
	readonly entries: { n: number; header: ref.Hex; entry: ref.Hex; R: ref.Hex }[] = [];
	wsId = '00'.repeat(16);
	#R = '00'.repeat(32);
	readonly #authors = new Map<ref.Hex, { seq: number; prev: ref.Hex }>();

	append(by: Author, kind: number, clear: ref.Hex, sealed?: { key: ref.Hex; nonce: ref.Hex; plain: ref.Hex }, epoch = 0): void {
		const n = this.entries.length;
		const { seq, prev } = this.#authors.get(by.id) ?? { seq: 0, prev: '00'.repeat(32) };
		const place = { devSeq: seq, prevDev: prev, seenN: Math.max(n - 1, 0), seenR: this.#R, epoch };
		const fields = { kind, wsId: this.wsId, devId: by.id, ...place, clear };
		const bytes = ref.entry(fields, by.signSeed, sealed);
		this.#R = ref.rolling(this.#R, n, bytes);
		this.#authors.set(by.id, { seq: seq + 1, prev: ref.hash(32, bytes) });
		if (n === 0) this.wsId = ref.workspaceId(bytes);
		this.entries.push({ n, header: ref.header(fields), entry: bytes, R: this.#R });
	}
}

/** A log of nine: founding, a recovery pair, data, a lease, a second device, its revocation with the rotation; a sign of life, a branch chosen, a move. */
export function log() {
	const [alice, phone] = [device('alice'), device('phone')];
	const [ek0, ek1, memberId] = [filler('log ek0', 32), filler('log ek1', 32), filler('log member', 16)];
	const out = new Writer();
	const append = (kind: number, clear: ref.Hex, sealed?: { key: ref.Hex; nonce: ref.Hex; plain: ref.Hex }, epoch = 0) =>
		out.append(alice, kind, clear, sealed, epoch);
	append(1, ref.genesisClear(alice.signPk, alice.boxPk, memberId, committed(ek0), [boxed(alice, ek0)]));
	const { wsId } = out;
	const recovery = ref.recoveryPair(ref.recoverySeed(filler('log code', 20)), wsId);
	append(3, ref.addDeviceClear(memberId, 2, recovery.signPk, recovery.boxPk, [boxed(recovery, ek0)]));
	append(2, '', { key: ref.subkey(ek0, 1, 'wb1epoch'), nonce: filler('log nonce', 24), plain: ref.text('a batch of operations') });
	append(6, ref.leaseClear(filler('log series', 16), 0, alice.id, 1, '00'.repeat(32)));
	append(3, ref.addDeviceClear(memberId, 1, phone.signPk, phone.boxPk, [boxed(phone, ek0)]));
	const previous = ref.seal(ref.subkey(ek1, 4, 'wb1epoch'), filler('log rotation nonce', 24), ek0, wsId + '00000001');
	append(4, phone.id + ref.rotationClear(1, committed(ek1), [boxed(alice, ek1), boxed(recovery, ek1)], previous));
	append(9, '', undefined, 1);
	append(17, ref.forkClear(4, filler('log lost', 32)), undefined, 1);
	const address = { key: ref.subkey(ek1, 1, 'wb1epoch'), nonce: filler('log move nonce', 24), plain: ref.text('https://relay.example') };
	append(18, '', address, 1);
	return { alice, phone, ek0, ek1, memberId, wsId, recovery, entries: out.entries };
}

/**
 * A team: an editor invited, joined and admitted, who writes; made an admin, he asks for a program, invites a viewer and takes it back; a viewer comes and is
 * removed; one more comes in the new epoch, with the key before it; the admin leaves, and the key changes.
 */
export function team() {
	const [alice, bob, carol, dave] = ['team alice', 'team bob', 'team carol', 'team dave'].map(device) as [
		ReturnType<typeof device>,
		ReturnType<typeof device>,
		ReturnType<typeof device>,
		ReturnType<typeof device>
	];
	const [ek0, ek1, ek2] = [filler('team ek0', 32), filler('team ek1', 32), filler('team ek2', 32)];
	const member = (name: string) => filler(`team member ${name}`, 16);
	const link = (name: string) => {
		const secret = filler(`team link ${name}`, 32);
		const signSeed = ref.subkey(secret, 1, 'wb1inv__');
		const signPk = ref.signPublic(signSeed);
		return { secret, signSeed, signPk, id: ref.inviteId(signPk), note: ref.subkey(secret, 2, 'wb1inv__') };
	};
	const [forBob, forNobody, forCarol, forDave] = [link('bob'), link('nobody'), link('carol'), link('dave')];
	const out = new Writer();
	const under = (key: ref.Hex, plain: ref.Hex) => ({ key, nonce: filler(`team nonce ${out.entries.length}`, 24), plain });
	const data = (epochKey: ref.Hex) => ref.subkey(epochKey, 1, 'wb1epoch');
	const invited = (by: Author, to: typeof forBob, role: number, name: string, key: ref.Hex, epoch: number) =>
		out.append(by, 10, ref.inviteClear(to.signPk, role), under(data(key), ref.inviteNote(to.note, name)), epoch);
	const joined = (by: typeof forBob, who: typeof bob, name: string, epoch: number) =>
		out.append(
			by,
			11,
			ref.joinClear(member(name), who.signPk, who.boxPk),
			under(by.note, ref.introduction(name, `${name}’s laptop`, 'relay.example')),
			epoch
		);
	out.append(alice, 1, ref.genesisClear(alice.signPk, alice.boxPk, member('alice'), committed(ek0), [boxed(alice, ek0)]));
	invited(alice, forBob, 2, 'bob', ek0, 0);
	joined(forBob, bob, 'bob', 0);
	out.append(alice, 12, ref.admitClear(forBob.id, member('bob'), 2, bob.signPk, bob.boxPk, [boxed(bob, ek0)]));
	out.append(bob, 2, '', under(data(ek0), ref.text('a batch of bob')));
	out.append(alice, 13, ref.roleClear(member('bob'), 3));
	out.append(bob, 20, ref.minVersionClear(1));
	invited(bob, forNobody, 1, 'nobody', ek0, 0);
	out.append(bob, 10, ref.inviteClear(forNobody.signPk, 0));
	invited(bob, forCarol, 1, 'carol', ek0, 0);
	joined(forCarol, carol, 'carol', 0);
	out.append(bob, 12, ref.admitClear(forCarol.id, member('carol'), 1, carol.signPk, carol.boxPk, [boxed(carol, ek0)]));
	const { wsId } = out;
	const before = (key: ref.Hex, previous: ref.Hex, epoch: number) =>
		ref.seal(ref.subkey(key, 4, 'wb1epoch'), filler(`team rotation ${epoch}`, 24), previous, wsId + epoch.toString(16).padStart(8, '0'));
	const first = ref.rotationClear(1, committed(ek1), [boxed(alice, ek1), boxed(bob, ek1)], before(ek1, ek0, 1));
	out.append(bob, 14, member('carol') + first);
	invited(alice, forDave, 2, 'dave', ek1, 1);
	joined(forDave, dave, 'dave', 1);
	const admission = ref.admitClear(forDave.id, member('dave'), 2, dave.signPk, dave.boxPk, [boxed(dave, ek1)]);
	out.append(alice, 12, admission, under(data(ek1), ek0), 1);
	out.append(bob, 21, '', undefined, 1);
	out.append(alice, 5, ref.rotationClear(2, committed(ek2), [boxed(alice, ek2), boxed(dave, ek2)], before(ek2, ek1, 2)), undefined, 1);
	const words = ref.joinWords(2, wsId, forBob.signPk, member('bob'), bob.signPk, bob.boxPk, ref.text('relay.example'));
	const members = Object.fromEntries(['alice', 'bob', 'carol', 'dave'].map((name) => [name, member(name)]));
	return { alice, bob, carol, dave, members, forBob, forNobody, forCarol, forDave, ek0, ek1, ek2, wsId, words, entries: out.entries };
}

if (process.argv[1]?.endsWith('make.ts')) {
	const files = {
		seal: seals(),
		derive: derivations(),
		argon2id: stretches(true),
		sign: signatures(),
		box: boxes(),
		epoch: epochs(),
		recovery: recoveries(),
		log: log(),
		team: team()
	};
	for (const [name, content] of Object.entries(files)) {
		writeFileSync(new URL(`${name}.json`, import.meta.url), JSON.stringify(content, null, '\t') + '\n');
	}
}
