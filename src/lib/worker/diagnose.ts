/** What support may need to know of the open books, without anything that is in them. Loaded when asked for. */
import { magnitude } from '../diagnostics/bundle.ts';
import type { Magnitude, WorkerFacts } from '../diagnostics/api.ts';
import type { SyncStatus } from '../relay/api.ts';
import { ownRole } from '../workspace/members.ts';
import { RULES_VERSION } from '../workspace/rules-version.ts';
import type { DeviceHost } from './device-host.ts';
import { errorsSeen } from './results.ts';

const ROLES: Record<string, string> = { r: 'viewer', w: 'editor', a: 'admin', o: 'owner' };

export async function diagnose(
	host: DeviceHost,
	sync: Pick<SyncStatus, 'link' | 'elsewhere' | 'arriving' | 'alarms'>
): Promise<WorkerFacts> {
	const { workspace, home } = host.open;
	await workspace.loaded;
	const { head } = workspace.books;
	const { membership } = workspace;
	const devices = [...(membership?.devices.values() ?? [])].filter(({ active, kind }) => active && kind === 'device');
	const lists = [...new Set([...home.registry.values()].flatMap(({ list }) => (list ? [list.list] : [])))].sort();
	return {
		rules: RULES_VERSION,
		books: magnitude(host.parts.device()?.secrets.workspaces.length ?? 0),
		records: Object.fromEntries(lists.map((list) => [list, magnitude(workspace.list(list).size)])),
		log: {
			entries: magnitude(workspace.entries),
			waiting: magnitude(head.outbox?.count ?? 0),
			damagedWaiting: magnitude(head.outbox?.damaged?.length ?? 0),
			quarantined: magnitude(head.quarantine?.count ?? 0),
			voids: magnitude(head.voids?.length ?? 0),
			broken: workspace.broken !== undefined,
			shared: head.shared === true,
			copied: head.copy === true
		},
		refused: counted(head.refusals.map(({ reason }) => reason)),
		team: {
			role: ROLES[ownRole(workspace) ?? ''] ?? 'none',
			members: magnitude(membership?.members.size ?? 0),
			devices: magnitude(devices.length)
		},
		relay: {
			link: sync.link,
			elsewhere: sync.elsewhere,
			arriving: sync.arriving,
			alarms: sync.alarms.map(({ alarm, level }) => `${alarm.kind}-${level}`)
		},
		errors: Object.fromEntries([...errorsSeen()].map(([code, count]) => [code, magnitude(count)]))
	};
}

function counted(words: readonly string[]): Record<string, Magnitude> {
	const counts = new Map<string, number>();
	for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
	return Object.fromEntries([...counts].map(([word, count]) => [word, magnitude(count)]));
}
