import { afterEach, describe, expect, it } from 'vitest';
import { aBusiness, anInvoice, aParty } from '../../../tests/support/books.ts';
import { exportText, importText } from '../../../tests/support/json-books.ts';
import { aProject, aTask, anEntry, someWork } from '../../../tests/support/time.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import { creditContent } from '../documents/credit/content.ts';
import { leftOf } from '../documents/credit/taken.ts';
import type { DocumentContent } from '../documents/document.ts';
import type { EntryInput } from '../time/api.ts';
import { NO_ROUNDING } from '../time/time.ts';
import { toHex } from '../workspace/bytes.ts';
import { WorkspaceError } from '../workspace/errors.ts';
import { memberOf } from '../workspace/authority.ts';
import { BookCommands } from './book-commands.ts';
import { Erasure } from './erasure.ts';
import { erasable, partyData, partyFile } from './party-rights.ts';
import { PartyMerge } from './party-merge.ts';
import { businessId } from './registry.ts';
import { Refused } from './results.ts';
import { TimeCommands } from './time-commands.ts';

const [CLIENT, OTHER, SERIES, CREDITS, PROJECT, TASK, NOTE] = [...'abcde12'].map((letter) => letter.repeat(32)) as [
	string,
	string,
	string,
	string,
	string,
	string,
	string
];
const at = (time: string, day = '2026-11-16') => `${day}T${time}:00.000Z`;

const devices: TestWorkspace[] = [];
afterEach(() => devices.splice(0).forEach((device) => device.end()));

async function desk() {
	const device = await foundOnFile();
	devices.push(device);
	const workspaceId = toHex(device.founded.wsId);
	const workspace = await device.open();
	const books = new BookCommands(workspace, device.home, workspaceId);
	await books.save('business', businessId(workspaceId), aBusiness({ timeZone: 'UTC', hourlyRate: '50' }));
	await books.save('party', CLIENT, aParty({ name: 'Maple Books' }));
	await books.save('party', OTHER, aParty({ name: 'Birch', number: '2' }));
	for (const [id, type] of [
		[SERIES, 'invoice'],
		[CREDITS, 'credit-note']
	] as const)
		await books.save('series', id, { name: type, type, pattern: `${type[0]}{0000}`, start: 1, yearly: false });
	await books.save('project', PROJECT, aProject({ clientId: CLIENT }));
	await books.save('task', TASK, aTask({ projectId: PROJECT }));
	const me = memberOf(workspace.membership, workspace.device)!;
	return { device, workspace, books, me, time: new TimeCommands(workspace, books) };
}
type Desk = Awaited<ReturnType<typeof desk>>;

async function refusal(work: Promise<unknown>): Promise<string> {
	try {
		await work;
		return 'done';
	} catch (error) {
		if (error instanceof Refused) return [error.error.field, error.error.detail ?? error.error.code].filter(Boolean).join(' ');
		if (error instanceof WorkspaceError) return error.detail ?? error.code;
		throw error;
	}
}

const noted = ({ time }: Desk, changes: Partial<EntryInput> = {}) => time.save(undefined, anEntry({ projectId: PROJECT, ...changes }));
const week = ({ time }: Desk) => time.timesheet('2026-11-16', '2026-11-22', at('12:00', '2026-11-22'));
const bill = ({ time }: Desk, entryIds: string[], changes = {}) =>
	time.billing.bill({ clientId: CLIENT, entryIds, grouping: 'project', rounding: NO_ROUNDING, withNotes: false, ...changes });
const rowOf = async ({ books }: Desk, id: string) => (await books.list('time-entry')).rows.find((row) => row.id === id);

/** The draft issued; the id stays. */
async function issued({ books }: Desk, draft: string): Promise<string> {
	const content = await books.get('draft', draft);
	await books.save('draft', draft, { ...content, seriesId: SERIES });
	await books.issue(draft);
	return draft;
}

