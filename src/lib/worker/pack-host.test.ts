import { afterEach, describe, expect, it } from 'vitest';
import { aBusiness, anInvoice, aLine, aParty } from '../../../tests/support/books.ts';
import { newDevice, newId, type TestDevice } from '../../../tests/support/device.ts';
import { aBill } from '../../../tests/support/expenses.ts';
import { generatedBooks, writeGenerated } from '../../../tests/support/generated-books.ts';
import { saveInBulk } from '../workspace/bulk.ts';
import { ExpenseCommands } from './expense-commands.ts';
import { PackHost } from './pack-host.ts';
import { businessId } from './registry.ts';

const devices: TestDevice[] = [];
afterEach(() => devices.splice(0).forEach((device) => device.end()));

const go = () => true;
const YEAR = { from: '2018-01-01', to: '2026-12-31', what: 'pack' } as const;

async function filled(documents: number) {
	const device = await newDevice();
	devices.push(device);
	const { workspace } = device.host.open;
	await saveInBulk(workspace, generatedBooks({ documents }), writeGenerated, { ids: (item) => item.ids });
	return { device, workspace, pack: new PackHost(device.host) };
}

async function text(pack: PackHost, name: string, encoding = 'utf-8'): Promise<string> {
	const parts: Uint8Array<ArrayBuffer>[] = [];
	await pack.text(name, (part) => parts.push(part) > 0);
	return new TextDecoder(encoding).decode(await new Blob(parts).arrayBuffer());
}

/** Of a file without quotes in what is counted. */
const sum = (rows: string[][], column: number) =>
	rows.reduce((total, cells) => total + Math.round(Number((cells[column] || '0').replace(',', '.')) * 100), 0);

describe('the pack of a period', () => {
	it('has every document and payment of it, in order, and debits equal credits in every file', async () => {
		const { workspace, pack } = await filled(60);
		const contents = await pack.prepare(YEAR, go);
		const issued = [...workspace.list('document').values()].filter((row) => (row as { issued: boolean }).issued);
		expect(contents.documents).toBe(issued.length);
		expect(contents.leftOut).toEqual([]);
		const journal = await text(pack, 'journal.csv');
		const rows = journal
			.split('\r\n')
			.slice(1, -1)
			.map((row) => row.match(/("([^"]|"")*"|[^,]*)(,|$)/g)!.map((cell) => cell.replace(/,$/, '')));
		expect(sum(rows, 10)).toBe(sum(rows, 11));
		expect(sum(rows, 10)).toBeGreaterThan(0);
		const dates = rows.map((cells) => cells[2]!);
		expect([...dates].sort()).toEqual(dates);
		expect(new Set(rows.map((cells) => cells[0])).size).toBe(contents.entries);
		// What stands on the receivables is what all clients owe, in the currency of the books.
		const balances = issued.reduce(
			(total, row) =>
				total + ((row as { currency: string; balance: bigint }).currency === 'CAD' ? (row as { balance: bigint }).balance : 0n),
			0n
		);
		const own = rows.filter((cells) => cells[3] === '1100' && cells[14] === '' && cells[13] === '');
		const foreign = new Set(rows.filter((cells) => cells[14] !== '').map((cells) => cells[7]));
		const owed = own.filter((cells) => !foreign.has(cells[7]!));
		expect(BigInt(sum(owed, 10) - sum(owed, 11))).toBe(balances);
		const accounts = (await text(pack, 'accounts.csv'))
			.split('\r\n')
			.slice(1, -1)
			.map((row) => row.split(','));
		expect(sum(accounts, 2)).toBe(sum(rows, 10));
		expect(sum(accounts, 3)).toBe(sum(rows, 10));
		expect(await text(pack, 'README.txt')).toContain(`${contents.entries} entries`);
	});

	it('for France and Germany has the files of the law, one for each fiscal year, numbered without a gap', async () => {
		const { device, workspace, pack } = await filled(30);
		const id = businessId(device.host.open.id);
		const taxIds = [{ kind: 'siret', country: 'FR', label: 'SIRET', value: '732 829 320 00074' }];
		await workspace.save((transaction) => transaction.putLive('business', id, aBusiness({ taxIds, fiscalYearStart: 7 })));
		const { texts } = await pack.prepare({ ...YEAR, from: '2020-01-01', to: '2021-06-30', chart: 'pcg' }, go);
		const files = texts.filter((name) => name.includes('FEC'));
		expect(files).toEqual(['732829320FEC20200630.txt', '732829320FEC20210630.txt']);
		for (const file of files) {
			const rows = (await text(pack, file, 'iso-8859-15'))
				.split('\r\n')
				.slice(1, -1)
				.map((row) => row.split('\t'));
			expect(rows.every((cells) => cells.length === 18)).toBe(true);
			expect(sum(rows, 11)).toBe(sum(rows, 12));
			const numbers = [...new Set(rows.map((cells) => Number(cells[2])))];
			expect(numbers).toEqual(numbers.map((_, at) => at + 1));
		}
		const german = await pack.prepare(
			{ ...YEAR, from: '2020-07-01', to: '2020-12-31', chart: 'skr03', datev: { consultant: 29_098, client: 55_003 } },
			go
		);
		const name = german.texts.find((each) => each.startsWith('EXTF'))!;
		const [head, , ...rows] = (await text(pack, name, 'windows-1252')).split('\r\n');
		expect(head).toContain(';29098;55003;20200701;4;20200701;20201231;');
		expect(rows.slice(0, -1).every((row) => row.split(';').length === 125)).toBe(true);
		expect(rows.length).toBeGreaterThan(german.entries);
	});

	it('has the receipts of costs, once each under a name of its own, and tells what has no entry', async () => {
		const { device, workspace, pack } = await filled(0);
		const expenses = new ExpenseCommands(workspace, device.books());
		const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 7]);
		const file = await device.books().putBlob(png);
		const receipt = { id: 'r1', file, name: 'x.png', type: 'image/png', bytes: 9 } as const;
		for (const id of [newId(), newId()]) {
			await device.books().save('expense', id, aBill({ kind: 'expense', supplierName: 'CON/..', number: '=1+1', receipts: [receipt] }));
			await expenses.book(id);
		}
		const [party, draft] = [newId(), newId()];
		await device.books().save('party', party, aParty());
		const series = (await device.books().list('series')).rows[0]!.id;
		await device
			.books()
			.save('draft', draft, anInvoice({ partyId: party, seriesId: series, issueDate: '', dueDate: '', lines: [aLine()] }));
		await device.books().issue(draft);
		const contents = await pack.prepare({ ...YEAR, to: '2199-12-31' }, go);
		expect(contents).toMatchObject({ documents: 1, receipts: 2, entries: 3, leftOut: [] });
		expect(pack.members(0, 10).map(({ name }) => name)).toEqual([
			expect.stringMatching(/^documents\/F\d{4}-0001\.pdf$/),
			'receipts/2026-10-01_CON-_-1-1.png',
			'receipts/2026-10-01_CON-_-1-1-2.png'
		]);
		expect(await text(pack, 'journal.csv')).toContain(`'=1+1`);
	});

	it('stops when it is told to, and then there is nothing to ask for', async () => {
		const { pack } = await filled(210);
		await expect(pack.prepare(YEAR, () => false)).rejects.toMatchObject({ error: { detail: 'cancelled' } });
		expect(() => pack.members(0, 1)).toThrow();
		await pack.prepare(YEAR, go);
		await expect(pack.text('journal.csv', () => false)).rejects.toMatchObject({ error: { detail: 'cancelled' } });
	});
});
