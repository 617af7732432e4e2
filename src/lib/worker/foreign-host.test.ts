import { afterEach, describe, expect, it } from 'vitest';
import { INVOICE_NINJA, invoiceShelfDump, SOLIDTIME } from '../../../tests/support/foreign-exports.ts';
import { anInvoice, anItem, aParty } from '../../../tests/support/books.ts';
import { newDevice, newId, PASSPHRASE, type TestDevice } from '../../../tests/support/device.ts';
import { packedZip } from '../../../tests/support/packed-zip.ts';
import type { ForeignWish } from '../exchange/foreign/api.ts';
import type { DocumentRow, LiveType } from '../worker-api.ts';
import { canonicalJson } from '../workspace/json.ts';
import { ForeignHost } from './foreign-host.ts';

const devices: TestDevice[] = [];
afterEach(() => devices.splice(0).forEach((device) => device.end()));

const go = () => true;
const WISH: ForeignWish = { duplicates: 'skip', owedLine: 'Invoice {number} of {program}' };
const TYPES = ['party', 'item', 'project', 'task', 'time-entry', 'expense'] as const;

async function desk() {
	const device = await newDevice();
	devices.push(device);
	const { workspace } = device.host.open;
	return { books: device.books(), host: new ForeignHost(device.host), workspace };
}
type Desk = Awaited<ReturnType<typeof desk>>;

const ninja = new Blob([JSON.stringify(INVOICE_NINJA)]);
const solidtime = packedZip(Object.entries(SOLIDTIME).map(([name, content]) => ({ name, content })));
const shelf = new Blob([invoiceShelfDump('mysql')]);

/** All that there is of these types, by id, as canonical JSON. */
async function all({ workspace }: Desk): Promise<Record<string, string>> {
	const found: Record<string, string> = {};
	for (const type of TYPES)
		for (const { id } of workspace.list(type).values() as Iterable<{ id: string }>)
			found[`${type} ${id}`] = canonicalJson(await workspace.live(type, id));
	return found;
}

async function values(from: Desk, type: LiveType): Promise<Record<string, unknown>[]> {
	const rows = [...from.workspace.list(type).values()] as { id: string }[];
	return Promise.all(rows.map(async ({ id }) => ({ ...(await from.workspace.live<object>(type, id)), id })));
}