async function credit({ books }: Desk, invoiceId: string, id: string, choice: Parameters<typeof creditContent>[0]['choice']) {
	const { document, facts } = await books.document(invoiceId);
	const words = { rounding: 'Rounding', terms: 'Set off.' };
	const left = leftOf(document, facts);
	const made = creditContent({ invoiceId, invoice: document, left, choice, today: await books.today(), seriesId: CREDITS, words });
	if (!made.ok) throw new Error(made.problem);
	await books.save('draft', id, made.content);
	await books.issue(id);
}

describe('a timer', () => {
	it('runs on in the books, stops with what it took, and is found by another tab', async () => {
		const here = await desk();
		const { running } = await here.time.timers.start(someWork({ projectId: PROJECT, note: 'Sketch' }), at('09:00'), 'Europe/Berlin');
		expect(running).toMatchObject({ entry: { date: '2026-11-16', start: at('09:00'), memberName: 'Alice Tremblay' }, mine: true });
		const tab = await here.device.open();
		const other = new TimeCommands(tab, new BookCommands(tab, here.device.home, toHex(here.device.founded.wsId)));
		expect((await other.timers.timer()).running?.id).toBe(running!.id);
		expect((await here.time.timers.stop(at('10:30'))).running).toBeUndefined();
		expect(await rowOf(here, running!.id)).toMatchObject({ running: false, seconds: 5400, worth: 12_000n, currency: 'CAD', billed: '' });
		expect((await here.time.timers.timer()).recent).toEqual([someWork({ projectId: PROJECT, note: 'Sketch' })]);
		expect(await refusal(here.time.timers.stop(at('10:31')))).toBe('not-found');
	});

	it('ends when the next one begins; what it is about can be changed, and it can be thrown away', async () => {
		const here = await desk();
		const first = (await here.time.timers.start(someWork({ note: 'Mail' }), at('09:00'), 'UTC')).running!.id;
		await here.time.timers.start(someWork({ note: 'Call' }), at('09:20'), 'UTC');
		expect(await rowOf(here, first)).toMatchObject({ running: false, seconds: 1200 });
		const { running } = await here.time.timers.change(someWork({ projectId: PROJECT, taskId: TASK, note: 'Call about the site' }));
		expect(running!.entry).toMatchObject({ start: at('09:20'), taskId: TASK, rate: { rate: '80', from: 'project' } });
		await here.time.timers.discard();
		expect((await here.time.timers.timer()).running).toBeUndefined();
		expect((await week(here)).map(({ id }) => id)).toEqual([first]);
		expect(here.workspace.list('bin').size).toBe(1);
	});

	it('whose clock was set back keeps what it was told, counts for nothing, and says so', async () => {
		const here = await desk();
		await here.time.timers.start(someWork({ projectId: PROJECT }), at('09:00'), 'UTC');
		await here.time.timers.stop(at('08:00'));
		const [entry] = await week(here);
		expect(entry).toMatchObject({ findings: ['clock-set-back'], entry: { start: at('09:00'), end: at('08:00') } });
		await here.time.save(entry!.id, anEntry({ projectId: PROJECT, start: at('09:00'), seconds: 1800 }));
		expect((await week(here))[0]).toMatchObject({ findings: [], entry: { seconds: 1800 } });
	});

	it('begun in a zone that nobody knows is refused by name', async () => {
		const here = await desk();
		expect(await refusal(here.time.timers.start(someWork(), at('09:00'), 'Mars/Olympus'))).toBe('zone zone');
	});
});

