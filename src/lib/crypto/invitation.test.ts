import { beforeAll, describe, expect, it } from 'vitest';
import { inviteIdOf } from '../../../sync-server/protocol/codec.ts';
import { blake2b } from './derive.ts';
import { newDeviceKeys } from './device.ts';
import { inviteKeys, joinWords, newInviteSecret, type JoinTranscript } from './invitation.ts';
import { randomBytes } from './random.ts';
import { ready } from './sodium.ts';

beforeAll(ready);

describe('the secret of a link', () => {
	it('gives the same keys whenever it is asked, others for another, and none that is another’s beginning', () => {
		const secret = newInviteSecret();
		const [one, again, other] = [inviteKeys(secret), inviteKeys(secret.slice()), inviteKeys(newInviteSecret())];
		expect(one).toEqual(again);
		expect(one.sign.publicKey).not.toEqual(other.sign.publicKey);
		expect(one.note).not.toEqual(other.note);
		expect(one.note).not.toEqual(one.sign.secretKey.slice(0, 32));
		expect(one.note).not.toEqual(secret);
	});
	it('writes under the id the log expects', () => {
		const { id, sign } = inviteKeys(newInviteSecret());
		expect(id).toEqual(inviteIdOf(blake2b, sign.publicKey));
	});
	it('has 32 bytes', () => expect(() => inviteKeys(randomBytes(31))).toThrow(RangeError));
});

describe('the six words', () => {
	const facts = (): JoinTranscript => {
		const { sign, box } = newDeviceKeys();
		return {
			role: 'w',
			wsId: randomBytes(16),
			invitePk: inviteKeys(newInviteSecret()).sign.publicKey,
			memberId: randomBytes(16),
			signPk: sign.publicKey,
			boxPk: box.publicKey,
			relayHost: 'relay.example:4180'
		};
	};
	it('are the same for the same facts, and others when any one of them differs (threats 9, 10)', () => {
		const seen = facts();
		const words = joinWords(seen);
		expect(words).toHaveLength(6);
		expect(joinWords({ ...seen })).toEqual(words);
		const other = facts();
		for (const field of ['wsId', 'invitePk', 'memberId', 'signPk', 'boxPk'] as const)
			expect(joinWords({ ...seen, [field]: other[field] }), field).not.toEqual(words);
		expect(joinWords({ ...seen, role: 'a' })).not.toEqual(words);
		expect(joinWords({ ...seen, relayHost: 'relay.example' })).not.toEqual(words);
		expect(joinWords({ ...seen, signPk: seen.boxPk, boxPk: seen.signPk })).not.toEqual(words);
	});
	it('are not made from fields of another length, which could run into each other', () => {
		expect(() => joinWords({ ...facts(), wsId: randomBytes(15) })).toThrow(RangeError);
	});
});
