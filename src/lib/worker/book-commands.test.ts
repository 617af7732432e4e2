import { afterEach, describe, expect, it } from 'vitest';
import { aBusiness, aLine, anInvoice, aParty } from '../../../tests/support/books.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import type { DocumentContent } from '../documents/document.ts';
import { seriesLedger } from '../documents/ledger.ts';
import type { SealedBytes } from '../storage/store.ts';
import { toHex } from '../workspace/bytes.ts';
import { recordKey } from '../workspace/home.ts';
import { encodeJson } from '../workspace/json.ts';
import { seriesTag } from '../workspace/transaction.ts';
import { BankCommands } from './bank-commands.ts';
import { BookCommands } from './book-commands.ts';
import { newSeries, presetOf } from '../business/presets.ts';
import { sampleBooks } from '../documents/sample/books.ts';
import { SAMPLE_PRESETS, SAMPLES } from '../documents/sample/names.ts';
import { writeFirstRecords } from './first-records.ts';
import { RecurringCommands } from './recurring-commands.ts';
import { businessId } from './registry.ts';
import { ReminderCommands } from './reminder-commands.ts';
import { todayIn } from './today.ts';

const PARTY = 'a'.repeat(32);
const SERIES = 'b'.repeat(32);
const draftId = (n: number) => n.toString(16).padStart(32, '0');
const TODAY = todayIn('America/Toronto');

let device: TestWorkspace;
afterEach(() => device?.end());

async function desk(pattern = 'F{YYYY}-{0000}', yearly = true) {
	device = await foundOnFile();
	const workspaceId = toHex(device.founded.wsId);
	const workspace = await device.open();
	const books = new BookCommands(workspace, device.home, workspaceId);
	await books.save('business', businessId(workspaceId), aBusiness());
	await books.save('party', PARTY, aParty());
	await books.save('series', SERIES, { name: 'Invoices', type: 'invoice', pattern, start: 1, yearly });
	const tab = async () => new BookCommands(await device.open(), device.home, workspaceId);
	return { books, workspace, tab };
}

function draft(changes: Partial<DocumentContent> = {}): DocumentContent {
	return anInvoice({ seriesId: SERIES, partyId: PARTY, issueDate: TODAY, dueDate: TODAY, ...changes });
}

async function issueAt(books: BookCommands, n: number, issueDate = TODAY) {
	await books.save('draft', draftId(n), draft({ issueDate, dueDate: issueDate }));
	return books.issue(draftId(n));
}