describe('an entry', () => {
	it.each([
		[{ seconds: -60 }, 'seconds not-positive'],
		[{ seconds: 25 * 3600 }, 'seconds too-long'],
		[{ seconds: 0 }, 'seconds not-positive'],
		[{ seconds: undefined }, 'seconds no-length'],
		[{ seconds: undefined, start: at('10:00'), end: at('09:00') }, 'end ends-before'],
		[{ seconds: undefined, start: at('10:00') }, 'end no-length'],
		[{ seconds: undefined, start: at('10:00'), end: at('12:00', '2026-11-17') }, 'end too-long'],
		[{ date: '2026-02-30' }, 'date date'],
		[{ rate: '-1' }, 'rate rate'],
		[{ note: 'x'.repeat(2001) }, 'note note-too-long'],
		[{ projectId: '9'.repeat(32) }, 'projectId no-source']
	])('that is wrong is refused by the field to mend: %o', async (changes, expected) => {
		const here = await desk();
		expect(await refusal(noted(here, changes as Partial<EntryInput>))).toBe(expected);
		expect(await week(here)).toEqual([]);
	});

	it('keeps the rate it was given, until its project changes or one is typed', async () => {
		const here = await desk();
		const id = await noted(here);
		await here.books.save('project', PROJECT, aProject({ clientId: CLIENT, rate: '99' }));
		await here.time.save(id, anEntry({ projectId: PROJECT, note: 'Later' }));
		expect((await rowOf(here, id))!.worth).toBe(8000n);
		await here.time.save(id, anEntry({ projectId: PROJECT, rate: '10' }));
		expect((await rowOf(here, id))!.worth).toBe(1000n);
		await here.time.save(id, anEntry({ projectId: PROJECT }));
		expect((await rowOf(here, id))!.worth).toBe(9900n);
		await here.time.save(id, anEntry());
		expect(await rowOf(here, id)).toMatchObject({ worth: 5000n, projectId: '' });
	});

	it('over midnight is in both weeks, and one that overlaps is shown', async () => {
		const here = await desk();
		const late = await noted(here, {
			seconds: undefined,
			date: '2026-11-22',
			start: at('23:00', '2026-11-22'),
			end: at('01:00', '2026-11-23')
		});
		const same = await noted(here, {
			seconds: undefined,
			date: '2026-11-22',
			start: at('22:30', '2026-11-22'),
			end: at('23:30', '2026-11-22')
		});
		expect((await week(here)).map(({ id, overlaps }) => [id, overlaps])).toEqual([
			[same, [late]],
			[late, [same]]
		]);
		expect((await here.time.timesheet('2026-11-23', '2026-11-29', at('12:00'))).map(({ id }) => id)).toEqual([late]);
	});

	it('holds its project and task in the books', async () => {
		const here = await desk();
		await noted(here, { taskId: TASK });
		expect(await refusal(here.books.remove('project', PROJECT))).toBe('project in-use');
		expect(await refusal(here.books.remove('task', TASK))).toBe('task in-use');
		expect(await refusal(here.books.remove('party', CLIENT))).toBe('party in-use');
		expect(await here.time.standings()).toEqual({
			[PROJECT]: { seconds: 3600, unbilled: 3600, worth: 8000n, unbilledWorth: 8000n, tasks: { [TASK]: 3600 } }
		});
	});
});

