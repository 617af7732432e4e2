import { afterEach, describe, expect, it } from 'vitest';
import { aBusiness, aParty } from '../../../tests/support/books.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import type { Store } from '../storage/store.ts';
import { toHex } from '../workspace/bytes.ts';
import { FIRST_KEY } from '../workspace/lists/pieces.ts';
import { Workspace } from '../workspace/workspace.ts';
import { BookCommands } from './book-commands.ts';
import { FirstAnswers } from './first-answers.ts';
import { businessId } from './registry.ts';

let device: TestWorkspace;
afterEach(() => device?.end());

const id = (n: number) => n.toString(16).padStart(32, '0');
const QUERY = { where: { archived: false }, sort: { by: 'name' }, limit: 5 } as const;

/** The store, but that pages of lists come when they are let. */
function holding(store: Store): { store: Store; letGo(): void } {
	let letGo = () => {};
	const held = new Promise<void>((resolve) => (letGo = resolve));
	const range: Store['range'] = async (...asked) => {
		if (asked[0] === 'page') await held;
		return store.range(...asked);
	};
	return { store: new Proxy(store, { get: (target, name) => (name === 'range' ? range : bound(target, name)) }), letGo: () => letGo() };
}
function bound(target: Store, name: string | symbol): unknown {
	const member: unknown = Reflect.get(target, name);
	return typeof member === 'function' ? (member.bind(target) as unknown) : member;
}

async function desk() {
	device = await foundOnFile();
	const workspaceId = toHex(device.founded.wsId);
	const workspace = await device.open();
	const first = new FirstAnswers(workspace);
	const books = new BookCommands(workspace, device.home, workspaceId, first);
	await books.save('business', businessId(workspaceId), aBusiness());
	for (const n of [1, 2, 3]) await books.save('party', id(n), aParty({ name: `Client ${n}` }));
	const begin = async () => {
		const { store, letGo } = holding(device.store);
		const home = { ...device.home, store };
		const opened = await Workspace.openFirst(home);
		return { opened, letGo, books: new BookCommands(opened, home, workspaceId, new FirstAnswers(opened)) };
	};
	return { books, first, begin };
}

describe('what a screen asked last', () => {
	it('is answered at the next start before the lists are read, exactly as it was', async () => {
		const { books, first, begin } = await desk();
		const expected = await books.list('party', QUERY);
		await first.write();
		const { books: next, opened, letGo } = await begin();
		expect(await next.list('party', { ...QUERY, channel: 'x' })).toEqual(expected);
		expect(opened.isLoaded).toBe(false);
		const other = next.list('party', { limit: 1 });
		letGo();
		expect((await other).total).toBe(3);
		expect(opened.isLoaded).toBe(true);
	});

	it('is not answered from before the last change', async () => {
		const { books, first, begin } = await desk();
		await books.list('party', QUERY);
		await first.write();
		await books.save('party', id(4), aParty({ name: 'Abel' }));
		const { books: next, letGo } = await begin();
		letGo();
		expect((await next.list('party', QUERY)).rows.map(({ name }) => name)).toEqual(['Abel', 'Client 1', 'Client 2', 'Client 3']);
	});

	it('is not answered once a date has passed that changes it, nor on a day before', async () => {
		const { first } = await desk();
		const page = { rows: [], total: 7 };
		first.keep('document', {}, page, () => ({ from: '2026-11-20', to: '2026-11-22' }));
		first.keep('party', {}, page, () => ({ from: '2026-11-20', to: undefined }));
		await first.write();
		const again = new FirstAnswers(await device.open());
		const days = ['2026-11-19', '2026-11-20', '2026-11-22', '2026-11-23'];
		expect(await Promise.all(days.map((day) => again.find('document', {}, day)))).toEqual([undefined, page, page, undefined]);
		expect(await again.find('party', {}, '2030-01-01')).toEqual(page);
		expect(await again.find('party', { search: 'x' }, '2026-11-20')).toBeUndefined();
		expect(await again.find('party', { offset: 5 }, '2026-11-20')).toBeUndefined();
	});

	it('is kept for no search, and in one page however much was asked', async () => {
		const { books, first } = await desk();
		await books.list('party', { search: 'Client' });
		await first.write();
		const { store, home } = device;
		expect(await store.get('page', home.vault.ws, FIRST_KEY)).toBeUndefined();
		const rows = Array.from({ length: 60 }, (_, n) => ({ id: id(n), name: 'x'.repeat(500) })) as never[];
		for (let n = 0; n < 12; n++) first.keep('party', { limit: n + 1 }, { rows, total: n }, () => ({ from: '2026-01-01', to: undefined }));
		await first.write();
		expect((await store.get('page', home.vault.ws, FIRST_KEY))!.length).toBeLessThan(60 * 1024);
	});
});
