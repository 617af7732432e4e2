/** What a relay, with the keys of a member, can say beside the log about who has a record open. Nothing is decided by it; still it must be true or absent. */
import { recoveryPair } from '#lib/crypto/recovery.ts';
import type { DeviceKeys } from '#lib/crypto/device.ts';
import type { Here } from '#lib/sync/live.ts';
import { workspaceKeys, type WorkspaceKeys } from '#lib/workspace/keys.ts';
import { openPresence, sealPresence } from '#lib/workspace/presence.ts';
import type { Crew } from './crew.ts';
import type { Mutator } from './mutators.ts';

/** As many forms as no device has tabs. */
export const FLOOD = 200;

/** Keys of the books for who speaks as this device. */
function speaking(crew: Crew, device: DeviceKeys): WorkspaceKeys {
	const keys = workspaceKeys(crew.wsId, device);
	keys.learn(0, crew.key());
	return keys;
}

/** A word about the record that the crew shares, as it goes over the line. */
export function word(crew: Crew, by: DeviceKeys, here: Partial<Here>): Uint8Array {
	return sealPresence(speaking(crew, by), 0, crew.shared[0]!, { client: 7, clock: 1, here: true, field: '', ...here });
}

export function whisper(crew: Crew, victim: string, ...frames: Uint8Array[]): void {
	for (const line of crew.liar.lines(victim)) for (const bytes of frames) line.toDevice({ type: 'eph', bytes });
}

export const PRESENCE_LIES: readonly Mutator[] = [
	{
		name: 'a word of presence again, after the goodbye',
		threats: [12],
		begin(crew, victim) {
			const heard: Uint8Array[] = [];
			crew.liar.lies.set(victim, {
				fromRelay(frame) {
					if (frame.type !== 'eph') return;
					heard.push(frame.bytes.slice());
					return heard.map((bytes) => ({ type: 'eph', bytes }) as const);
				}
			});
		}
	},
	{
		name: 'a goodbye for the form of another device',
		threats: [24],
		begin(crew, victim) {
			const { keys, home, workspace } = crew.hand('alice');
			crew.liar.lies.set(victim, {
				fromRelay(frame) {
					const said = frame.type === 'eph' ? openPresence(home.keys, workspace.membership!, frame.bytes) : undefined;
					return said && [frame, { type: 'eph', bytes: word(crew, keys, { client: said.client, clock: said.clock + 9, here: false }) }];
				}
			});
		}
	},
	{
		name: 'a word of presence in another’s name',
		threats: [24],
		begin(crew, victim) {
			const [alice, carol] = [crew.hand('alice').keys, crew.hand('carol').keys];
			whisper(crew, victim, word(crew, { ...alice, id: carol.id }, {}));
		}
	},
	{
		name: 'a word of presence by a recovery code',
		threats: [50],
		begin: (crew, victim) => whisper(crew, victim, word(crew, recoveryPair(crew.seed, crew.wsId), {}))
	},
	{
		name: 'words of presence without end',
		threats: [31],
		begin(crew, victim) {
			const { keys } = crew.hand('alice');
			whisper(crew, victim, ...Array.from({ length: FLOOD }, (_, client) => word(crew, keys, { client: client + 1 })));
		}
	}
];
