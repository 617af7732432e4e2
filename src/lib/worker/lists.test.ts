import fc from '../../../tests/support/property.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { aBusiness, aLine, anInvoice, aParty } from '../../../tests/support/books.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import { newSeries, presetOf } from '../business/presets.ts';
import type { DocumentContent } from '../documents/document.ts';
import type { ListQuery } from '../worker-api.ts';
import { toHex } from '../workspace/bytes.ts';
import { WorkspaceError } from '../workspace/errors.ts';
import { BookCommands } from './book-commands.ts';
import { businessId } from './registry.ts';
import { Refused } from './results.ts';

let device: TestWorkspace;
afterEach(() => device?.end());

const partyId = (n: number) => `a${n}`.padEnd(32, '0');
const draftId = (n: number) => `d${n}`.padEnd(32, '0');
const SERIES = 'b'.repeat(32);

async function desk() {
	device = await foundOnFile();
	const workspaceId = toHex(device.founded.wsId);
	const tab = async () => {
		const workspace = await device.open();
		return { workspace, books: new BookCommands(workspace, device.home, workspaceId) };
	};
	const first = await tab();
	await first.books.save('business', businessId(workspaceId), aBusiness());
	const [series] = newSeries(presetOf('CA-QC')!).filter(({ type }) => type === 'invoice');
	await first.books.save('series', SERIES, series!);
	return { ...first, tab };
}

function draft(changes: Partial<DocumentContent> = {}): DocumentContent {
	return anInvoice({ seriesId: SERIES, partyId: partyId(0), issueDate: '2026-01-05', dueDate: '2026-02-05', ...changes });
}

const isRefusal = (error: unknown) => error instanceof Refused || error instanceof WorkspaceError;

const search = async (books: BookCommands, typed: string) =>
	(await books.list('document', { search: typed })).rows.map(({ id }) => Number(id.slice(1, 2)));

describe('the lists', () => {
	it('an invoice that is not paid in time is overdue, an estimate has expired, each by its own word everywhere', async () => {
		const { books, tab } = await desk();
		await books.save('party', partyId(0), aParty());
		const estimates = 'c'.repeat(32);
		await books.save('series', estimates, { name: 'Estimates', type: 'estimate', pattern: 'E-{0000}', start: 1, yearly: false });
		await books.save('draft', draftId(0), draft());
		for (const [n, dueDate] of [
			[1, '2026-02-05'],
			[2, '2999-01-01']
		] as const)
			await books.save('draft', draftId(n), draft({ type: 'estimate', seriesId: estimates, dueDate }));
		for (const n of [0, 1, 2]) await books.issue(draftId(n));
		for (const from of [books, (await tab()).books]) {
			const page = await from.list('document', { sort: { by: 'status' }, countBy: ['status'] });
			expect(page.rows.map(({ id, status }) => [Number(id.slice(1, 2)), status])).toEqual([
				[1, 'expired'],
				[2, 'open'],
				[0, 'overdue']
			]);
			expect(page.counts!.status!.map(({ value }) => value).sort()).toEqual(['expired', 'open', 'overdue']);
			const expired = await from.list('document', { where: { status: 'expired' } });
			expect(expired.rows.map(({ id }) => id)).toEqual([draftId(1)]);
			expect(expired.sums![0]).toMatchObject({ balance: 0n, overdue: 0n });
			expect((await from.document(draftId(1))).status).toBe('expired');
		}
		// Nobody owes anything on an estimate, and no payment goes to it.
		const account = await books.payments.account(partyId(0));
		expect(account.documents.map(({ id }) => id)).toEqual([draftId(0)]);
		const payment = {
			kind: 'payment',
			partyId: partyId(0),
			partyName: '',
			date: '2026-02-01',
			amount: '1',
			currency: 'CAD',
			method: 'cash'
		} as const;
		await expect(books.payments.record(payment, [{ id: draftId(1), amount: '1' }])).rejects.toSatisfy(isRefusal);
	});

	it('are narrowed to the clients somebody looks after, and their documents; whoever asks without that sees all', async () => {
		const { books, tab } = await desk();
		const [me, other] = ['1'.repeat(32), '2'.repeat(32)];
		await books.save('party', partyId(0), aParty({ name: 'Mine', assignedTo: [me, other] }));
		await books.save('party', partyId(1), aParty({ name: 'Hers', assignedTo: [other] }));
		await books.save('party', partyId(2), aParty({ name: 'Nobody’s' }));
		for (const n of [0, 1, 2]) await books.save('draft', draftId(n), draft({ partyId: partyId(n) }));
		await books.issue(draftId(0));
		const of = async (from: BookCommands, member?: string) => {
			const filters = member === undefined ? {} : { assignedTo: { has: [member] } };
			const [clients, documents] = [await from.list('party', { filters }), await from.list('document', { filters })];
			return [clients.rows.map(({ name }) => name).sort(), documents.rows.map(({ id }) => Number(id.slice(1, 2))).sort()];
		};
		for (const from of [books, (await tab()).books]) {
			expect(await of(from, me)).toEqual([['Mine'], [0]]);
			expect(await of(from, other)).toEqual([
				['Hers', 'Mine'],
				[0, 1]
			]);
			expect(await of(from)).toEqual([
				['Hers', 'Mine', 'Nobody’s'],
				[0, 1, 2]
			]);
		}
		// Handed to somebody else, documents that are issued go along: they are his client's.
		await books.save('party', partyId(0), aParty({ name: 'Mine', assignedTo: [other] }));
		expect(await of(books, me)).toEqual([[], []]);
	});
});

