import { afterEach, describe, expect, it } from 'vitest';
import { aBusiness, anInvoice, aParty } from '../../../tests/support/books.ts';
import { issueInvoice, newDevice, newId, type TestDevice } from '../../../tests/support/device.ts';
import { aBill, aReceipt } from '../../../tests/support/expenses.ts';
import { generatedBooks, writeGenerated } from '../../../tests/support/generated-books.ts';
import type { DocumentFact, IssuedDocument } from '../documents/document.ts';
import type { Payment } from '../payments/payment.ts';
import { REPORTS, type Report, type ReportWish } from '../reports/report.ts';
import { saveInBulk } from '../workspace/bulk.ts';
import { decodeFrozen } from '../workspace/json.ts';
import { readableEntries } from '../workspace/readable-log.ts';
import { BankCommands } from './bank-commands.ts';
import { ExpenseCommands } from './expense-commands.ts';
import { businessId } from './registry.ts';
import { ReportCommands } from './report-commands.ts';

const devices: TestDevice[] = [];
afterEach(() => devices.splice(0).forEach((device) => device.end()));

const go = () => true;
const ALL: ReportWish = { report: 'profit', basis: 'accrual', comparison: 'none', from: '2018-01-01', to: '2026-12-31' };

async function filled(documents: number) {
	const device = await newDevice();
	devices.push(device);
	const { workspace } = device.host.open;
	await saveInBulk(workspace, generatedBooks({ documents }), writeGenerated, { ids: (item) => item.ids });
	return { device, workspace, reports: new ReportCommands(workspace, device.books()) };
}

/** What was issued and paid, straight from the entries of the log. */
async function fromLog(device: TestDevice) {
	const issued: IssuedDocument[] = [];
	const payments: Payment[] = [];
	const shares: Extract<DocumentFact, { kind: 'payment' }>[] = [];
	for await (const { operations } of readableEntries(device.host.open.home))
		for (const { type, body } of operations) {
			if (type === 'issued') issued.push(decodeFrozen(body));
			if (type === 'payment') payments.push(decodeFrozen(body));
			const fact = type === 'fact' ? decodeFrozen<DocumentFact>(body) : undefined;
			if (fact?.kind === 'payment') shares.push(fact);
		}
	return { issued, payments, shares };
}

const minor = (text: string) => BigInt(text.replace('.', ''));
/** Half away from zero, by the text of the rate: 1.47 is 147/100. */
const at = (amount: bigint, rate = '1') => {
	const scale = 10n ** BigInt(rate.split('.')[1]?.length ?? 0);
	return (amount * minor(rate) * 2n + scale) / (2n * scale);
};
const value = ({ sections }: Report, section: string, row: string, column = 0) =>
	sections.find(({ key }) => key === section)!.rows.find(({ key }) => key === row)?.now[column] ?? 0n;

