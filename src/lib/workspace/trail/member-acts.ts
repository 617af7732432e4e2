/**
 * What a membership entry says, in terms that screens have words for: one row a kind. Ids are hexadecimal. A kind this program does not know says
 * `unknown`.
 */
import type { Clear } from '../../../../sync-server/protocol/clear.ts';
import type { Capability } from '../../../../sync-server/protocol/clear-members.ts';
import { deviceIdOf, KIND, type Kind } from '../../../../sync-server/protocol/codec.ts';
import type { MembershipState } from '../../../../sync-server/protocol/membership-state.ts';
import { blake2b } from '../../crypto/derive.ts';
import { toHex } from '../bytes.ts';
import type { TrailEntry } from './entries.ts';

export type MemberAct =
	| { act: 'founded' | 'code-listed' | 'code-withdrawn' | 'key-changed' | 'left' | 'joined' | 'invite-withdrawn' | 'unknown' }
	| { act: 'device-added' | 'code-used' | 'device-revoked'; device: string }
	/** `series` is the tag by which the log knows it. */
	| { act: 'series-leased' | 'series-released'; series: string }
	| { act: 'series-taken'; series: string; from: string }
	| { act: 'invited'; role: Capability }
	| { act: 'admitted' | 'role-set'; member: string; role: Capability }
	| { act: 'member-removed'; member: string }
	| { act: 'branch-chosen'; n: number }
	| { act: 'relay-moved'; to: string }
	| { act: 'program-required' };

type Known = Pick<MembershipState, 'devices'> | undefined;
type ClearOf<K extends Kind> = Extract<Clear, { kind: K }>;
type Words = { [K in Clear['kind']]?: (clear: ClearOf<K>, entry: TrailEntry, known: Known) => MemberAct };

const ACTS: Words = {
	[KIND.GENESIS]: () => ({ act: 'founded' }),
	[KIND.ADD_DEVICE]: ({ device: kind, signPk, boxPk }, { by }, known) => {
		if (kind === 'recovery') return { act: 'code-listed' };
		const device = toHex(deviceIdOf(blake2b, signPk, boxPk));
		return { act: known?.devices.get(by)?.kind === 'recovery' ? 'code-used' : 'device-added', device };
	},
	[KIND.REVOKE_DEVICE]: ({ devId }, _entry, known) => {
		const device = toHex(devId);
		return known?.devices.get(device)?.kind === 'recovery' ? { act: 'code-withdrawn' } : { act: 'device-revoked', device };
	},
	[KIND.ROTATE]: () => ({ act: 'key-changed' }),
	[KIND.SERIES_LEASE]: ({ series }) => ({ act: 'series-leased', series: toHex(series) }),
	[KIND.SERIES_RELEASE]: ({ series }) => ({ act: 'series-released', series: toHex(series) }),
	[KIND.SERIES_TAKEOVER]: ({ series, from }) => ({ act: 'series-taken', series: toHex(series), from: toHex(from) }),
	[KIND.INVITE]: ({ role }) => (role === 'none' ? { act: 'invite-withdrawn' } : { act: 'invited', role }),
	[KIND.JOIN]: () => ({ act: 'joined' }),
	[KIND.ADMIT]: ({ memberId, role }) => ({ act: 'admitted', member: toHex(memberId), role }),
	[KIND.SET_ROLE]: ({ memberId, role }) => ({ act: 'role-set', member: toHex(memberId), role }),
	[KIND.REMOVE_MEMBER]: ({ memberId }) => ({ act: 'member-removed', member: toHex(memberId) }),
	[KIND.LEAVE]: () => ({ act: 'left' }),
	[KIND.MIN_VERSION]: () => ({ act: 'program-required' }),
	[KIND.FORK]: ({ n }) => ({ act: 'branch-chosen', n }),
	[KIND.MOVED]: (_clear, { note }) => ({ act: 'relay-moved', to: note ? new TextDecoder().decode(note) : '' })
};

/** @param known the membership as the log has it now: every device that ever was */
export function memberAct(entry: TrailEntry, known: Known): MemberAct {
	const { clear } = entry;
	const say = clear && (ACTS[clear.kind] as ((clear: Clear, entry: TrailEntry, known: Known) => MemberAct) | undefined);
	return say ? say(clear, entry, known) : { act: 'unknown' };
}