describe('an export of another program', () => {
	it.each([
		['Invoice Ninja', ninja],
		['solidtime', solidtime],
		['InvoiceShelf', shelf]
	])('of %s: tried, taken in, known again, and taken back to equal books', async (_name, file) => {
		const own = await desk();
		await own.books.save('party', newId(), aParty({ name: 'Somebody else', number: '77' }));
		await own.books.save('party', newId(), aParty({ name: 'paper ltd', number: '78' }));
		await own.books.save('item', newId(), anItem());
		const before = await all(own);
		const tried = await own.host.try(file, WISH, go);
		expect(tried.faultCount).toBe(0);
		expect(await all(own)).toEqual(before);
		expect(await own.host.import(file, WISH, go)).toEqual(tried);
		const invoices = tried.counts.invoice?.made ?? 0;
		const made = Object.values(tried.counts).reduce((sum, count) => sum + count.made, 0);
		expect(made).toBeGreaterThan(2);
		const after = await all(own);
		expect(Object.keys(after)).toHaveLength(Object.keys(before).length + made - invoices);
		expect(own.workspace.list('document').size).toBe(invoices);
		const again = await own.host.try(file, WISH, go);
		for (const [type, { found }] of Object.entries(tried.counts))
			expect(again.counts[type as keyof typeof tried.counts]).toEqual({ found, made: 0, here: found, refused: 0 });
		expect(await own.host.undo(go)).toMatchObject({ removed: made, kept: 0 });
		expect(await all(own)).toEqual(before);
		expect(['document', 'payment'].map((list) => own.workspace.list(list).size)).toEqual([0, 0]);
		expect(own.workspace.refusals).toEqual([]);
		await expect(own.host.undo(go)).rejects.toMatchObject({ error: { code: 'not-found' } });
	});

	it('makes records that name each other, in the words of these books', async () => {
		const own = await desk();
		await own.host.import(ninja, WISH, go);
		const [maple] = (await values(own, 'party')).filter(({ name }) => name === 'Maple & Sons');
		const [project] = (await values(own, 'project')).filter(({ name }) => name === 'Website');
		expect(project).toMatchObject({ clientId: maple!.id, currency: 'EUR', rate: '75', budget: { of: 'hours', amount: '20' } });
		const [task] = await values(own, 'task');
		expect(task).toMatchObject({ projectId: project!.id, state: 'open' });
		const entries = await values(own, 'time-entry');
		const founder = own.workspace.membership!.devices.values().next().value!.member;
		// The clock of the books is Toronto's: what began at 20:23 UTC began on the same day there.
		expect(entries.find(({ note }) => note === 'Header\nand footer')).toMatchObject({
			...{ projectId: project!.id, taskId: task!.id, member: founder, memberName: 'Rosa Lind', date: '2021-05-27' },
			zone: 'America/Toronto'
		});
		const [expense] = await values(own, 'expense');
		expect(expense).toMatchObject({ kind: 'expense', rebill: { clientId: maple!.id, markup: '0' }, receipts: [] });
	});

	it('gives no number: what is owed comes in as issued there, under its own number and with what is open', async () => {
		const own = await desk();
		const id = newId();
		await own.books.save('party', id, aParty({ name: 'MAPLE & SONS', number: '0001', notes: 'mine', roles: ['supplier'] }));
		const ledger = canonicalJson(own.workspace.ledger);
		const report = await own.host.import(ninja, WISH, go);
		expect(report.owed).toMatchObject([{ client: 'Maple & Sons', number: '2026-0001', total: '500', open: '120.5' }]);
		expect(report.counts.invoice).toEqual({ found: 1, made: 1, here: 0, refused: 0 });
		expect(report.left).toMatchObject({ invoice: 2, payment: 1 });
		expect(await own.workspace.live('party', id)).toMatchObject({ notes: 'mine', roles: ['supplier', 'client'] });
		const [row] = own.workspace.list('document').values() as Iterable<DocumentRow>;
		expect(row).toMatchObject({
			...{ number: '2026-0001', elsewhere: 'Invoice Ninja', partyId: id, issued: true, currency: 'GBP', dueDate: '2026-06-11' },
			...{ payable: 12_050n, paid: 0n, balance: 12_050n, overdueAfter: '2026-06-11' }
		});
		const { document } = await own.books.document(row!.id);
		expect(document).toMatchObject({
			series: '',
			sequence: 0,
			elsewhere: { taxes: 'unknown' },
			totals: { taxes: [], taxInclusive: '500.00', prepaid: '379.50', payable: '120.50' }
		});
		expect(document.content.lines.map(({ name }) => name)).toEqual(['Invoice 2026-0001 of Invoice Ninja']);
		expect(own.workspace.list('payment').size).toBe(0);
		expect(canonicalJson(own.workspace.ledger)).toBe(ledger);
		// What is paid later is known to be the same invoice.
		await own.books.payments.record(
			{ kind: 'payment', partyId: id, partyName: 'M', date: '2026-07-01', amount: '120.50', currency: 'GBP', method: 'transfer' },
			[{ id: row!.id, amount: '120.50' }]
		);
		expect((await own.host.try(ninja, WISH, go)).counts.invoice).toMatchObject({ made: 0, here: 1 });
		// It was paid here since: it stays, and so does its client.
		expect(await own.host.undo(go)).toMatchObject({ kept: 1 });
		expect((await own.books.document(row!.id)).status).toBe('paid');
	});

	it('tells a number that a document of these books has too, and both keep it', async () => {
		const own = await desk();
		const [id, series, draft] = [newId(), newId(), newId()];
		await own.books.save('party', id, aParty());
		await own.books.save('series', series, { name: 'Ours', type: 'invoice', pattern: '{YYYY}-{0000}', start: 1, yearly: true });
		await own.books.save('draft', draft, anInvoice({ partyId: id, seriesId: series, issueDate: '2026-03-01' }));
		const issued = await own.books.issue(draft);
		expect(issued.document.number).toBe('2026-0001');
		expect((await own.host.import(ninja, WISH, go)).sameNumbers).toEqual(['2026-0001']);
		const numbers = [...(own.workspace.list('document').values() as Iterable<DocumentRow>)].map((row) => [row.number, row.doubled]);
		expect(numbers).toEqual([
			['2026-0001', false],
			['2026-0001', false]
		]);
	});

	it('keeps a number that somebody has here beside', async () => {
		const own = await desk();
		await own.books.save('party', newId(), aParty({ name: 'Somebody', number: '0001' }));
		await own.host.import(ninja, WISH, go);
		const [maple] = (await values(own, 'party')).filter(({ name }) => name === 'Maple & Sons');
		expect(maple).toMatchObject({
			number: '',
			customFields: [{ value: 'red' }, { id: 'number', name: 'Invoice Ninja', value: '0001', printed: false }]
		});
	});

	it('two entries that are alike are two; those that are here are left out, or added once more', async () => {
		const own = await desk();
		const row = '2026-03-04,C,P,,same,"1,0",Yes,No,A,B,"0,0",Euro - EUR\n';
		const head = 'Date,Client,Project,Task,Notes,Hours,Billable?,Invoiced?,First Name,Last Name,Billable Rate,Currency\n';
		const twice = new Blob([head + row + row]);
		expect((await own.host.import(twice, WISH, go)).counts['time-entry']).toMatchObject({ made: 2 });
		expect((await own.host.try(new Blob([head + row + row + row]), WISH, go)).counts['time-entry']).toMatchObject({ made: 1, here: 2 });
		const more = await own.host.try(twice, { ...WISH, duplicates: 'add' }, go);
		expect(more.counts).toMatchObject({ 'time-entry': { made: 2 }, party: { made: 0, here: 1 }, project: { made: 0, here: 1 } });
	});

	it('takes nothing for a client who is restricted, and says so', async () => {
		const own = await desk();
		await own.books.save('party', newId(), { ...aParty({ name: 'Maple & Sons' }), restricted: '2026-01-01' });
		const report = await own.host.try(solidtime, WISH, go);
		expect(report.faults).toMatchObject([
			{ table: 'projects', line: 2, field: 'clientId', why: 'restricted' },
			{ table: 'tasks', line: 2, field: 'projectId', why: 'unknown-reference' },
			{ table: 'tasks', line: 3, field: 'projectId', why: 'unknown-reference' },
			{ table: 'time_entries', line: 2, field: 'projectId', why: 'unknown-reference' }
		]);
		expect(report.counts['time-entry']).toMatchObject({ made: 1, refused: 1 });
	});

	it('what was used since stays when the import is taken back, with all that it names', async () => {
		const own = await desk();
		await own.host.import(solidtime, WISH, go);
		const [maple] = (await values(own, 'party')).filter(({ name }) => name === 'Maple & Sons');
		const [task] = await values(own, 'task');
		await own.books.save('draft', newId(), anInvoice({ partyId: maple!.id as string, seriesId: undefined }));
		await own.books.save('task', task!.id as string, { ...(await own.books.get('task', task!.id as string)), notes: 'mine' });
		const undone = await own.host.undo(go);
		// The client, the task, and the project that the task is of.
		expect(undone.kept).toBe(3);
		expect((await values(own, 'project')).map(({ name }) => name)).toEqual(['Website']);
		expect(await values(own, 'time-entry')).toEqual([]);
	});

	it('reads clock times as the books have them, on days when clocks change too', async () => {
		const own = await desk();
		const head = 'User,Project,Description,Billable,Start date,Start time,End date,End time,Duration\n';
		const row = (note: string, date: string, from: string, to: string, length: string) =>
			`A,P,${note},Yes,${date},${from},${date},${to},${length}\n`;
		const rows = [
			row('winter', '2026-01-15', '09:00:05', '10:00:05', '01:00:00'),
			row('summer', '2026-07-15', '09:00:05', '10:00:05', '01:00:00'),
			// Clocks go forward at two, and back at two.
			row('forward', '2026-03-08', '01:30:00', '03:30:00', '01:00:00'),
			row('back', '2026-11-01', '00:30:00', '02:30:00', '03:00:00')
		];
		await own.host.import(new Blob([head, ...rows]), WISH, go);
		const found = new Map((await values(own, 'time-entry')).map(({ note, start, end, seconds }) => [note, [start, end, seconds]]));
		expect(Object.fromEntries(found)).toEqual({
			winter: ['2026-01-15T14:00:05.000Z', '2026-01-15T15:00:05.000Z', undefined],
			summer: ['2026-07-15T13:00:05.000Z', '2026-07-15T14:00:05.000Z', undefined],
			forward: ['2026-03-08T06:30:00.000Z', '2026-03-08T07:30:00.000Z', undefined],
			back: ['2026-11-01T04:30:00.000Z', '2026-11-01T07:30:00.000Z', undefined]
		});
	});

	it('stopped half way leaves nothing', async () => {
		const own = await desk();
		const before = await all(own);
		const row = (n: number) => `A,P${n % 40},n${n},Yes,2026-03-01,10:00:00,2026-03-01,11:00:00,1:00:00\n`;
		const head = 'User,Project,Description,Billable,Start date,Start time,End date,End time,Duration\n';
		const file = new Blob([head, ...Array.from({ length: 1200 }, (_, n) => row(n))]);
		let heard = 0;
		const stop = (fraction: number) => fraction < 0.9 || ++heard < 1;
		await expect(own.host.import(file, WISH, stop)).rejects.toMatchObject({ problem: 'cancelled' });
		expect(heard).toBe(1);
		expect(await all(own)).toEqual(before);
	});

	it('killed half way, is read again: what is there is known, the rest is made, and nothing twice', async () => {
		const own = await desk();
		const device = devices.at(-1)!;
		const notes = Array.from({ length: 700 }, (_, n) => `n${n % 500}`);
		const row = (note: string, n: number) => `A,C${n % 3},P${n % 9},${note},Yes,2026-03-01,10:00:00,2026-03-01,11:00:00,1:00:00\n`;
		const head = 'User,Client,Project,Description,Billable,Start date,Start time,End date,End time,Duration\n';
		const file = new Blob([head, ...notes.map(row)]);
		// The import never comes to its end, nor to taking back what it wrote: as when its tab is gone.
		await new Promise<void>((reached) => {
			const halt = (fraction: number) => (fraction < 0.85 ? true : (reached(), new Promise<boolean>(() => undefined)));
			void own.host.import(file, WISH, halt);
		});
		const left = own.workspace.list('time-entry').size;
		expect(left).toBeGreaterThan(200);
		expect(left).toBeLessThan(700);
		const host = await device.restart();
		await host.unlock(PASSPHRASE);
		const again: Desk = { books: own.books, host: new ForeignHost(host), workspace: host.open.workspace };
		const report = await again.host.import(file, WISH, go);
		expect(report.counts['time-entry']).toEqual({ found: 700, made: 700 - left, here: left, refused: 0 });
		expect((await values(again, 'time-entry')).map(({ note }) => note).sort()).toEqual(notes.sort());
		expect(['party', 'project'].map((type) => again.workspace.list(type).size)).toEqual([3, 9]);
	});

	it('texts that a spreadsheet would run are texts, and markup is shown as it stands', async () => {
		const own = await desk();
		const head = 'User,Client,Project,Description,Billable,Start date,Start time,End date,End time,Duration\n';
		const rows = `A,=cmd|'/c calc'!A1,"<img src=x onerror=alert(1)>",@SUM(1),Yes,2026-03-01,10:00:00,2026-03-01,11:00:00,1:00:00\n`;
		await own.host.import(new Blob([head + rows]), WISH, go);
		expect((await values(own, 'party'))[0]).toMatchObject({ name: "=cmd|'/c calc'!A1" });
		expect((await values(own, 'project'))[0]).toMatchObject({ name: '<img src=x onerror=alert(1)>' });
		expect((await values(own, 'time-entry'))[0]).toMatchObject({ note: '@SUM(1)' });
	});
});
