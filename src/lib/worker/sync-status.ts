/** How syncing stands, gathered from the open books, the connection of this tab or another one, and what was last known of the relay. */
import type { Link, SyncAlarm, SyncDevice, SyncStatus } from '../relay/api.ts';
import { parseRelayAddress } from '../sync/address.ts';
import { levelOf, type Alarm, type AlarmLevel } from '../sync/alarms.ts';
import type { SessionStatus } from '../sync/session.ts';
import { toHex } from '../workspace/bytes.ts';
import { ownRole } from '../workspace/members.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { SyncRow } from './sync-row.ts';
import { writerNames } from './writer-names.ts';

export interface SyncFacts {
	workspace: Workspace;
	/** Origin. */
	relay: string | undefined;
	/** Of this tab's connection, where it holds one. */
	session: SessionStatus | undefined;
	/** What the tab that holds the connection tells of it. */
	elsewhere: Link | undefined;
	known: SyncRow;
	/** Number of entries the log had when this device was let in; undefined for one that founded it. */
	joined?: number | undefined;
	/** Files on their way. */
	files?: { done: number; of: number } | undefined;
}

const LINKS: Record<SessionStatus['link'], Link> = {
	off: 'offline',
	waiting: 'offline',
	connecting: 'connecting',
	restoring: 'uploading',
	pulling: 'pulling',
	live: 'live',
	stopped: 'held'
};
const RANK: Record<AlarmLevel, number> = { stop: 0, act: 1, note: 2 };

export async function syncStatus({ workspace, relay, session, elsewhere, known, joined, files }: SyncFacts): Promise<SyncStatus> {
	const { head } = workspace.books;
	const names = await writerNames(workspace);
	const here = session !== undefined;
	const link = relay === undefined ? 'none' : session ? LINKS[session.link] : (elsewhere ?? 'offline');
	const { usage } = known;
	return {
		link,
		...(relay !== undefined && { relay: shown(relay) }),
		elsewhere: !here && elsewhere !== undefined && relay !== undefined,
		...(session?.progress !== undefined && { progress: session.progress }),
		...(session?.progress !== undefined && { there: Math.max(session.here, session.there) }),
		arriving: joined !== undefined && workspace.entries < joined,
		...(files && { files }),
		waiting: head.outbox?.count ?? 0,
		entries: workspace.entries,
		fingerprint: workspace.fingerprint,
		devices: devicesOf(workspace, names),
		asking: askingToJoin(workspace),
		...(usage && relay !== undefined && { usage }),
		alarms: alarmsOf(workspace, relay === undefined ? { alarms: [] } : known, names),
		refusals: head.refusals.length,
		quarantined: head.quarantine?.count ?? 0
	};
}

function devicesOf(workspace: Workspace, names: ReadonlyMap<string, string>): SyncDevice[] {
	const { words, log } = workspace.books.head;
	const self = workspace.device;
	const mine = words?.get(self)?.n;
	const owner = log.membership?.devices.get(self)?.member;
	const active = [...(log.membership?.devices ?? [])].filter(([, { kind, active }]) => kind === 'device' && active);
	return active.map(([id]) => {
		const word = words?.get(id);
		const sawMine = id === self || (word !== undefined && (mine === undefined || word.seenN >= mine));
		const isMember = log.membership?.devices.get(id)?.member !== owner;
		return { id, name: names.get(id) ?? '', self: id === self, ...(isMember && { isMember }), ...(word && { word }), sawMine };
	});
}

/** With those the books themselves know of. */
function alarmsOf(workspace: Workspace, row: SyncRow, names: ReadonlyMap<string, string>): SyncAlarm[] {
	const { head } = workspace.books;
	const all: Alarm[] = row.alarms.filter(({ kind }) => kind !== 'quarantined');
	const damaged = head.outbox?.damaged?.length ?? 0;
	if (damaged > 0) all.push({ kind: 'outbox-damaged', count: damaged });
	if (row.followed) all.push({ kind: 'followed', ...row.followed });
	if (head.copy && !all.some(({ kind }) => kind === 'copy')) all.push({ kind: 'copy' });
	if (head.quarantine && head.quarantine.count > 0) all.push({ kind: 'quarantined', count: head.quarantine.count });
	return all
		.map((alarm): SyncAlarm => {
			const device = 'device' in alarm && alarm.device ? names.get(toHex(alarm.device)) : undefined;
			const isTeam = alarm.kind === 'not-admitted' && (head.log.membership?.members.size ?? 0) > 1;
			return { alarm, level: levelOf(alarm), ...(device && { device }), ...(isTeam && { isTeam }) };
		})
		.sort((a, b) => RANK[a.level] - RANK[b.level]);
}

/** Of an admin: how many wait for him. */
function askingToJoin({ membership, device }: Workspace): number {
	const role = ownRole({ membership, device });
	if (role !== 'a' && role !== 'o') return 0;
	return [...(membership?.invites.values() ?? [])].filter(({ state }) => state === 'joined').length;
}

/** As a person would say it. */
function shown(relay: string): string {
	const address = parseRelayAddress(relay);
	return 'problem' in address ? relay : address.host;
}
