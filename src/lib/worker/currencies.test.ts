/** Money of no, two, three and four decimals on its whole way: typed, computed, issued, listed, found, paid in part, printed, exported. */
import { afterEach, describe, expect, it } from 'vitest';
import { aBusiness, aLine, anInvoice, aParty } from '../../../tests/support/books.ts';
import { exportText, importText } from '../../../tests/support/json-books.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import { amountField } from '../editing/numbers.ts';
import { labelsFor } from '../documents/pdf/labels/labels.ts';
import { layoutDocument } from '../documents/pdf/layout.ts';
import { documentMetrics } from '../documents/pdf/metrics.ts';
import { fromIssued } from '../documents/pdf/printable.ts';
import { outstandingOn } from '../payments/statement.ts';
import { toHex } from '../workspace/bytes.ts';
import { BookCommands } from './book-commands.ts';
import { businessId } from './registry.ts';

const [CLIENT, SERIES, INVOICE] = ['a'.repeat(32), 'c'.repeat(32), '1'.repeat(32)];
const devices: TestWorkspace[] = [];
afterEach(() => devices.splice(0).forEach((device) => device.end()));

interface Case {
	currency: string;
	price: string;
	/** With 5 % on three pieces, less 10 %. */
	payable: string;
	part: string;
	left: string;
	/** What must be printed, and what is no amount of the currency. */
	printed: string;
	tooFine: string;
}

const CASES: Case[] = [
	{ currency: 'JPY', price: '3333', payable: '9449', part: '4000', left: '5449', printed: '9,449', tooFine: '0.5' },
	{ currency: 'KRW', price: '120500', payable: '341618', part: '1', left: '341617', printed: '341,618', tooFine: '1.1' },
	{ currency: 'EUR', price: '33.33', payable: '94.49', part: '40.00', left: '54.49', printed: '94.49', tooFine: '0.005' },
	{ currency: 'TND', price: '33.333', payable: '94.499', part: '40.000', left: '54.499', printed: '94.499', tooFine: '0.0005' },
	{ currency: 'BHD', price: '0.125', payable: '0.354', part: '0.001', left: '0.353', printed: '0.354', tooFine: '0.0001' },
	{ currency: 'CLF', price: '1.0001', payable: '2.8353', part: '0.0001', left: '2.8352', printed: '2.8353', tooFine: '0.00001' }
];

async function desk({ currency, price }: Case) {
	const device = await foundOnFile();
	devices.push(device);
	const workspace = await device.open();
	const workspaceId = toHex(device.founded.wsId);
	const books = new BookCommands(workspace, device.home, workspaceId);
	await books.save('business', businessId(workspaceId), aBusiness({ currency }));
	await books.save('party', CLIENT, aParty({ currency }));
	await books.save('series', SERIES, { name: 'Invoices', type: 'invoice', pattern: '{0000}', start: 1, yearly: false });
	const taxes = [{ name: 'GST', category: 'S' as const, rate: '5' }];
	const draft = anInvoice({
		seriesId: SERIES,
		partyId: CLIENT,
		currency,
		baseCurrency: currency,
		issueDate: '2026-03-02',
		dueDate: '2026-04-01',
		lines: [aLine({ quantity: '3', price, taxes })],
		allowances: [{ id: 'd', kind: 'allowance', percent: '10', reason: 'Loyalty' }]
	});
	delete draft.exchangeRate;
	await books.save('draft', INVOICE, draft);
	return { device, workspace, books };
}

describe.each(CASES)('$currency', (one) => {
	const { currency, payable, part, left, printed, tooFine } = one;
	const minor = (text: string) => BigInt(text.replace('.', ''));

	it('is exact from the field to the file', async () => {
		expect(amountField(currency).parse(part)).toEqual({ value: part });
		expect(amountField(currency).parse(tooFine)).toHaveProperty('error');

		const { device, workspace, books } = await desk(one);
		const { document, balance } = await books.issue(INVOICE);
		expect(document.totals.payable).toBe(payable);
		expect(balance).toBe(minor(payable));
		const found = await books.list('document', { filters: { payable: { from: minor(payable), to: minor(payable) } } });
		expect(found).toMatchObject({ total: 1, sums: [{ currency, payable: minor(payable) }] });
		expect((await books.list('document', { search: payable })).total).toBe(1);

		const layout = layoutDocument(fromIssued(document), documentMetrics, labelsFor('en'));
		const said = layout.pages.flat().flatMap((item) => (item.kind === 'text' && item.role === 'total.payable' ? [item.text] : []));
		expect(said).toEqual([expect.stringContaining(printed)]);

		const payment = {
			kind: 'payment',
			partyId: CLIENT,
			partyName: 'x',
			date: '2026-03-20',
			amount: part,
			currency,
			method: 'cash'
		} as const;
		await books.payments.record(payment, [{ id: INVOICE, amount: part }]);
		expect((await books.document(INVOICE)).balance).toBe(minor(left));
		expect(outstandingOn(await books.payments.account(CLIENT), currency, '2026-03-21').balance).toBe(minor(left));
		await expect(books.payments.record({ ...payment, amount: tooFine }, [])).rejects.toMatchObject({ detail: 'unreadable' });

		const { text } = await exportText(device, workspace);
		const copy = await importText(text);
		devices.push(copy.device);
		expect(copy.workspace.list('document').get(INVOICE)).toMatchObject({ payable: minor(payable), balance: minor(left) });
	});
});
