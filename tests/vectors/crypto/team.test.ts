/** Known answers of a team: every kind of entry by which members come, change and go, made by the reference and read by the app's own code. */
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeClear, parseClear } from '../../../sync-server/protocol/clear.ts';
import {
	KIND,
	additionalData,
	encodeEntry,
	inviteIdOf,
	isParseError,
	parseEntry,
	type Entry
} from '../../../sync-server/protocol/codec.ts';
import { activeDevices } from '../../../sync-server/protocol/membership-state.ts';
import { advance, emptyLog, type LogState } from '../../../sync-server/protocol/position.ts';
import { RollingHashes } from '../../../sync-server/protocol/rolling-hashes.ts';
import { aeadKey, kdfKey } from '#lib/crypto/brands.ts';
import { blake2b } from '#lib/crypto/derive.ts';
import { decodeDeviceSecrets } from '#lib/crypto/device.ts';
import { epochKeys, openPreviousKey, unboxEpochKey } from '#lib/crypto/epoch.ts';
import { inviteKeys, joinWords } from '#lib/crypto/invitation.ts';
import { openParts } from '#lib/crypto/seal.ts';
import { verify } from '#lib/crypto/sign.ts';
import { ready } from '#lib/crypto/sodium.ts';
import { decodeIntroduction, decodeInviteNote } from '#lib/workspace/invite-notes.ts';
import { openAdmission } from '#lib/workspace/joining.ts';
import * as make from './make.ts';
import { bin, hex } from './reference.ts';
import team from './team.json';

beforeAll(ready);

const entries = team.entries.map(({ entry }) => bin(entry));
const read = (n: number) => parseEntry(entries[n]!) as Entry;
const secretsOf = ({ signSeed, boxSecret }: { signSeed: string; boxSecret: string }) => decodeDeviceSecrets(bin(signSeed + boxSecret))!;

/** The log after so many entries. */
function replay(count = entries.length): { state: LogState; verdicts: unknown[] } {
	const hashes = new RollingHashes();
	let state = emptyLog(hashes);
	const verdicts = entries.slice(0, count).map((bytes, n) => {
		const step = advance(state, bytes, { hash: blake2b, verify }, bin(team.entries[n]!.R));
		state = step.state;
		hashes.push(state.R);
		return step.verdict;
	});
	return { state, verdicts };
}
const rolesAfter = (count: number) => {
	const names = new Map(Object.entries(team.members).map(([name, id]) => [id, name]));
	return Object.fromEntries([...replay(count).state.membership!.members].map(([id, role]) => [names.get(id), role]));
};

it('the reference still makes the committed answers', () => {
	expect(make.team()).toEqual(team);
});

describe('the log of a team', () => {
	it('is accepted entry by entry, with the rolling hashes of the reference, and holds each kind about members', () => {
		const { state, verdicts } = replay();
		expect(verdicts).toEqual(entries.map(() => 'accepted'));
		expect(hex(state.R)).toBe(team.entries.at(-1)!.R);
		expect(hex(state.membership!.wsId)).toBe(team.wsId);
		const kinds = new Set(entries.map((_, n) => read(n).kind));
		const { INVITE, JOIN, ADMIT, SET_ROLE, REMOVE_MEMBER, LEAVE, MIN_VERSION } = KIND;
		for (const kind of [INVITE, JOIN, ADMIT, SET_ROLE, REMOVE_MEMBER, LEAVE, MIN_VERSION]) expect(kinds).toContain(kind);
	});

	it.each(team.entries)('entry $n: the same bytes from the fields', ({ entry, header }) => {
		const parsed = parseEntry(bin(entry)) as Entry;
		expect(isParseError(parsed)).toBe(false);
		expect(hex(additionalData(parsed))).toBe(header);
		expect(hex(encodeEntry(parsed))).toBe(entry);
		const clear = parseClear(parsed.kind, parsed.clear);
		expect(clear ? hex(encodeClear(clear)) : '').toBe(hex(parsed.clear));
	});

	it('says who is what, entry by entry', () => {
		expect([rolesAfter(1), rolesAfter(4), rolesAfter(6), rolesAfter(12), rolesAfter(13), rolesAfter(16), rolesAfter(17)]).toEqual([
			{ alice: 'o' },
			{ alice: 'o', bob: 'w' },
			{ alice: 'o', bob: 'a' },
			{ alice: 'o', bob: 'a', carol: 'r' },
			{ alice: 'o', bob: 'a' },
			{ alice: 'o', bob: 'a', dave: 'w' },
			{ alice: 'o', dave: 'w' }
		]);
		const invites = [...replay().state.membership!.invites].map(([id, { state }]) => [id, state]);
		const { forBob, forNobody, forCarol, forDave } = team;
		expect(invites).toEqual([
			[forBob.id, 'admitted'],
			[forNobody.id, 'withdrawn'],
			[forCarol.id, 'admitted'],
			[forDave.id, 'admitted']
		]);
		expect([replay(17).state.membership!.owesRotation, replay().state.membership!.owesRotation]).toEqual([true, false]);
		expect([replay(6).state.membership!.minProgram, replay().state.membership!.minProgram]).toEqual([0, 1]);
		expect(activeDevices(replay().state.membership!).map(({ devId }) => hex(devId))).toEqual([team.alice.id, team.dave.id]);
	});

	it.each(entries.map((_, n) => n))('entry %i: no bit of it can be another one', (n) => {
		const before = replay(n).state;
		const verdictOf = (bytes: Uint8Array) => advance(before, bytes, { hash: blake2b, verify }).verdict;
		expect(verdictOf(entries[n]!)).toBe('accepted');
		const { length } = entries[n]!;
		for (let at = 0; at < length; at += 7) {
			const changed = entries[n]!.slice();
			changed[at]! ^= 1 << (at % 8);
			expect([at, verdictOf(changed)]).not.toEqual([at, 'accepted']);
		}
	});
});