describe('time on an invoice', () => {
	it('is what was worked, is locked with the issue, and free again when all is credited', async () => {
		const here = await desk();
		const ids = [await noted(here, { seconds: 1200 }), await noted(here, { seconds: 1200, date: '2026-11-17' })];
		const idle = await noted(here, { billable: false });
		expect((await here.time.billing.unbilled(CLIENT)).map(({ id }) => id)).toEqual(ids);
		const draft = await bill(here, [...ids, idle], { withNotes: true });
		const { lines, partyId } = await here.books.get('draft', draft);
		expect(partyId).toBe(CLIENT);
		expect(lines).toMatchObject([
			{ name: 'Website', quantity: '0.66667', unit: 'HUR', price: '80', time: ids, periodStart: '2026-11-16', periodEnd: '2026-11-17' }
		]);
		expect((await here.time.billing.unbilled(CLIENT)).map(({ draftId }) => draftId)).toEqual([draft, draft]);

		const invoice = await issued(here, draft);
		const { number, totals } = (await here.books.document(invoice)).document;
		expect(totals.sumLines).toBe('53.33');
		expect(await rowOf(here, ids[0]!)).toMatchObject({ billed: number });
		expect((await week(here)).find(({ id }) => id === ids[0])!.billed).toEqual([{ to: invoice, number }]);
		expect(await here.time.billing.unbilled(CLIENT)).toEqual([]);
		expect(await refusal(here.time.save(ids[0], anEntry({ projectId: PROJECT, note: 'more' })))).toBe('in-use');
		expect(await refusal(here.books.remove('time-entry', ids[0]!))).toBe('in-use');

		const again = '7'.repeat(32);
		const content = await here.books.get('draft', await bill(here, [await noted(here)]));
		const doubled: DocumentContent = { ...content, seriesId: SERIES, lines: content.lines.map((line) => ({ ...line, time: ids })) };
		await here.books.save('draft', again, doubled);
		expect((await here.books.issueCheck(again)).findings).toContainEqual(
			expect.objectContaining({ message: 'checkTimeBilled', args: { number }, level: 'error' })
		);
		expect(await refusal(here.books.issue(again))).toBe('lines.0.name billed-twice');

		await credit(here, invoice, NOTE, { kind: 'amount', minor: 1000n });
		expect((await rowOf(here, ids[0]!))!.billed).toBe(number);
		await credit(here, invoice, '8'.repeat(32), { kind: 'all' });
		expect((await rowOf(here, ids[0]!))!.billed).toBe('');
		await here.time.save(ids[0], anEntry({ projectId: PROJECT, note: 'more' }));
		expect(await here.workspace.verify()).toBeUndefined();
	});

	it('that changed since it was put on a draft is said before the issue, and no obstacle', async () => {
		const here = await desk();
		const ids = [await noted(here), await noted(here, { date: '2026-11-17' })];
		const draft = await bill(here, ids);
		const differs = async () => (await here.books.issueCheck(draft)).findings.find(({ message }) => message === 'checkTimeDiffers');
		expect(await differs()).toBeUndefined();
		await here.time.save(ids[0], anEntry({ projectId: PROJECT, seconds: 9000 }));
		expect(await differs()).toEqual({ field: 'lines.0.quantity', message: 'checkTimeDiffers', args: { hours: '3.5' }, level: 'warning' });
		await here.time.save(ids[0], anEntry({ projectId: PROJECT, billable: false }));
		expect((await differs())?.args).toEqual({ hours: '1' });
		await here.books.remove('time-entry', ids[1]!);
		expect((await differs())?.args).toEqual({ hours: '0' });
		await issued(here, draft);
	});

	it('is put on a draft that is there, once; other currencies and no rate are refused', async () => {
		const here = await desk();
		const id = await noted(here);
		await here.books.save('draft', NOTE, anInvoice({ partyId: CLIENT }));
		await bill(here, [id], { draftId: NOTE });
		expect((await here.books.get('draft', NOTE)).lines.at(-1)).toMatchObject({ quantity: '1', price: '80', time: [id] });
		expect(await refusal(bill(here, [id], { draftId: NOTE }))).toBe('time nothing');
		await here.books.save('project', PROJECT, aProject({ clientId: CLIENT, currency: 'EUR' }));
		const euros = await noted(here);
		expect(await refusal(bill(here, [euros], { draftId: NOTE }))).toBe('time other-currency');
		expect((await here.books.get('draft', await bill(here, [euros]))).currency).toBe('EUR');
		const { rate: _, ...free } = aProject({ clientId: CLIENT, currency: 'EUR' });
		await here.books.save('project', PROJECT, free);
		expect(await refusal(bill(here, [await noted(here)]))).toBe('time no-rate');
		expect(await refusal(bill(here, [await noted(here)], { clientId: OTHER }))).toBe('time nothing');
	});

	it('of two rates is two lines, and is rounded only there', async () => {
		const here = await desk();
		const ids = [await noted(here, { seconds: 61 }), await noted(here, { seconds: 3600, rate: '95.5' })];
		const draft = await bill(here, ids, { rounding: { minutes: 15, way: 'up', of: 'entry' } });
		expect((await here.books.get('draft', draft)).lines.map(({ quantity, price }) => `${quantity} × ${price}`).sort()).toEqual([
			'0.25 × 80',
			'1 × 95.5'
		]);
		expect((await rowOf(here, ids[0]!))!.seconds).toBe(61);
	});

	it('is not billed by a copy of the invoice, nor on by an estimate', async () => {
		const here = await desk();
		const id = await noted(here);
		const invoice = await issued(here, await bill(here, [id]));
		const { duplicateContent } = await import('../documents/duplicate.ts');
		const copy = duplicateContent((await here.books.document(invoice)).document.content, '2026-11-30');
		expect(copy.lines[0]).not.toHaveProperty('time');
	});
});

