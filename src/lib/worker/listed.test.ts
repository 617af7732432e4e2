import { afterEach, describe, expect, it } from 'vitest';
import { aBusiness, anInvoice, anItem, aParty } from '../../../tests/support/books.ts';
import { aBill } from '../../../tests/support/expenses.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import type { SealedBytes, Store } from '../storage/store.ts';
import { toHex } from '../workspace/bytes.ts';
import { DELTA_BASE, pageKey } from '../workspace/lists/pieces.ts';
import { Workspace } from '../workspace/workspace.ts';
import { BookCommands } from './book-commands.ts';
import { businessId } from './registry.ts';

let device: TestWorkspace;
afterEach(() => device?.end());

const id = (n: number) => n.toString(16).padStart(32, '0');
const SUPPLIER = id(900);

/** More than the deltas that are kept before they are folded into pages, in several lists; what was written last is in deltas alone. */
async function filled() {
	device = await foundOnFile();
	const workspace = await device.open();
	const books = commands(workspace);
	await books.save('business', businessId(toHex(device.founded.wsId)), aBusiness());
	await books.save('item', id(800), anItem({ name: 'Paper' }));
	await books.save('party', SUPPLIER, aParty({ name: 'Printer', roles: ['supplier'] }));
	for (let n = 0; n < 130; n++) await books.save('expense', id(n), aBill({ supplierId: SUPPLIER, number: `B-${n}` }));
	await books.save('draft', id(700), anInvoice());
	const { lists, foldedTo } = workspace.books.head.projection;
	expect(lists.map(({ list }) => list)).toEqual(['item', 'party', 'expense']);
	expect(foldedTo).toBeGreaterThan(0);
	return { lists: lists.map(({ list }) => list) };
}

function commands(workspace: Workspace): BookCommands {
	return new BookCommands(workspace, device.home, toHex(device.founded.wsId));
}

/** The books, opened anew: nothing of their lists comes before `begin`, and pages of the lists named not before `letGo`. */
async function opened(held: readonly number[]) {
	let begin = () => {};
	let letGo = () => {};
	const begun = new Promise<void>((resolve) => (begin = resolve));
	const gone = new Promise<void>((resolve) => (letGo = resolve));
	const holds = (key: number) =>
		held.some((list) => key >= pageKey({ list, kind: 'rows', number: 0 }) && key < pageKey({ list: list + 1, kind: 'rows', number: 0 }));
	const range: Store['range'] = async (...asked) => {
		if (asked[0] === 'page') await (asked[2] >= DELTA_BASE ? begun : holds(asked[2]) ? gone : undefined);
		return device.store.range(...asked);
	};
	const store = new Proxy(device.store, {
		get(target, name) {
			const member: unknown = name === 'range' ? range : Reflect.get(target, name);
			return typeof member === 'function' ? (member.bind(target) as unknown) : member;
		}
	});
	const workspace = await Workspace.openFirst({ ...device.home, store });
	return { workspace, books: commands(workspace), begin, letGo };
}

describe('a list that is asked for while the books open', () => {
	it('is read before the others, whole, with what it shows of another', async () => {
		const { lists } = await filled();
		const { workspace, books, begin, letGo } = await opened([lists.indexOf('item')]);
		const there = workspace.listed('expense');
		begin();
		await there;
		const { rows, total } = await books.list('expense', { sort: { by: 'number' } });
		expect(workspace.isLoaded).toBe(false);
		expect(total).toBe(130);
		expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 130 }, (_, n) => `B-${n}`));
		expect(new Set(rows.map(({ supplierName }) => supplierName))).toEqual(new Set(['Printer']));
		const item = books.list('item');
		const found = books.list('expense', { search: 'b-129' });
		letGo();
		expect((await item).rows.map(({ name }) => name)).toEqual(['Paper']);
		expect((await found).total).toBe(1);
		await workspace.loaded;
		expect((await books.list('document')).total).toBe(1);
	});

	it('is there with what lies in no page yet', async () => {
		const { lists } = await filled();
		const { workspace, books, begin, letGo } = await opened(lists.map((_, list) => list).filter((list) => lists[list] !== 'party'));
		const there = workspace.listed('document');
		begin();
		await there;
		expect((await books.list('document')).rows.map(({ id }) => id)).toEqual([id(700)]);
		expect(workspace.isLoaded).toBe(false);
		letGo();
		await workspace.loaded;
	});

	it('is made again where its page does not open, and answered then', async () => {
		const { lists } = await filled();
		await damage(lists.indexOf('expense'));
		const { workspace, books, begin } = await opened([]);
		const asked = books.list('expense');
		begin();
		expect((await asked).total).toBe(130);
		expect(workspace.isLoaded).toBe(true);
	});

	it('is told to have changed where another has to be made again behind it', async () => {
		const { lists } = await filled();
		await damage(lists.indexOf('item'));
		const { workspace, books, begin, letGo } = await opened([lists.indexOf('item')]);
		const told: string[] = [];
		workspace.onChange = ({ lists }) => told.push(...lists);
		const there = workspace.listed('expense');
		begin();
		await there;
		expect((await books.list('expense')).total).toBe(130);
		expect(told).toEqual([]);
		letGo();
		await workspace.loaded;
		expect(told).toContain('expense');
		expect((await books.list('item')).rows.map(({ name }) => name)).toEqual(['Paper']);
		expect((await books.list('expense')).total).toBe(130);
	});
});

async function damage(list: number): Promise<void> {
	const { store, home } = device;
	const key = pageKey({ list, kind: 'rows', number: 0 });
	const bytes = (await store.get('page', home.vault.ws, key))!.slice() as SealedBytes;
	bytes[bytes.length - 1]! ^= 1;
	await store.write({ puts: [{ table: 'page', ws: home.vault.ws, key, bytes }] }, 'relaxed');
}