describe('reports of real books', () => {
	it('are what the log says, in the currency of the books', async () => {
		const { device, reports } = await filled(80);
		const { issued, payments, shares } = await fromLog(device);
		expect(issued.length).toBeGreaterThan(70);
		const years = { from: '2021-01-01', to: '2023-12-31' };
		const inside = (date: string) => date >= years.from && date <= years.to;
		let [sales, taxes] = [0n, 0n];
		for (const { content, totals } of issued.filter((each) => inside(each.content.issueDate))) {
			const { payable, taxTotal } = totals.base ?? totals;
			sales += minor(payable) - minor(taxTotal);
			taxes += minor(taxTotal);
			expect(content.currency === 'CAD').toBe(totals.base === undefined);
		}
		const profit = await reports.report({ ...ALL, ...years }, go);
		expect(value(profit, 'income', 'sales')).toBe(sales);
		expect(value(await reports.report({ ...ALL, ...years, report: 'taxes' }, go), 'result', 'due', 1)).toBe(taxes);
		for (const report of ['clients', 'items', 'members'] as const)
			expect(value(await reports.report({ ...ALL, ...years, report }, go), 'sales', 'sum-sales')).toBe(sales);

		let moved = 0n;
		for (const { amount, exchangeRate, date } of payments) if (inside(date)) moved += at(minor(amount), exchangeRate);
		const dashboard = await reports.report({ ...ALL, ...years, report: 'dashboard' }, go);
		expect(value(dashboard, 'moved', 'in')).toBe(moved);
		const cash = { ...ALL, ...years, basis: 'cash' } as const;
		const earned = value(await reports.report(cash, go), 'result', 'profit');
		const taxed = value(await reports.report({ ...cash, report: 'taxes' }, go), 'result', 'due', 1);
		expect(earned + taxed).toBe(moved);

		let open = 0n;
		for (const { content, totals, number } of issued) {
			if (content.issueDate > years.to) continue;
			const paid = shares
				.filter(({ documentId, date }) => date <= years.to && documentOf(documentId) === number)
				.reduce((sum, { amount }) => sum + minor(amount), 0n);
			open += at(minor(totals.payable) - paid, content.exchangeRate);
		}
		function documentOf(id: string) {
			return (device.host.open.workspace.list('document').get(id) as { number: string }).number;
		}
		expect(value(await reports.report({ ...ALL, ...years, report: 'receivables' }, go), 'open', 'sum-open', 5)).toBe(open);
	});

	it('follow what happens without reading all again, and are what a new start would say', async () => {
		const device = await newDevice();
		devices.push(device);
		const { workspace } = device.host.open;
		const reports = new ReportCommands(workspace, device.books());
		for (let count = 0; count < 4; count++) await issueInvoice(device);
		const wish = { ...ALL, to: '2199-12-31' };
		const before = value(await reports.report(wish, go), 'result', 'profit');
		const invoice = await issueInvoice(device);
		const expenses = new ExpenseCommands(workspace, device.books());
		const receipt = newId();
		await device.books().save('expense', receipt, aReceipt({ supplierName: 'Papeterie' }));
		await expenses.book(receipt);
		let read = 0;
		const { readMany } = workspace;
		workspace.readMany = (ids) => ((read += ids.length), readMany.call(workspace, ids));
		const after = await reports.report(wish, go);
		workspace.readMany = readMany;
		expect(value(after, 'result', 'profit')).toBe(before + 64_000n - 10_000n);
		expect(read).toBe(2);
		const { partyId = '' } = (await device.books().document(invoice)).document.content;
		const payment = {
			kind: 'payment',
			partyId,
			partyName: '',
			date: '2026-11-22',
			amount: '100.00',
			currency: 'CAD',
			method: 'transfer'
		} as const;
		await device.books().payments.record(payment, [{ id: invoice, amount: '100.00' }]);
		const fresh = new ReportCommands(workspace, device.books());
		for (const report of REPORTS)
			for (const basis of ['accrual', 'cash'] as const)
				expect(await reports.report({ ...wish, report, basis }, go)).toEqual(await fresh.report({ ...wish, report, basis }, go));
		expect(
			value(await reports.report({ ...wish, basis: 'cash', from: '2026-11-22', to: '2026-11-22' }, go), 'income', 'sales')
		).toBeGreaterThan(0n);
	});

	it('are in the currency that the books come to have', async () => {
		const { device, workspace, reports } = await filled(20);
		expect((await reports.report(ALL, go)).currency).toBe('CAD');
		await workspace.save((transaction) => transaction.putLive('business', businessId(device.host.open.id), aBusiness({ currency: 'EUR' })));
		const report = await reports.report(ALL, go);
		expect(report.currency).toBe('EUR');
		expect(report.notCounted.map(({ why }) => why)).toContain('other-base');
	});

	it('stop when one does not want to wait, and begin anew after that', async () => {
		const { reports } = await filled(220);
		await expect(reports.report(ALL, () => false)).rejects.toMatchObject({ error: { field: 'report', detail: 'cancelled' } });
		expect((await reports.report(ALL, go)).sections.length).toBe(3);
	});

	it('refuse a period that is none, and name it', async () => {
		const { reports } = await filled(0);
		const asked = (changes: object) => reports.report({ ...ALL, ...changes } as ReportWish, go);
		await expect(asked({ from: '2026-02-30' })).rejects.toMatchObject({ error: { code: 'invalid', field: 'period' } });
		await expect(asked({ from: '2027-01-01' })).rejects.toMatchObject({ error: { code: 'invalid', field: 'period' } });
		await expect(asked({ report: '__proto__' })).rejects.toMatchObject({ error: { code: 'invalid', field: 'report' } });
	});

	it('hand out what is behind a figure a page at a time', async () => {
		const { reports } = await filled(40);
		const figure = { section: 'income', row: 'sum-income', column: 0 };
		const first = await reports.sources(ALL, figure, 0, 10);
		const rest = await reports.sources(ALL, figure, 10, 100);
		expect(first.sources.length).toBe(10);
		expect(first.total).toBe(10 + rest.sources.length);
		const sum = [...first.sources, ...rest.sources].reduce((all, { amount }) => all + amount, 0n);
		expect(sum).toBe(first.sum);
		expect(sum).toBe(value(await reports.report(ALL, go), 'income', 'sum-income'));
	});
});

