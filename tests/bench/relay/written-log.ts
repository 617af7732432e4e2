/** A log on a relay for those who fetch it whole: a device that was paired, and a member who was invited. */
import { encodeClear } from '../../../sync-server/protocol/clear.ts';
import { KIND, ZERO32, parseEntry, type Entry, type Kind } from '../../../sync-server/protocol/codec.ts';
import { advance, emptyLog, type LogState } from '../../../sync-server/protocol/position.ts';
import { RollingHashes } from '../../../sync-server/protocol/rolling-hashes.ts';
import { ITEM_TYPE } from '../../../src/lib/catalog/records.ts';
import { kdfKey } from '../../../src/lib/crypto/brands.ts';
import { newDeviceKeys } from '../../../src/lib/crypto/device.ts';
import { boxEpochKey } from '../../../src/lib/crypto/epoch.ts';
import { inviteKeys, newInviteSecret } from '../../../src/lib/crypto/invitation.ts';
import { newId16, randomKey } from '../../../src/lib/crypto/random.ts';
import { addition } from '../../../src/lib/workspace/admission.ts';
import { makeEntry, type Content, type Signatory } from '../../../src/lib/workspace/author.ts';
import { toHex } from '../../../src/lib/workspace/bytes.ts';
import { takeEpochKeys } from '../../../src/lib/workspace/epoch-keys.ts';
import { foundWorkspace } from '../../../src/lib/workspace/found.ts';
import { encodeIntroduction, encodeInviteNote } from '../../../src/lib/workspace/invite-notes.ts';
import { openAdmission } from '../../../src/lib/workspace/joining.ts';
import { workspaceKeys, type WorkspaceKeys } from '../../../src/lib/workspace/keys.ts';
import { encodeBatch } from '../../../src/lib/workspace/operations.ts';
import { SUITE } from '../../../src/lib/workspace/read-log.ts';
import { updatesTo } from '../../../src/lib/workspace/record.ts';
import { anItem } from '../../support/books.ts';

export interface Log {
	entries: Uint8Array[];
	wsId: Uint8Array;
	/** What the device has that was paired. */
	paired: () => WorkspaceKeys;
	/** What who was invited has, once the entry that admitted her was opened. */
	joined: () => WorkspaceKeys;
	/** Key the founder signs with. */
	signPk: Uint8Array;
}

/** A log of so many documents, each saved by itself, in which a second device and then a second member are admitted. */
export function writeLog(documents: number): Log {
	const { wsId, memberId, device, entries } = foundWorkspace(randomKey(kdfKey));
	const hashes = new RollingHashes();
	let state: LogState = emptyLog(hashes);
	const put = (bytes: Uint8Array) => {
		const step = advance(state, bytes, { ...SUITE, verify: () => true });
		if (step.verdict !== 'accepted') throw new Error('the benchmark wrote an entry that is not one');
		state = step.state;
		hashes.push(state.R);
	};
	const keys = workspaceKeys(wsId, device);
	entries.forEach(put);
	takeEpochKeys(keys, parseEntry(entries[0]!) as Entry, state.membership!.commitments);
	const log = [...entries];
	const write = (kind: Kind, content: Content, by: Signatory = device) => {
		const last = state.perDevice.get(toHex(by.id)) ?? { seq: -1, prev: ZERO32 };
		const place = { wsId, devSeq: last.seq + 1, prevDev: last.prev, seenN: state.n - 1, seenR: state.R, epoch: 0 };
		const entry = makeEntry(by, place, kind, content);
		put(entry);
		log.push(entry);
	};
	const key = keys.epochKey(0);
	const fresh = newDeviceKeys();
	write(KIND.ADD_DEVICE, { clear: encodeClear(addition(toHex(memberId), 'device', fresh, key)) });
	for (let index = 0; index < documents; index++) {
		const name = `Item ${String(index).padStart(6, '0')}`;
		const [body] = updatesTo(undefined, { ...anItem({ name, code: `C${index}` }) }, ITEM_TYPE.shape!);
		const operation = { opId: newId16(), recordId: newId16(), type: 'item', schema: ITEM_TYPE.schema, action: 'put' as const, body: body! };
		write(KIND.DATA, { plain: encodeBatch([operation]), key: keys.dataKey(0) });
	}
	const joiner = { device: newDeviceKeys(), memberId: newId16() };
	const invite = inviteKeys(newInviteSecret());
	const { sign, box, id } = joiner.device;
	const publicKeys = { memberId: joiner.memberId, signPk: sign.publicKey, boxPk: box.publicKey };
	write(KIND.INVITE, {
		clear: encodeClear({ kind: KIND.INVITE, invitePk: invite.sign.publicKey, role: 'w' }),
		plain: encodeInviteNote({ noteKey: invite.note, name: 'Bob' }),
		key: keys.dataKey(0)
	});
	const said = encodeIntroduction({ name: 'Bob', device: 'Bob’s laptop', relayHost: 'relay' });
	write(KIND.JOIN, { clear: encodeClear({ kind: KIND.JOIN, ...publicKeys }), plain: said, key: invite.note }, invite);
	const boxes = [{ devId: id, box: boxEpochKey(box.publicKey, key) }];
	write(KIND.ADMIT, { clear: encodeClear({ kind: KIND.ADMIT, inviteId: invite.id, role: 'w', ...publicKeys, boxes }) });
	const paired = () => {
		const own = workspaceKeys(wsId, fresh);
		own.learn(0, key);
		return own;
	};
	const admission = log.at(-1)!;
	const joined = () => {
		const own = workspaceKeys(wsId, joiner.device);
		for (const [epoch, each] of openAdmission(admission, { wsId, ...joiner })!.keys) own.learn(epoch, each);
		return own;
	};
	return { entries: log, wsId, paired, joined, signPk: device.sign.publicKey };
}
