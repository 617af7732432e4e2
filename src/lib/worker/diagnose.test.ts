import { afterEach, expect, it } from 'vitest';
import {
	marked,
	markedBusiness,
	markedExpense,
	markedItem,
	markedParty,
	markedProject,
	markedRates,
	markedSeries,
	markedTask,
	NEEDLES
} from '../../../tests/support/canary/records.ts';
import { newDevice, newId, type TestDevice } from '../../../tests/support/device.ts';
import { beginBooks, writeEachType } from '../../../tests/support/every-record.ts';
import { bundleText, supportBundle, type PageFacts } from '../diagnostics/bundle.ts';
import type { SyncStatus } from '../relay/api.ts';
import { DataHost } from './data-host.ts';
import { diagnose } from './diagnose.ts';
import { businessId } from './registry.ts';
import { answer, Refused } from './results.ts';

let device: TestDevice | undefined;
afterEach(() => device?.end());

const PAGE: PageFacts = {
	...{ version: '1.2.3', browser: 'chromium', browserVersion: 131, system: 'linux', language: 'en', width: 'wide' },
	...{ online: true, installed: false, offlineShell: true, newVersionWaits: false, persisted: true, used: 1, allowed: 1 }
};

/** Every text and number that a file of books holds. */
function leaves(value: unknown): string[] {
	if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(([name, inner]) => [name, ...leaves(inner)]);
	return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
}

it('claim P8: the support bundle of books full of canaries holds none of them, and no name, number, amount, address, key or id', async () => {
	device = await newDevice();
	const { host } = device;
	const { workspace, home, id } = host.open;
	await beginBooks({ workspace, home });
	await writeEachType({ workspace, home });
	const books = device.books();
	const [party, project] = [newId(), newId()];
	await books.save('party', party, markedParty());
	await books.save('item', newId(), markedItem());
	await books.save('project', project, markedProject(party));
	await books.save('task', newId(), markedTask(project));
	await books.save('expense', newId(), markedExpense(party, party));
	await books.save('rates', newId(), markedRates());
	await books.save('series', newId(), markedSeries());
	await books.save('business', businessId(id), markedBusiness('f1'.repeat(32)));
	for (const detail of [marked('detail'), 'TypeError'])
		await answer(() => {
			throw new Refused({ code: 'invalid', field: marked('field'), detail });
		});
	const alarm = { alarm: { kind: 'fork', text: marked('alarm') }, level: 'stop', device: marked('device') };
	const sync = { link: 'held', relay: marked('relay'), elsewhere: false, arriving: false, alarms: [alarm] };

	const bundle = supportBundle(await diagnose(host, sync as unknown as SyncStatus), PAGE, new Date());
	expect(bundle.books).toMatchObject({
		records: { party: '1-9', document: '1-9', payment: '1-9', 'time-entry': '1-9' },
		log: { broken: false },
		team: { role: 'owner' },
		relay: { link: 'held', alarms: ['fork-stop'] },
		errors: { invalid: '1-9' }
	});
	const text = bundleText({ ...bundle, made: '', expires: '' });
	for (const needle of NEEDLES) expect(text).not.toContain(needle);
	expect(text).not.toMatch(/[0-9a-f]{12}/i);
	expect(text).not.toMatch(/\d{4}/);

	const parts: string[] = [];
	await new DataHost(host).exportBooks('json', (part) => parts.push(part) > 0);
	const whole = parts.join('');
	expect(NEEDLES.some((needle) => whole.includes(needle))).toBe(true);
	// All that the books hold, but for the words that the program itself has for kinds and states.
	const held = leaves(JSON.parse(whole)).filter((leaf) => leaf.length > 3 && !/^[a-z]+([A-Z-][a-z]+)*$/.test(leaf));
	expect(held.length).toBeGreaterThan(200);
	expect(held.filter((leaf) => text.includes(leaf))).toEqual([]);
});