describe('a part of taxes that comes back', () => {
	it('is that of the business, for the year it names', async () => {
		const { device, reports } = await filled(1);
		const books = device.books();
		const expenses = new ExpenseCommands(device.host.open.workspace, books);
		const receipt = newId();
		await books.save('expense', receipt, aReceipt({ supplierName: 'Printer', date: '2026-10-01' }));
		await expenses.book(receipt);
		const wish = { ...ALL, report: 'taxes', from: '2026-01-01' } as const;
		const back = async () => value(await reports.report(wish, go), 'gst', '108', 1);
		expect(await back()).toBe(500n);
		const { id, value: business } = await books.business();
		await books.save('business', id, {
			...business,
			deductible: [
				{ id: '2026', percent: '66.6' },
				{ id: '2025', percent: '1' }
			]
		});
		expect(await back()).toBe(333n);
		await books.save('business', id, { ...business, deductible: [{ id: '2026', percent: '' }] });
		expect(await back()).toBe(500n);
	});
});

describe('the forecast of real books', () => {
	it('counts what is open, and what comes again', async () => {
		const { device, workspace, reports } = await filled(10);
		const today = await device.books().today();
		const party = newId();
		await device.books().save('party', party, aParty());
		await device.books().save('invoice-profile', newId(), {
			...{ title: 'Hosting', template: anInvoice({ partyId: party, issueDate: '', dueDate: '' }), dueDays: 10, billed: 'none', from: 0 },
			...{ schedule: { unit: 'month', every: 1, start: today, count: 3 }, paused: false }
		});
		await device.books().save('expense-profile', newId(), {
			...{ title: 'Rent', template: aBill({ supplierName: 'Landlord' }), schedule: { unit: 'year', every: 1, start: today, count: 1 } },
			...{ from: 0, paused: false }
		});
		await device.books().save('expense-profile', newId(), {
			...{ title: 'Paused', template: aBill({ supplierName: 'Landlord' }), schedule: { unit: 'month', every: 1, start: today } },
			...{ from: 0, paused: true }
		});
		const made = await reports.forecast(go);
		const open = [...workspace.list('document').values()].filter((row) => (row as { balance: bigint }).balance > 0n);
		const steps = new Map(made.steps.map((step) => [step.step, step]));
		expect((steps.get('open-invoices')?.count ?? 0) + (steps.get('late-invoices')?.count ?? 0)).toBe(open.length);
		expect(steps.get('recurring-invoices')).toMatchObject({ count: 3, amount: 3n * 73_584n });
		expect(steps.get('recurring-costs')).toMatchObject({ count: 1, amount: -11_498n });
		expect(made.weeks).toHaveLength(52);
	});

	it('begins with the newest balance that a statement tells, or that was typed later', async () => {
		const { device, workspace, reports } = await filled(1);
		const books = device.books();
		const bank = new BankCommands(workspace, books);
		const read = async (account: string, to: string, amount: string | undefined, currency = 'CAD') => {
			const closing = amount === undefined ? {} : { closing: { date: to, amount } };
			const about = { format: 'camt.053', bank: '', holder: '', number: '', from: '2026-10-01' } as const;
			const statement = { ...about, account, currency, to, lines: [], ...closing };
			await bank.import([{ statement, skipTwins: false, onlyIn: false }]);
		};
		expect((await reports.forecast(go)).opening).toBeUndefined();
		await read('A', '2026-10-10', '100.00');
		await read('A', '2026-10-31', '250.50');
		await read('A', '2026-11-02', undefined);
		await read('B', '2026-10-20', '-50.00');
		await read('C', '2026-10-31', '7.00', 'USD');
		const told = async () => (await reports.forecast(go)).opening;
		expect(await told()).toMatchObject({
			from: 'statements',
			date: '2026-10-31',
			oldest: '2026-10-20',
			accounts: 2,
			others: 1,
			known: 20_050n
		});
		const { id, value: business } = await books.business();
		const type = (amount: string, date: string) => books.save('business', id, { ...business, cashBalance: { amount, date } });
		await type('1000.25', '2026-10-30');
		expect(await told()).toMatchObject({ from: 'statements', known: 20_050n });
		await type('-1000.25', '2026-10-31');
		expect(await told()).toMatchObject({ from: 'typed', known: -100_025n });
		// What no amount of the books can be is not known.
		await type('1.12345', '2026-10-31');
		expect(await told()).toMatchObject({ from: 'statements' });
	});
});
