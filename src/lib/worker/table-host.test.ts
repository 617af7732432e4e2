import { afterEach, describe, expect, it } from 'vitest';
import { anInvoice, anItem, aParty } from '../../../tests/support/books.ts';
import { newDevice, newId, PASSPHRASE, type TestDevice } from '../../../tests/support/device.ts';
import { aReceipt } from '../../../tests/support/expenses.ts';
import { generatedBooks, writeGenerated } from '../../../tests/support/generated-books.ts';
import type { TableType, TableWish } from '../exchange/csv/api.ts';
import { saveInBulk } from '../workspace/bulk.ts';
import { canonicalJson } from '../workspace/json.ts';
import { TableHost } from './table-host.ts';

const devices: TestDevice[] = [];
afterEach(() => devices.splice(0).forEach((device) => device.end()));

const go = () => true;
const wish = (type: TableType, mapping: TableWish['mapping'], changes: Partial<TableWish> = {}): TableWish => ({
	...{ type, mapping, form: { encoding: 'utf-8', separator: ',' }, notation: { decimal: '.', dates: 'ymd' }, duplicates: 'skip' },
	...changes
});

async function desk() {
	const device = await newDevice();
	devices.push(device);
	return { device, books: device.books(), tables: new TableHost(device.host), workspace: device.host.open.workspace };
}

async function table(tables: TableHost, type: Parameters<TableHost['export']>[0]): Promise<Blob> {
	const parts: string[] = [];
	await tables.export(type, (part) => parts.push(part) > 0);
	return new Blob(parts);
}

async function all({ workspace }: { workspace: Awaited<ReturnType<typeof desk>>['workspace'] }, type: TableType, list: string) {
	const found = new Map<string, string>();
	for (const { id } of workspace.list(list).values() as Iterable<{ id: string }>) {
		const value = await workspace.live(type, id);
		if (value) found.set(id, canonicalJson(value));
	}
	return found;
}

const TYPES: [TableType, string][] = [
	['party', 'party'],
	['item', 'item'],
	['draft', 'document'],
	['expense', 'expense']
];

describe('a table', () => {
	it('of one’s own, read into empty books, is the same records; read again, nothing is changed or made', async () => {
		const source = await desk();
		await saveInBulk(source.workspace, generatedBooks({ documents: 20 }), writeGenerated, { ids: (item) => item.ids });
		for (const name of ['=1+1', "'x", 'Ünïcode "quoted", and\r\nbroken'])
			await source.books.save('item', newId(), anItem({ name, description: '\0', code: name, cost: '' }));
		await source.books.save(
			'party',
			newId(),
			aParty({ name: 'Twin', number: '', termsDays: 0, deliveryAddress: aParty().address, tags: ['', '-'] })
		);
		for (const notes of ['', 'x']) await source.books.save('draft', newId(), anInvoice({ notes, seriesId: undefined }));
		await source.books.save('expense', newId(), aReceipt());
		const copy = await desk();
		for (const [type, list] of TYPES) {
			const file = await table(source.tables, type);
			const { mapping, form } = await copy.tables.inspect(file, type);
			expect(mapping.every((each) => each !== undefined)).toBe(true);
			const own = wish(type, mapping, { form });
			const before = await all(source, type, list);
			expect(before.size).toBeGreaterThan(0);
			const tried = await copy.tables.try(file, own, go);
			expect(tried).toMatchObject({ rows: before.size, made: before.size, refused: 0, duplicates: 0, faults: [] });
			expect((await all(copy, type, list)).size).toBe(0);
			expect(await copy.tables.import(file, own, go)).toEqual(tried);
			expect(await all(copy, type, list)).toEqual(before);
			expect(await copy.tables.try(file, own, go)).toMatchObject({ made: 0, changed: 0, same: before.size });
			expect(await (await table(copy.tables, type)).text()).toBe(await file.text());
		}
	});

	it('of what is final goes out whole', async () => {
		const { workspace, tables } = await desk();
		await saveInBulk(workspace, generatedBooks({ documents: 12 }), writeGenerated, { ids: (item) => item.ids });
		const issued = await (await table(tables, 'issued')).text();
		expect(issued.split('\r\n')[0]).toContain('totals.payable');
		expect(issued).toContain('F2018-0001');
		expect((await (await table(tables, 'payment')).text()).split('\r\n').length).toBe(workspace.list('payment').size + 2);
	});

	it('of a million cells streams, and stops when it is told to', async () => {
		const { workspace, tables } = await desk();
		await saveInBulk(workspace, generatedBooks({ documents: 400 }), writeGenerated, { ids: (item) => item.ids });
		await expect(tables.export('issued', () => false)).rejects.toMatchObject({ problem: 'cancelled' });
		const row = `${Array.from({ length: 20 }, (_, n) => `x${n}`).join(',')}\n`;
		const file = new Blob([`name,${'a,'.repeat(18)}z\n`, ...Array.from({ length: 50 }, () => row.repeat(1000))]);
		const mapping = ['name', ...Array.from({ length: 19 }, () => undefined)];
		const heard: number[] = [];
		const report = await tables.try(file, wish('item', mapping), (fraction) => heard.push(fraction) > 0);
		expect(report).toMatchObject({ rows: 50_000, made: 1, duplicates: 49_999 });
		expect(heard.length).toBeGreaterThan(100);
		await expect(tables.try(file, wish('item', mapping), () => false)).rejects.toMatchObject({ problem: 'cancelled' });
	});
});

