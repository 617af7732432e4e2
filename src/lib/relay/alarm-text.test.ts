import { describe, expect, it } from 'vitest';
import { levelOf, type Alarm } from '../sync/alarms.ts';
import { alarmWords } from './alarm-text.ts';

const device = new Uint8Array(16);
const ALL: Alarm[] = [
	{ kind: 'fork', n: 41 },
	{ kind: 'fork', n: 41, device },
	{ kind: 'copy' },
	{ kind: 'no-key', epoch: 2 },
	{ kind: 'newer-version', n: 41 },
	{ kind: 'regression', relay: 0, here: 41 },
	{ kind: 'regression', relay: 12, here: 41 },
	{ kind: 'withheld', relay: 12, known: 41 },
	{ kind: 'moved', to: 'https://relay.example' },
	{ kind: 'moved' },
	{ kind: 'deleted' },
	{ kind: 'not-admitted' },
	{ kind: 'quota', used: 1000, quota: 2000 },
	{ kind: 'refused', code: 'epoch' },
	{ kind: 'relay-version', version: 9 },
	{ kind: 'token' },
	{ kind: 'storage', why: 'full' },
	{ kind: 'storage', why: 'unavailable' },
	...(['malformed', 'giant', 'unexpected', 'gap', 'false-ack', 'false-nack', 'endless', 'silent', 'junk'] as const).map((what): Alarm => ({
		kind: 'misbehaves',
		what,
		times: 3
	})),
	...([1, 2] as const).flatMap((count): Alarm[] => [
		{ kind: 'false-files', count },
		{ kind: 'files-full', count },
		{ kind: 'files-refused', count }
	]),
	{ kind: 'clock', days: 3 },
	{ kind: 'clock', days: -1 },
	{ kind: 'bad-signature', n: 41, device },
	{ kind: 'quarantined', count: 2 },
	{ kind: 'followed', n: 41, device },
	{ kind: 'outbox-damaged', count: 1 },
	{ kind: 'outbox-damaged', count: 2 }
];
const words = (alarm: Alarm) => alarmWords({ alarm, level: levelOf(alarm), device: 'Phone' }, (bytes) => `${bytes} B`);

describe('an alarm in words', () => {
	it.each(ALL.map((alarm) => [JSON.stringify(alarm), alarm] as const))('%s', (_, alarm) => {
		const { title, text, remedies } = words(alarm);
		for (const part of [title, text, ...remedies.map(({ label }) => label)]) {
			// No message is missing, and no placeholder was left open.
			expect(part).toMatch(/^[A-Z“0-9]/);
			expect(part).not.toMatch(/[{}]|undefined/);
		}
		expect(text).toMatch(/[.]$/);
		// What asks for somebody says what to do with a click.
		if (levelOf(alarm) !== 'note') expect(remedies).not.toEqual([]);
	});

	it('tells a wiped relay from one that was put back', () => {
		expect(words({ kind: 'regression', relay: 0, here: 41 }).text).toContain('wiped');
		expect(words({ kind: 'regression', relay: 12, here: 41 }).text).toContain('12 of the 41');
		expect(words({ kind: 'regression', relay: 0, here: 41 }).remedies[0]).toMatchObject({ remedy: 'restore' });
	});

	it('a fork is decided nowhere but on its page, after an export', () => {
		expect(words({ kind: 'fork', n: 3 }).remedies.map(({ remedy }) => remedy)).toEqual(['settings', 'export']);
	});

	it('says to a member that he may have been removed, and to who is alone that it was a device of his', () => {
		const of = (isTeam: boolean) => alarmWords({ alarm: { kind: 'not-admitted' }, level: 'act', isTeam }, String);
		expect(of(true).text).toContain('You were removed from these books');
		expect(of(false).text).not.toContain('from these books');
	});

	it('names the device a false signature speaks of', () => {
		expect(words({ kind: 'bad-signature', n: 3, device }).text).toContain('“Phone”');
	});
});
