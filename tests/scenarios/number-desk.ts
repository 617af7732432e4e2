/** A device at which somebody numbers documents: what the screens of numbers do, by their commands. */
import { expect } from 'vitest';
import { creditContent } from '#lib/documents/credit/content.ts';
import { leftOf } from '#lib/documents/credit/taken.ts';
import { BookCommands } from '#lib/worker/book-commands.ts';
import { businessId } from '#lib/worker/registry.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { aBusiness, anInvoice, aParty } from '../support/books.ts';
import type { Device } from './setup.ts';

const id = (letter: string, n = 0) => letter + n.toString(16).padStart(31, '0');
const PARTY = id('a');
export const [SERIES, CREDITS] = [id('b'), id('c')];
export const draftId = (n: number) => id('d', n);

/** Alice's laptop numbers the series, and has issued F-0001. */
export async function openDesk(device: Device): Promise<Desk> {
	const opened = desk(device);
	await opened.books.save('business', businessId(toHex(device.home.keys.wsId)), aBusiness({ timeZone: 'UTC' }));
	await opened.books.save('party', PARTY, aParty());
	await opened.books.save('series', SERIES, { name: 'Invoices', type: 'invoice', pattern: 'F-{0000}', start: 1, yearly: false });
	await opened.books.save('series', CREDITS, { name: 'Credits', type: 'credit-note', pattern: 'C-{0000}', start: 1, yearly: false });
	await opened.books.series.leaseFree();
	expect(await opened.issue(1)).toBe('F-0001');
	return opened;
}

export function desk(device: Device) {
	const books = new BookCommands(device.workspace, device.home, toHex(device.home.keys.wsId));
	const draft = (n: number, seriesId = SERIES) =>
		books.save('draft', draftId(n), anInvoice({ seriesId, partyId: PARTY, issueDate: '2026-11-01', dueDate: '2026-11-30' }));
	return {
		books,
		draft,
		async issue(n: number, seriesId = SERIES) {
			await draft(n, seriesId);
			return (await books.issue(draftId(n))).document.number;
		},
		pay: (n: number, amount: string) =>
			books.payments.record(
				{ kind: 'payment', partyId: PARTY, partyName: 'Maple Books Ltd', date: '2026-11-02', amount, currency: 'CAD', method: 'transfer' },
				[{ id: draftId(n), amount }]
			),
		async credit(of: string, note: string, seriesId = CREDITS) {
			const { document, facts } = await books.document(of);
			const made = creditContent({
				invoiceId: of,
				invoice: document,
				left: leftOf(document, facts),
				choice: { kind: 'all' },
				today: '2026-11-03',
				seriesId,
				words: { rounding: 'Rounding', terms: 'Set off or paid back.' }
			});
			if (!made.ok) throw new Error(made.problem);
			await books.save('draft', note, made.content);
			return books.issue(note);
		},
		async numbers() {
			const { rows } = await books.list('document', { where: { issued: true } });
			return rows.map(({ number, status }) => `${number} ${status}`).sort();
		},
		/** By number, the documents of the list that are marked because another one has it too. */
		async doubled() {
			const { rows } = await books.list('document', { where: { issued: true } });
			const found: Record<string, string[]> = {};
			for (const { id, number, doubled } of rows) if (doubled) found[number] = [...(found[number] ?? []), id].sort();
			return found;
		},
		/** What the document's page says of its number. */
		async marks(n: number) {
			const { facts } = await books.document(draftId(n));
			return facts.flatMap(({ fact }) => {
				if (fact.kind !== 'flagged' || fact.reason !== 'number-doubled') return [];
				return [{ other: fact.other, ...(fact.first && { first: true }) }];
			});
		},
		/** As every device must say it: what writers are called differs by who looks. */
		report: async () =>
			JSON.stringify(await books.series.report(), (key, value: unknown) =>
				['thisDevice', 'deviceName', 'fromName'].includes(key) ? undefined : value
			),
		notices: async () => (await books.notices.all()).map((notice) => [notice.kind, 'number' in notice ? notice.number : notice.series])
	};
}
type Desk = ReturnType<typeof desk>;

export async function same(a: Desk, b: Desk): Promise<void> {
	expect(await a.numbers()).toEqual(await b.numbers());
	expect(await a.report()).toBe(await b.report());
}