describe('a table of another program', () => {
	const foreign =
		'Company;E-Mail;PLZ;Ort;Country;Terms\nÉclair;a@example.org;75001;Paris;fr;30\n=cmd;b@example.org;1;;;x\nEclair GmbH;;;;Germany;\n';

	it('is mapped by its headings; rows that cannot be are named by line and field, the rest is taken', async () => {
		const { tables, workspace } = await desk();
		const file = new Blob([foreign]);
		const { form, columns, mapping, sample } = await tables.inspect(file, 'party');
		expect(form).toEqual({ encoding: 'utf-8', separator: ';' });
		expect(columns).toHaveLength(6);
		expect(sample[0]![0]).toBe('Éclair');
		expect(mapping.slice(0, 5)).toEqual(['name', 'contacts.1.email', 'address.postcode', 'address.city', 'address.country']);
		const report = await tables.import(file, wish('party', [...mapping.slice(0, 5), 'termsDays'], { form }), go);
		expect(report).toMatchObject({ rows: 3, made: 1, refused: 2 });
		expect(report.faults).toEqual([
			{ line: 3, field: 'termsDays', why: 'not-a-number' },
			{ line: 4, field: 'address.country', why: 'wrong-shape' }
		]);
		const [row] = [...workspace.list('party').values()] as { id: string }[];
		expect(await workspace.live('party', row!.id)).toMatchObject({
			name: 'Éclair',
			termsDays: 30,
			address: { country: 'FR', city: 'Paris' },
			contacts: [{ id: '1', name: '', email: 'a@example.org', primary: true }]
		});
	});

	it('writes numbers and dates in its own way', async () => {
		const { tables, workspace } = await desk();
		const file = new Blob(['Fournisseur;Datum;Betrag;Category\nPapeterie;24.12.2026;1.234,50;Büro & Co\n']);
		const { form, mapping } = await tables.inspect(file, 'expense');
		expect(mapping).toEqual(['supplierName', 'date', 'lines.1.amount', 'lines.1.category.name']);
		const report = await tables.import(file, wish('expense', mapping, { form, notation: { decimal: ',', dates: 'dmy' } }), go);
		expect(report).toMatchObject({ made: 1, refused: 0 });
		const [row] = [...workspace.list('expense').values()] as { id: string }[];
		expect(await workspace.live('expense', row!.id)).toMatchObject({
			date: '2026-12-24',
			currency: 'CAD',
			lines: [{ id: '1', amount: '1234.50', category: { id: 'büro-co', name: 'Büro & Co' } }]
		});
	});

	it('finds what is there by number, name or code: left out, laid over, or made again', async () => {
		const { tables, books, workspace } = await desk();
		const id = newId();
		await books.save('party', id, aParty({ name: 'Maple', number: '7', notes: 'keep' }));
		const file = new Blob(['name,number,notes\nMAPLE,,new\nOther,7,\nFresh,8,a\nfresh,,b\n']);
		const mapping = ['name', 'number', 'notes'];
		expect(await tables.try(file, wish('party', mapping), go)).toMatchObject({ made: 1, duplicates: 3, doubled: [2, 3, 5] });
		expect(await tables.try(file, wish('party', mapping, { duplicates: 'add' }), go)).toMatchObject({ made: 4, duplicates: 0 });
		const one = new Blob(['name,notes\nmaple,new\n']);
		expect(await tables.import(one, wish('party', ['name', 'notes'], { duplicates: 'update' }), go)).toMatchObject({ made: 0, changed: 1 });
		expect(await workspace.live('party', id)).toMatchObject({ name: 'maple', number: '7', notes: 'new' });
		expect(await tables.undo(go)).toEqual({ removed: 0, restored: 1, kept: 0 });
		expect(await workspace.live('party', id)).toMatchObject({ name: 'Maple', notes: 'keep' });
	});

	it.each([
		['nothing mapped', 'a\n1\n', [undefined], 'no-columns'],
		['a field twice', 'a,b\n1,2\n', ['name', 'name'], 'column-twice'],
		['no text', '\0\0\0', ['name'], 'not-text']
	])('%s: refused', async (_what, text, mapping, problem) => {
		const { tables } = await desk();
		const file = new Blob([text]);
		const work = async () => tables.try(file, wish('item', mapping, { form: (await tables.inspect(file, 'item')).form }), go);
		await expect(work()).rejects.toMatchObject({ problem });
	});

	it('does not touch what is issued, restricted, or of another kind', async () => {
		const { tables, books } = await desk();
		const [restricted, item] = [newId(), newId()];
		await books.save('party', restricted, { ...aParty({ name: 'Closed' }), restricted: '2026-01-01' });
		await books.save('item', item, anItem());
		const file = new Blob([`id,name\n${restricted},x\n${item},x\n`]);
		const report = await tables.try(file, wish('party', ['id', 'name']), go);
		expect(report.faults).toEqual([
			{ line: 2, field: '', why: 'restricted' },
			{ line: 3, field: 'id', why: 'id-taken' }
		]);
	});
});