describe('issuing', () => {
	it('freezes number, totals and parties, and names the issue before', async () => {
		const { books, workspace } = await desk();
		const first = await issueAt(books, 1);
		await books.save('party', PARTY, aParty({ name: 'Renamed' }));
		const second = await issueAt(books, 2);
		const year = TODAY.slice(0, 4);
		expect([first.document.number, second.document.number]).toEqual([`F${year}-0001`, `F${year}-0002`]);
		expect([first.document.buyer.name, second.document.buyer.name]).toEqual(['Maple Books Ltd', 'Renamed']);
		expect(first.document.totals.payable).toBe('735.84');
		expect(first.document.previousIssue).toBe('0'.repeat(64));
		expect(second.document.previousIssue).toMatch(/^(?!0{64})[0-9a-f]{64}$/);
		expect(seriesLedger(workspace.ledger, SERIES)).toMatchObject({ count: 2, last: { [year]: 2 } });
		expect(await books.document(draftId(1))).toMatchObject({
			document: { buyer: { name: 'Maple Books Ltd' } },
			status: 'open',
			balance: 73584n
		});
	});

	it('takes the lease once, and the log shows it', async () => {
		const { books, workspace } = await desk();
		const before = workspace.entries;
		await issueAt(books, 1);
		await issueAt(books, 2);
		expect(workspace.entries - before).toBe(5);
		expect(seriesTag(device.founded.wsId, SERIES)).toHaveLength(16);
		expect(await workspace.verify()).toBeUndefined();
	});

	it('gives no number twice and leaves no gap when two tabs issue at once', async () => {
		const { books, tab } = await desk('{0000}', false);
		const other = await tab();
		for (let n = 0; n < 6; n++) await books.save('draft', draftId(n), draft());
		const issued = await Promise.all([0, 1, 2, 3, 4, 5].map((n) => (n % 2 ? other : books).issue(draftId(n))));
		expect(issued.map(({ document }) => document.number).sort()).toEqual(['0001', '0002', '0003', '0004', '0005', '0006']);
	});

	it('begins again each year of the issue date', async () => {
		const { books } = await desk();
		const numbers = [];
		for (const [n, date] of [
			[1, '2025-12-30'],
			[2, '2025-12-31'],
			[3, '2026-01-02']
		] as const)
			numbers.push((await issueAt(books, n, date)).document.number);
		expect(numbers).toEqual(['F2025-0001', 'F2025-0002', 'F2026-0001']);
		await books.save('draft', draftId(4), draft({ issueDate: '2025-11-30', dueDate: '2025-12-31' }));
		expect((await books.issueCheck(draftId(4))).number).toBe('F2025-0003');
	});

	it('refuses a number that another document bears, and says which field to mend', async () => {
		const { books } = await desk('X-{0}', false);
		await issueAt(books, 1);
		const twin = 'c'.repeat(32);
		await books.save('series', twin, { name: 'Twin', type: 'invoice', pattern: 'X-{0}', start: 1, yearly: false });
		await books.save('draft', draftId(2), draft({ seriesId: twin }));
		expect((await books.issueCheck(draftId(2))).findings).toContainEqual({
			field: 'series.pattern',
			message: 'checkNumberTaken',
			args: { number: 'X-1' },
			level: 'error'
		});
		await expect(books.issue(draftId(2))).rejects.toMatchObject({ error: { code: 'invalid', field: 'series.pattern' } });
	});

	it('refuses a draft that lacks what the law wants, and the draft stays', async () => {
		const { books } = await desk();
		await books.save('draft', draftId(1), draft({ lines: [] }));
		await expect(books.issue(draftId(1))).rejects.toMatchObject({ error: { code: 'invalid' } });
		expect(await books.get('draft', draftId(1))).toMatchObject({ lines: [] });
	});

	it('refuses a total that could not be read again', async () => {
		const { books } = await desk();
		const line = aLine({ quantity: '123456789.123456', price: '999999999.999999' });
		await books.save('draft', draftId(1), draft({ lines: [line] }));
		expect((await books.issueCheck(draftId(1))).findings.map(({ message }) => message)).toContain('checkTotalTooLarge');
		await expect(books.issue(draftId(1))).rejects.toMatchObject({ error: { code: 'invalid' } });
	});

	it('mends a damaged row on the way', async () => {
		const { books } = await desk();
		await books.save('draft', draftId(1), draft());
		const { vault } = device.home;
		for (const id of [draftId(1), PARTY]) {
			const key = recordKey(vault, id);
			const spoilt = Uint8Array.from((await device.store.get('record', vault.ws, key))!);
			spoilt[30]! ^= 1;
			await device.store.write({ puts: [{ table: 'record', ws: vault.ws, key, bytes: spoilt as SealedBytes }] }, 'relaxed');
		}
		expect((await books.issue(draftId(1))).document.buyer.name).toBe('Maple Books Ltd');
	});

	it('happens once: an issued document is no draft any more', async () => {
		const { books } = await desk();
		await issueAt(books, 1);
		await expect(books.issue(draftId(1))).rejects.toMatchObject({ error: { code: 'not-found' } });
		await expect(books.save('draft', draftId(1), draft({ notes: 'changed' }))).rejects.toMatchObject({ detail: 'already-issued' });
		await expect(books.remove('draft', draftId(1))).rejects.toMatchObject({ error: { detail: 'already-issued' } });
		expect((await books.document(draftId(1))).document.content.notes).toBe('');
	});
});

describe('what happens to an issued document', () => {
	it('derives paid, partly paid and overdue, and lets a wrong payment be reversed', async () => {
		const { books } = await desk();
		await issueAt(books, 1, '2026-01-02');
		const status = async () => (await books.list('document')).rows.map((row) => [row.status, row.paid]);
		expect(await status()).toEqual([['overdue', 0n]]);
		const money = { kind: 'payment', partyId: PARTY, partyName: 'Maple Books Ltd', currency: 'CAD', method: 'transfer' } as const;
		const pay = async (amount: string) => {
			await books.payments.record({ ...money, date: '2026-01-03', amount }, [{ id: draftId(1), amount }]);
			return books.document(draftId(1));
		};
		const after = await pay('735.84');
		expect(await status()).toEqual([['paid', 73584n]]);
		await books.addFact({ kind: 'reversed', documentId: draftId(1), factId: after.facts[0]!.id, at: '2026-01-04', reason: 'bounced' });
		expect(await status()).toEqual([['overdue', 0n]]);
		expect((await pay('35.84')).balance).toBe(70000n);
		expect((await books.list('document')).sums).toEqual([{ currency: 'CAD', payable: 73584n, balance: 70000n, overdue: 70000n, count: 1 }]);
	});

	it('is the same after everything but the log was deleted', async () => {
		const { books, tab } = await desk();
		await issueAt(books, 1);
		await books.addFact({ kind: 'sent', documentId: draftId(1), at: '2026-01-02T10:00:00Z', channel: 'pdf' });
		await books.save('draft', draftId(2), draft({ lines: [aLine({ quantity: '3' })] }));
		const before = [await books.list('document'), await books.document(draftId(1)), await books.list('series')];
		await device.store.clear(device.home.vault.ws, ['record', 'page', 'meta', 'blob']);
		const again = await tab();
		expect([await again.list('document'), await again.document(draftId(1)), await again.list('series')]).toEqual(before);
		expect((await issueAt(again, 3)).document.sequence).toBe(2);
	});

	it('keeps clients that documents name', async () => {
		const { books } = await desk();
		await issueAt(books, 1);
		await expect(books.remove('party', PARTY)).rejects.toMatchObject({ error: { detail: 'in-use' } });
		const unused = 'd'.repeat(32);
		await books.save('party', unused, aParty({ name: 'Nobody' }));
		await books.remove('party', unused);
		expect((await books.list('party')).rows.map(({ name }) => name)).toEqual(['Maple Books Ltd']);
	});
});