describe('the list of documents', () => {
	it('is found by number, client, line, amount and notes, whoever may see them', async () => {
		const { books } = await desk();
		await books.save('party', partyId(0), aParty({ name: 'Élodie Martin', tags: ['vip'] }));
		await books.save('party', partyId(1), aParty({ name: 'Zoé' }));
		await books.save(
			'draft',
			draftId(1),
			draft({ lines: [aLine({ name: 'Logo', description: 'Drei Entwürfe', price: '1073.496' })], notes: 'Merci' })
		);
		await books.save('draft', draftId(2), draft({ partyId: partyId(1), privateNotes: 'Pays late', orderNumber: 'PO-77' }));
		const issued = await books.issue(draftId(1));
		expect(issued.document.totals.payable).toBe('1234.26');
		for (const typed of ['logo', 'entwurfe', 'merci', '1 234,26', '1,234.2', '1234', issued.document.number, 'elodie logo'])
			expect(await search(books, typed), typed).toEqual([1]);
		for (const typed of ['pays LATE', 'po-77', 'zoe', '735,84']) expect(await search(books, typed), typed).toEqual([2]);
		for (const typed of ['zoe logo', '1 234,27', 'vip']) expect(await search(books, typed), typed).toEqual([]);
		expect(await search(books, 'design')).toEqual([2]);
		expect((await books.list('document', { filters: { tags: { has: ['vip'] } } })).rows.map(({ id }) => id)).toEqual([draftId(1)]);
		await books.save('draft', draftId(2), draft({ partyId: partyId(1) }));
		expect(await search(books, 'pays late')).toEqual([]);
	});

	it('shows a draft by its client’s name of now, an issued document by the name it bears, and finds both by either', async () => {
		const { books } = await desk();
		await books.save('party', partyId(0), aParty({ name: 'Before' }));
		for (const n of [1, 2]) await books.save('draft', draftId(n), draft());
		await books.issue(draftId(1));
		await books.save('party', partyId(0), aParty({ name: 'Now' }));
		const names = async (query: ListQuery<'document'>) => (await books.list('document', query)).rows.map(({ partyName }) => partyName);
		expect(await names({ sort: { by: 'partyName' } })).toEqual(['Before', 'Now']);
		expect(await names({ sort: { by: 'partyName', descending: true } })).toEqual(['Now', 'Before']);
		expect(await names({ filters: { partyName: { anyOf: ['Now'] } } })).toEqual(['Now']);
		expect(await search(books, 'now')).toEqual([1, 2]);
		expect(await search(books, 'before')).toEqual([1]);
	});

	it('knows what is overdue by the day, and sorts, filters and sums by it', async () => {
		const { books } = await desk();
		await books.save('party', partyId(0), aParty());
		await books.save('draft', draftId(1), draft());
		await books.save('draft', draftId(2), draft({ dueDate: '2999-01-01' }));
		for (const n of [1, 2]) await books.issue(draftId(n));
		const ids = async (query: ListQuery<'document'>) => (await books.list('document', query)).rows.map(({ id }) => id);
		expect(await ids({ where: { status: 'overdue' } })).toEqual([draftId(1)]);
		expect(await ids({ where: { status: 'open' } })).toEqual([draftId(2)]);
		expect(await ids({ sort: { by: 'status' } })).toEqual([draftId(2), draftId(1)]);
		expect((await books.list('document')).sums).toMatchObject([{ currency: 'CAD', overdue: 73584n, balance: 147168n, count: 2 }]);
		expect((await books.list('document', { where: { status: 'open' } })).sums).toMatchObject([{ overdue: 0n, balance: 73584n }]);
	});

	it('ends a search when a newer one of its channel comes', async () => {
		const { books } = await desk();
		await books.save('draft', draftId(1), draft());
		const [older, newer] = await Promise.all([
			books.list('document', { search: 'des', channel: 'a' }),
			books.list('document', { search: 'desi', channel: 'a' })
		]);
		expect(newer.total).toBe(1);
		expect(older.superseded ?? older.total === 1).toBe(true);
	});
});