describe('an import', () => {
	const many = new Blob(['name,code\n', ...Array.from({ length: 700 }, (_, n) => `Thing ${n},T${n}\n`)]);

	it('is taken back as one step; what was changed or used since stays', async () => {
		const { tables, books, workspace } = await desk();
		const file = new Blob(['name\nA\nB\nC\n']);
		await tables.import(file, wish('party', ['name']), go);
		const [a, b, c] = [...workspace.list('party').values()] as { id: string; name: string }[];
		await books.save('party', a!.id, { ...(await books.get('party', a!.id)), notes: 'edited' });
		await books.save('draft', newId(), anInvoice({ partyId: b!.id, seriesId: undefined }));
		expect(await tables.undo(go)).toEqual({ removed: 1, restored: 0, kept: 2 });
		const left = [...workspace.list('party').values()].map((row) => (row as { id: string }).id);
		expect(left).toEqual(expect.arrayContaining([a!.id, b!.id]));
		expect(left).not.toContain(c!.id);
		await expect(tables.undo(go)).rejects.toMatchObject({ error: { code: 'not-found' } });
	});

	it('stopped half way leaves nothing', async () => {
		const { tables, workspace } = await desk();
		let asked = 0;
		await expect(tables.import(many, wish('item', ['name', 'code']), () => ++asked < 3)).rejects.toMatchObject({ problem: 'cancelled' });
		expect(asked).toBe(3);
		expect(workspace.list('item').size).toBe(0);
	});

	it('killed half way, is read again: what is there is known by its code, the rest is made', async () => {
		const { device, tables, workspace } = await desk();
		let asked = 0;
		// It never comes to its end, nor to taking back what it wrote: as when its tab is gone.
		await new Promise<void>((reached) => {
			const halt = () => (++asked < 3 ? true : (reached(), new Promise<boolean>(() => undefined)));
			void tables.import(many, wish('item', ['name', 'code']), halt);
		});
		const left = workspace.list('item').size;
		expect(left).toBeGreaterThan(0);
		expect(left).toBeLessThan(700);
		const host = await device.restart();
		await host.unlock(PASSPHRASE);
		const report = await new TableHost(host).import(many, wish('item', ['name', 'code']), go);
		expect(report).toMatchObject({ rows: 700, made: 700 - left, duplicates: left });
		expect(host.open.workspace.list('item').size).toBe(700);
	});

	it('with a record at its end that cannot be kept leaves nothing', async () => {
		const { tables, workspace } = await desk();
		const row = (lines: string) => `x,${lines}\n`;
		const file = new Blob(['notes,lines.1.id,lines.2.id\n', ...Array.from({ length: 400 }, () => row('a,b')), row('a,a')]);
		const work = tables.import(file, wish('draft', ['notes', 'lines.1.id', 'lines.2.id']), go);
		await expect(work).rejects.toMatchObject({ error: { detail: 'not-kept-whole' } });
		expect([...workspace.list('document').values()]).toEqual([]);
	});
});