describe('an invitation', () => {
	it('has the keys, the id, the notes and the words of the reference', () => {
		const { forBob, bob, members, wsId, words } = team;
		const keys = inviteKeys(bin(forBob.secret));
		expect([keys.sign.publicKey, keys.id, keys.note].map(hex)).toEqual([forBob.signPk, forBob.id, forBob.note]);
		expect(hex(inviteIdOf(blake2b, keys.sign.publicKey))).toBe(forBob.id);
		const [invite, join] = [read(1), read(2)];
		const note = decodeInviteNote(openParts(epochKeys(kdfKey(bin(team.ek0))).data, invite, additionalData(invite))!)!;
		expect([hex(note.noteKey), note.name]).toEqual([forBob.note, 'bob']);
		const said = openParts(aeadKey(bin(forBob.note)), join, additionalData(join));
		expect(decodeIntroduction(said!)).toEqual({ name: 'bob', device: 'bob’s laptop', relayHost: 'relay.example' });
		const transcript = { role: 'w', wsId: bin(wsId), invitePk: bin(forBob.signPk), memberId: bin(members.bob!) } as const;
		const joiner = { signPk: bin(bob.signPk), boxPk: bin(bob.boxPk), relayHost: 'relay.example' };
		expect(joinWords({ ...transcript, ...joiner })).toEqual(words);
		expect(words).toHaveLength(6);
	});

	it('answered in a later epoch brings the keys before it, to whom it was meant for and nobody else', () => {
		const joining = (who: typeof team.dave, member: string) => ({ wsId: bin(team.wsId), device: secretsOf(who), memberId: bin(member) });
		const admission = openAdmission(entries[15]!, joining(team.dave, team.members.dave!));
		expect(admission?.keys.map(([epoch, key]) => [epoch, hex(key)])).toEqual([
			[0, team.ek0],
			[1, team.ek1]
		]);
		expect(openAdmission(entries[15]!, joining(team.carol, team.members.dave!))).toBeUndefined();
		expect(openAdmission(entries[15]!, joining(team.dave, team.members.carol!))).toBeUndefined();
	});
});

describe('the keys after a removal and after a leaving', () => {
	it('open for exactly those who stay, and lead back to the first', () => {
		const { commitments, wsId } = replay().state.membership!;
		const clear = (n: number) => parseClear(read(n).kind, read(n).clear);
		const [removal, rotation] = [clear(12), clear(17)];
		if (removal?.kind !== KIND.REMOVE_MEMBER || rotation?.kind !== KIND.ROTATE) throw new Error('not there');
		const recipients = [removal, rotation].map((each) => each.rotation.boxes.map(({ devId }) => hex(devId)).sort());
		expect(recipients).toEqual([[team.alice.id, team.bob.id].sort(), [team.alice.id, team.dave.id].sort()]);
		const boxOf = (who: typeof team.dave) => rotation.rotation.boxes.find(({ devId }) => hex(devId) === who.id)!.box;
		const newest = unboxEpochKey(secretsOf(team.dave).box, boxOf(team.dave), commitments[2]!);
		expect(newest && hex(newest)).toBe(team.ek2);
		expect(unboxEpochKey(secretsOf(team.bob).box, boxOf(team.dave), commitments[2]!)).toBeUndefined();
		const second = openPreviousKey(newest!, rotation.rotation.previous, wsId, 2, commitments[1]!);
		const first = openPreviousKey(second!, removal.rotation.previous, wsId, 1, commitments[0]!);
		expect([second, first].map((key) => key && hex(key))).toEqual([team.ek1, team.ek0]);
	});
});