describe('time and its client', () => {
	it('goes with a client that goes into another', async () => {
		const here = await desk();
		await noted(here);
		await new PartyMerge(here.workspace).merge(CLIENT, OTHER, false);
		expect((await here.books.get('project', PROJECT)).clientId).toBe(OTHER);
		expect(await here.time.billing.unbilled(OTHER)).toHaveLength(1);
	});

	it('is part of the client’s data, and goes with him as far as it is on no invoice', async () => {
		const here = await desk();
		const billed = await noted(here, { note: 'Kept with the invoice' });
		await issued(here, await bill(here, [billed]));
		const free = await noted(here, { note: 'Secret call' });
		const business = await here.books.get('business', businessId(toHex(here.device.founded.wsId)));
		const books = { workspace: here.workspace, registry: here.device.home.registry, business, today: '2026-11-30' };
		expect((await partyData(books, CLIENT)).projects).toEqual([
			{ id: PROJECT, name: 'Website', inBin: false, tasks: 1, entries: 2, seconds: 7200, billed: 1 }
		]);
		const file = JSON.parse(await partyFile(books, CLIENT)) as { projects: unknown[]; tasks: unknown[]; time: { id: string }[] };
		expect([file.projects.length, file.tasks.length, file.time.map(({ id }) => id).sort()]).toEqual([1, 1, [billed, free].sort()]);
		const ids = await erasable(books, CLIENT);
		expect(ids).toEqual(expect.arrayContaining([CLIENT, PROJECT, TASK, free]));
		expect(ids).not.toContain(billed);
		await new Erasure(here.workspace, here.device.home, () => Promise.resolve('2026-11-30')).eraseAtOnce(ids);
		expect((await here.workspace.read(free))?.erased).toBeDefined();
		expect(await rowOf(here, billed)).toMatchObject({ note: 'Kept with the invoice' });
	});
});

describe('books that were copied as a file', () => {
	it('have projects, tasks, time and what is billed of it', async () => {
		const here = await desk();
		const id = await noted(here, { taskId: TASK, seconds: undefined, start: at('09:00'), end: at('10:00'), tags: ['site'] });
		const invoice = await issued(here, await bill(here, [id]));
		await here.time.timers.start(someWork({ note: 'Runs on' }), at('09:00'), 'UTC');
		const { text } = await exportText(here.device, here.workspace);
		const copy = await importText(text);
		devices.push(copy.device);
		const books = new BookCommands(copy.workspace, copy.device.home, toHex(copy.device.founded.wsId));
		for (const list of ['project', 'task', 'time-entry'] as const) {
			const [before, after] = [(await here.books.list(list)).rows, (await books.list(list)).rows];
			const plain = (rows: readonly { id: string }[]) => rows.map((row) => ({ ...row, changed: 0 })).sort((a, b) => (a.id < b.id ? -1 : 1));
			expect(plain(after)).toEqual(plain(before));
		}
		const there = new TimeCommands(copy.workspace, books);
		expect(await refusal(there.save(id, anEntry()))).toBe('in-use');
		expect((await there.timesheet('2026-11-16', '2026-11-22', at('12:00'))).find((each) => each.id === id)!.billed[0]!.to).toBe(invoice);
	});
});
