/** Every type of record and every field of it has words in the activity: a new one without them fails here. */
import { afterEach, expect, it } from 'vitest';
import {
	markedBusiness,
	markedDocument,
	markedExpense,
	markedInvoiceProfile,
	markedItem,
	markedParty,
	markedProject,
	markedRates,
	markedRecurring,
	markedSeries,
	markedTask,
	markedWork
} from '../../../tests/support/canary/records.ts';
import { newDevice, type TestDevice } from '../../../tests/support/device.ts';
import { beginBooks, writeEachType } from '../../../tests/support/every-record.ts';
import { ActivityHost } from '../worker/activity-host.ts';
import { REGISTRY } from '../worker/registry.ts';
import { differences } from '../workspace/trail/differences.ts';
import type { ActivityEvent, ActivityQuery } from './api.ts';
import { actText, recordText } from './event-text.ts';
import { shownDifferences } from './shown.ts';

let device: TestDevice | undefined;
afterEach(() => device?.end());

const NOBODY = { people: { device: () => 'A device', member: () => 'A member' }, names: {} } as unknown as Parameters<typeof actText>[1];

it('each type is told in words of its own', async () => {
	device = await newDevice();
	const { workspace, home, id } = device.host.open;
	await beginBooks({ workspace, home });
	await writeEachType({ workspace, home });
	const activity = new ActivityHost(workspace, home, id);
	const events: ActivityEvent[] = [];
	let after: ActivityQuery['after'];
	do {
		const page = await activity.page(after ? { after } : {}, () => true);
		events.push(...page.events);
		after = page.next;
	} while (after);
	for (const { act, record } of events) {
		expect(act.what).not.toBe('unreadable');
		if (record) expect(recordText(record), record.type).not.toMatch(/^Record/);
	}
	const texts = events.map((event) => actText(event, NOBODY));
	for (const text of texts) expect(text).toMatch(/^[A-Z].*[^:]$/);
	const told = new Set(events.map(({ act }) => act.what));
	for (const what of [
		...(['issued', 'payment', 'booked', 'expense', 'merged', 'fact', 'approval', 'approval-rule'] as const),
		...(['comment', 'link', 'series', 'bank-read', 'bank-aside', 'file', 'edited', 'member'] as const)
	])
		expect(told).toContain(what);
	expect(new Set(events.map(({ kind }) => kind))).toEqual(
		new Set(['documents', 'money', 'clients', 'expenses', 'items', 'settings', 'people', 'time'])
	);
});

const [ID, OTHER] = ['a'.repeat(32), 'b'.repeat(32)];
const AT = '2026-11-21T10:00:00.000Z';
const RATE = { rate: '80', currency: 'CAD', from: 'entry' };
const LIVE: Record<string, object> = {
	business: markedBusiness(ID + ID),
	party: { ...markedParty(), assignedTo: [ID] },
	item: markedItem(),
	series: markedSeries(),
	rates: markedRates(),
	draft: markedDocument(ID, OTHER, OTHER),
	'invoice-profile': markedInvoiceProfile(markedDocument(ID, OTHER, OTHER)),
	expense: markedExpense(ID, OTHER),
	'expense-profile': markedRecurring(ID, OTHER),
	project: markedProject(ID),
	task: markedTask(ID),
	'time-entry': {
		...markedWork('entry', ID, OTHER),
		member: ID,
		memberName: 'Ada',
		date: '2026-11-21',
		zone: 'UTC',
		start: AT,
		end: AT,
		seconds: 60,
		rate: RATE
	},
	device: { name: 'Laptop' },
	member: { name: 'Ada' }
};

it('each field of what people edit is called what its form calls it', () => {
	const edited = [...REGISTRY.values()].filter(({ shape }) => shape !== undefined);
	expect(edited.map(({ type }) => type).sort()).toEqual(Object.keys(LIVE).sort());
	const nameless: string[] = [];
	for (const { type, shape } of edited) {
		const made = differences({}, LIVE[type] as Record<string, unknown>, [...shape!.keyed]);
		const found = shownDifferences(type, { differences: made, currency: 'CAD' }, {});
		expect(found.length).toBeGreaterThan(0);
		for (const { label, after = '' } of found) {
			// A field without words is called by its name in the record.
			if (label.split(': ').some((part) => /^[a-z]|undefined/.test(part.replace(/^(added|removed)$/, 'A'))))
				nameless.push(`${type}: ${label}`);
			if (after.includes('[object')) nameless.push(`${type}: ${label} = ${after}`);
		}
	}
	expect(nameless).toEqual([]);
});