describe('what lists answer', () => {
	const step = fc.record({
		do: fc.constantFrom('draft', 'draft', 'issue', 'party', 'remove', 'sent', 'again'),
		n: fc.integer({ min: 0, max: 4 }),
		name: fc.constantFrom('Zoé', 'zoe 9', 'Abel', 'École'),
		note: fc.constantFrom('', 'call back', 'Élan 1 234,50'),
		day: fc.integer({ min: 1, max: 28 }),
		tab: fc.nat(1)
	});

	it('is the same in every tab, after reading the pages again and after building all of it from the log', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), async (steps) => {
				const { workspace, books, tab } = await desk();
				try {
					const tabs = [{ workspace, books }, await tab()];
					for (const each of steps) {
						await act(tabs[each.tab]!.books, each).catch((error: unknown) => expect(isRefusal(error)).toBe(true));
					}
					for (const { workspace: each } of tabs) await each.follow();
					const expected = await answers(tabs[0]!.books);
					expect(await answers(tabs[1]!.books)).toEqual(expected);
					expect(await answers((await tab()).books)).toEqual(expected);
					await device.store.clear(device.home.vault.ws, ['record', 'page', 'meta']);
					expect(await answers((await tab()).books)).toEqual(expected);
				} finally {
					device.end();
				}
			}),
			{ numRuns: 6 }
		);
	});

	async function act(
		books: BookCommands,
		{ do: what, n, name, note, day }: { do: string; n: number; name: string; note: string; day: number }
	) {
		const date = `2026-01-${String(day).padStart(2, '0')}`;
		if (what === 'party') return books.save('party', partyId(n), aParty({ name, notes: note, tags: note ? ['noted'] : [] }));
		if (what === 'remove') return books.remove(day % 2 ? 'draft' : 'party', day % 2 ? draftId(n) : partyId(n));
		if (what === 'issue') return books.issue(draftId(n));
		if (what === 'sent') return books.addFact({ kind: 'sent', documentId: draftId(n), at: `${date}T10:00:00Z`, channel: 'pdf' });
		return books.save(
			'draft',
			draftId(n),
			draft({ partyId: partyId(day % 3), issueDate: date, dueDate: day % 5 ? date : '', privateNotes: note })
		);
	}

	async function answers(books: BookCommands) {
		const asked: ListQuery<'document'>[] = [
			...(['number', 'partyName', 'issueDate', 'dueDate', 'status', 'payable', 'changed', 'tags'] as const).map((by) => ({ sort: { by } })),
			...['zoe', 'élan', '1234.5', 'design abel', '2026'].map((typed) => ({ search: typed })),
			{ filters: { issueDate: { from: '2026-01-10', to: '2026-01-20' } }, sort: { by: 'issueDate', descending: true } },
			{ filters: { tags: { has: ['noted'] } } },
			{ where: { status: 'overdue' } },
			{ filters: { payable: { from: 1n, to: 10n ** 6n } }, offset: 1, limit: 2 }
		];
		const documents = [];
		for (const query of asked) documents.push(await books.list('document', query));
		return { documents, parties: await books.list('party', { sort: { by: 'name' } }) };
	}
});
