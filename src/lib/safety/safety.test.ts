import { describe, expect, it } from 'vitest';
import { LITTLE_ROOM, safetyOf, type SafetyFacts, type SafetyPart } from './safety.ts';

const GIB = 2 ** 30;
const safe: SafetyFacts = {
	persisted: true,
	used: GIB,
	allowed: 60 * GIB,
	backup: { at: '2026-11-20T08:00:00.000Z', changesSince: 0 },
	kit: { pending: false, drilled: '2026-10-01' },
	devices: 1,
	today: '2026-11-21'
};
const says = (facts: SafetyFacts, part: SafetyPart) => {
	const { says: key, tone } = safetyOf(facts).findings.find((finding) => finding.part === part)!;
	return `${tone} ${key}`;
};

describe('what would be lost if this device were gone now', () => {
	it.each([
		['everything, without backup and other devices', { backup: undefined, devices: 0 }, 'lossAll', 'risk'],
		['everything, when the code that opens the backup is on no paper', { devices: 0, kit: { pending: true } }, 'lossNoCode', 'risk'],
		['what changed since the backup', { devices: 0, backup: { at: '2026-11-20T08:00:00Z', changesSince: 3 } }, 'lossSince', 'advice'],
		['nothing, when the backup holds it all', { devices: 0 }, 'lossNothing', 'good'],
		['nothing, when another device has the books', { backup: undefined }, 'lossOtherDevice', 'advice'],
		['nothing at all', {}, 'lossOtherDevice', 'good']
	] satisfies [string, Partial<SafetyFacts>, string, string][])('%s', (_name, change, loss, tone) => {
		expect(safetyOf({ ...safe, ...change })).toMatchObject({ loss, tone });
	});
});

describe('each part', () => {
	it('a backup is missing, behind, long ago or whole', () => {
		const backup = (at: string, changesSince: number) => says({ ...safe, devices: 0, backup: { at, changesSince } }, 'backup');
		expect(says({ ...safe, devices: 0, backup: undefined }, 'backup')).toBe('risk backupNone');
		expect([backup('2026-11-20T08:00:00Z', 1), backup('2026-09-20T08:00:00Z', 1)]).toEqual(['advice backupBehind', 'risk backupBehind']);
		expect([backup('2026-10-22T08:00:00Z', 0), backup('2026-10-21T08:00:00Z', 0)]).toEqual(['good backupWhole', 'advice backupOld']);
	});

	it('the kit is on no paper, never tried, tried long ago or lately', () => {
		const kit = (kit: SafetyFacts['kit']) => says({ ...safe, kit }, 'kit');
		expect(kit({ pending: true })).toBe('risk kitPending');
		expect(kit({ pending: false })).toBe('advice kitUntried');
		expect([kit({ pending: false, drilled: '2026-05-25' }), kit({ pending: false, drilled: '2026-05-24' })]).toEqual([
			'good kitTried',
			'advice kitLongAgo'
		]);
	});

	it('storage is promised or not, and the room is plenty, low or not told', () => {
		expect([says(safe, 'storage'), says({ ...safe, persisted: false }, 'storage')]).toEqual(['good storageKept', 'advice storageLoose']);
		const room = (used?: number, allowed?: number) => says({ ...safe, used, allowed }, 'room');
		expect([room(1, GIB), room(GIB - LITTLE_ROOM, GIB), room(GIB - LITTLE_ROOM + 1, GIB), room()]).toEqual([
			'good roomPlenty',
			'good roomPlenty',
			'risk roomLow',
			'good roomUnknown'
		]);
	});

	it('other devices are there, or a backup is the second copy, or there is none', () => {
		const devices = (change: Partial<SafetyFacts>) => says({ ...safe, ...change }, 'devices');
		expect([devices({}), devices({ devices: 0 }), devices({ devices: 0, backup: undefined })]).toEqual([
			'good devicesSome',
			'good devicesNoneBackup',
			'advice devicesNone'
		]);
	});

	it('a relay that has everything brings it back with the code, and what waits for it is named however many devices there are', () => {
		const alone: SafetyFacts = { ...safe, devices: 0, backup: undefined, relay: { waiting: 0 } };
		expect(safetyOf(alone)).toMatchObject({ loss: 'lossRelay' });
		expect(says(alone, 'devices')).toBe('good devicesRelay');
		expect(says(alone, 'backup')).toBe('advice backupNone');
		expect(safetyOf({ ...alone, relay: { waiting: 2 } }).loss).toBe('lossRelayWaiting');
		expect(safetyOf({ ...safe, devices: 1, relay: { waiting: 2 } }).loss).toBe('lossRelayWaiting');
		expect(safetyOf({ ...safe, devices: 1, relay: { waiting: 0 } }).loss).toBe('lossOtherDevice');
	});

	it('a relay is worth nothing to who has no code on paper and no other device', () => {
		const pending: SafetyFacts = { ...safe, devices: 0, backup: undefined, relay: { waiting: 0 }, kit: { pending: true } };
		expect(safetyOf(pending)).toMatchObject({ loss: 'lossAll' });
		expect(says(pending, 'devices')).toBe('advice devicesRelayNoCode');
		expect(says(pending, 'backup')).toBe('risk backupNone');
		expect(safetyOf({ ...pending, relay: { waiting: 2 } }).loss).toBe('lossAll');
	});

	it('threat 48: with the clock a year back or ahead it says another sentence at most, and a day that lies ahead counts as today', () => {
		expect(safetyOf({ ...safe, today: '2025-11-21' })).toEqual(safetyOf(safe));
		expect(safetyOf({ ...safe, today: '2027-11-21' })).toMatchObject({ loss: 'lossOtherDevice', tone: 'advice' });
	});
});
