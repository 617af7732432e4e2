import { describe, expect, it } from 'vitest';
import type { SyncAlarm, SyncDevice, SyncStatus } from './api.ts';
import { lightOf } from './light.ts';

const base: SyncStatus = {
	link: 'live',
	relay: 'relay.example',
	elsewhere: false,
	arriving: false,
	waiting: 0,
	entries: 7,
	fingerprint: 'lusab babad lusab babad lusab babad',
	devices: [],
	asking: 0,
	alarms: [],
	refusals: 0,
	quarantined: 0
};
const says = (change: Partial<SyncStatus>) => {
	const { tone, says, args } = lightOf({ ...base, ...change });
	return [tone, says, ...Object.values(args ?? {})].join(' ');
};
const device = (name: string, change: Partial<SyncDevice> = {}): SyncDevice => ({ id: name, name, self: false, sawMine: true, ...change });
const alarm = (level: SyncAlarm['level']): SyncAlarm => ({ alarm: { kind: 'copy' }, level });

describe('the light', () => {
	it('never says that changes are on the relay while one waits or the relay is not reached', () => {
		for (const link of ['none', 'connecting', 'pulling', 'uploading', 'live', 'offline', 'held'] as const)
			for (const waiting of [0, 1, 40]) {
				const light = lightOf({ ...base, link, waiting, devices: [device('Phone')] });
				const claims = ['lightOnRelay', 'lightSeenOne', 'lightSeenAll'].includes(light.says);
				expect(claims, `${link} ${waiting}`).toBe(link === 'live' && waiting === 0);
			}
	});

	it('says how far changes came', () => {
		expect(says({ link: 'none' })).toMatch(/^off lightOff/);
		expect(says({ link: 'none', waiting: 2 })).toBe('off lightWaiting 2');
		expect(says({ link: 'offline', waiting: 3 })).toBe('waiting lightWaiting 3');
		expect(says({ link: 'offline' })).toMatch(/^waiting lightOffline/);
		expect(says({ link: 'pulling', progress: 0.999 })).toBe('busy lightReceivingPart 99');
		expect(says({ link: 'uploading', progress: 0.5 })).toBe('busy lightUploadingPart 50');
		expect(says({ waiting: 1 })).toBe('busy lightSending 1');
		expect(says({})).toBe('good lightOnRelay');
	});

	it('names the device that saw everything, and says so of all only when it is all', () => {
		const self = device('Laptop', { self: true });
		expect(says({ devices: [self, device('Phone')] })).toBe('good lightSeenOne Phone');
		expect(says({ devices: [self, device('Phone', { sawMine: false })] })).toBe('good lightOnRelay');
		expect(says({ devices: [self] })).toBe('good lightOnRelay');
		expect(says({ devices: [self, device('Phone'), device('Tablet', { sawMine: false })] })).toBe('good lightSeenOne Phone');
		expect(says({ devices: [self, device('Phone'), device('Tablet')] })).toBe('good lightSeenAll');
		expect(says({ devices: [self, device('', {})] })).toBe('good lightOnRelay');
	});

	it('an alarm that asks for somebody goes before everything else, a note does not', () => {
		expect(says({ alarms: [alarm('stop')], waiting: 4, link: 'offline' })).toBe('stop lightStopped');
		expect(says({ alarms: [alarm('act')] })).toBe('attention lightAttention');
		expect(says({ link: 'held' })).toBe('attention lightAttention');
		expect(says({ alarms: [alarm('note')] })).toBe('good lightOnRelay');
	});
});