describe('the log', () => {
	it('holds no second issue of a number, even when a device that ignores its own rules writes one', async () => {
		const { books, workspace } = await desk('{0}', false);
		const first = await issueAt(books, 1);
		await books.save('draft', draftId(2), draft());
		const forged = encodeJson({ ...first.document, number: '1' });
		const attempt = workspace.save((transaction) => transaction.add('issued', draftId(2), 'put', forged));
		await expect(attempt).rejects.toMatchObject({ detail: 'number-used' });
		expect(await books.get('draft', draftId(2))).toMatchObject({ seriesId: SERIES });
	});
});

describe('the sample books', () => {
	it.each(SAMPLES)('of %s are made by the same rules as real ones, and the log that holds them is sound', async (sample) => {
		device = await foundOnFile();
		const workspaceId = toHex(device.founded.wsId);
		const workspace = await device.open();
		const { business } = sampleBooks(TODAY, sample);
		await writeFirstRecords(workspace, workspaceId, { business, series: newSeries(presetOf(SAMPLE_PRESETS[sample])), sample });
		const books = new BookCommands(workspace, device.home, workspaceId);
		const documents = await books.list('document', { sort: { by: 'issueDate' } });
		expect(documents.rows.filter(({ issued }) => issued).length).toBeGreaterThan(12);
		const standing = (type: string) => documents.rows.filter((row) => row.type === type).map(({ status }) => status);
		expect(new Set(standing('invoice'))).toEqual(new Set(['draft', 'open', 'overdue', 'paid', 'partly-paid']));
		expect([standing('estimate'), standing('deposit-invoice')]).toEqual([['accepted', 'open'], ['paid']]);
		expect(standing('delivery-note')).toEqual(sample === 'quebec' || sample === 'morocco' ? ['delivered'] : []);
		expect((await books.list('expense', { sort: { by: 'kind' } })).rows.map(({ status }) => status)).toEqual([
			'open',
			'paid',
			'paid',
			'paid'
		]);
		expect((await books.list('invoice-profile')).rows).toHaveLength(1);
		// Nobody who only looks around is asked to do something at once.
		expect(await new RecurringCommands(workspace, books).due()).toEqual([]);
		expect(await new ReminderCommands(workspace, books).due()).toEqual([]);
		const lines = (await books.list('bank-line')).rows;
		const [statement] = (await books.list('bank-statement')).rows;
		const cents = (text: string) => BigInt(text.replace('.', ''));
		expect(lines.reduce((sum, { amount }) => sum + amount, cents(statement!.opening))).toBe(cents(statement!.closing));
		const proposals = await new BankCommands(workspace, books).proposals(lines.map(({ id }) => id));
		expect(proposals.filter(({ level }) => level === 'sure')).toHaveLength(sample === 'quebec' ? 4 : 3);
		expect(documents.rows.every(({ partyName, payable }) => partyName !== '' && payable > 0n)).toBe(true);
		expect(await workspace.verify()).toBeUndefined();
	});
});

describe('files', () => {
	it('come back as they were put in, and a changed byte is found', async () => {
		const { books } = await desk();
		const bytes = crypto.getRandomValues(new Uint8Array(50_000));
		const large = new Uint8Array([...bytes, ...bytes, ...bytes]);
		const address = await books.putBlob(large);
		expect(Buffer.compare(Buffer.from(await books.getBlob(address)), Buffer.from(large))).toBe(0);
		const rows = [];
		for await (const each of device.store.all('blob', device.home.vault.ws, 10)) rows.push(...each);
		expect(rows).toHaveLength(4);
		for (const { key, bytes: sealed } of rows) {
			const spoilt = Uint8Array.from(sealed);
			spoilt[40]! ^= 1;
			await device.store.write({ puts: [{ table: 'blob', ws: device.home.vault.ws, key, bytes: spoilt as typeof sealed }] }, 'relaxed');
			await expect(books.getBlob(address)).rejects.toMatchObject({ code: 'row-damaged' });
			await device.store.write({ puts: [{ table: 'blob', ws: device.home.vault.ws, key, bytes: sealed }] }, 'relaxed');
		}
		await expect(books.getBlob('0'.repeat(64))).rejects.toMatchObject({ code: 'not-found' });
	});
});
