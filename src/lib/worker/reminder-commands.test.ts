import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aBusiness, aLine, anInvoice, aParty } from '../../../tests/support/books.ts';
import { exportText, importText } from '../../../tests/support/json-books.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import type { Business, ReminderStep } from '../business/business.ts';
import type { DocumentFact, Instalment } from '../documents/document.ts';
import { encodeFact } from '../documents/records.ts';
import { toHex } from '../workspace/bytes.ts';
import { WorkspaceError } from '../workspace/errors.ts';
import { BookCommands } from './book-commands.ts';
import { businessId } from './registry.ts';
import { ReminderCommands } from './reminder-commands.ts';
import { Refused } from './results.ts';

const CLIENT = 'a'.repeat(32);
const PERSON = 'b'.repeat(32);
const SERIES = 'c'.repeat(32);
const [I1, I2, I3] = ['1'.repeat(32), '2'.repeat(32), '3'.repeat(32)];

const STEPS: ReminderStep[] = [
	{ id: 'before', days: -3, subject: '', text: '' },
	{ id: 'first', days: 7, subject: '', text: '' },
	{ id: 'again', days: 30, subject: 'Pay {number}', text: '{client}: {open} by {until} {what}', fee: EU() }
];
function EU() {
	return { kind: 'interest', rate: 'ecb', points: '8', compensation: '40' } as const;
}

const devices: TestWorkspace[] = [];
const on = (date: string) => vi.setSystemTime(new Date(`${date}T12:00:00Z`));
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => {
	vi.useRealTimers();
	devices.splice(0).forEach((device) => device.end());
});

async function desk(changes: Partial<Business> = {}) {
	on('2025-03-01');
	const device = await foundOnFile();
	devices.push(device);
	const workspaceId = toHex(device.founded.wsId);
	const workspace = await device.open();
	const books = new BookCommands(workspace, device.home, workspaceId);
	const business = aBusiness({ timeZone: 'UTC', currency: 'EUR', reminderSteps: STEPS, ...changes });
	await books.save('business', businessId(workspaceId), business);
	const contacts = [{ id: 'm', name: 'Mo', email: 'mo@example.org', primary: true }];
	await books.save('party', CLIENT, aParty({ name: 'Maple', contacts }));
	await books.save('party', PERSON, aParty({ name: 'Pat', kind: 'individual' }));
	await books.save('series', SERIES, { name: 'Invoices', type: 'invoice', pattern: '{0000}', start: 1, yearly: false });
	return { device, workspace, books, reminders: new ReminderCommands(workspace, books) };
}
type Desk = Awaited<ReturnType<typeof desk>>;

async function bill({ books }: Desk, id = I1, partyId = CLIENT, instalments: Instalment[] = []) {
	const lines = [aLine({ price: '1000', taxes: [{ name: 'None', category: 'O', rate: '0', exemptionReason: 'none' }] })];
	const dates = { issueDate: '2025-03-01', dueDate: '2025-03-31' };
	await books.save(
		'draft',
		id,
		anInvoice({ seriesId: SERIES, partyId, currency: 'EUR', baseCurrency: 'EUR', lines, instalments, ...dates })
	);
	await books.issue(id);
}
async function refusal(work: Promise<unknown>): Promise<string> {
	try {
		await work;
		return 'done';
	} catch (error) {
		if (error instanceof Refused) return error.error.detail ?? error.error.code;
		if (error instanceof WorkspaceError) return error.detail ?? error.code;
		throw error;
	}
}
const due = async ({ reminders }: Desk) => (await reminders.due()).map(({ step, level }) => [step.split('@')[0], level]);
const mail = { how: 'mail', to: 'mo@example.org', withFee: true } as const;

describe('reminders', () => {
	it('come before and after the due date, in the words of the step or the usual ones', async () => {
		const at = await desk();
		await bill(at);
		on('2025-03-28');
		const [first] = await at.reminders.due();
		expect(first).toMatchObject({ number: '0001', to: 'mo@example.org', balance: 100_000n, due: '2025-03-31', level: -1 });
		expect(first!.subject).toBe('Invoice 0001 is due on March 31, 2025');
		on('2025-04-01');
		expect(await due(at)).toEqual([]);
		on('2025-04-07');
		expect(await due(at)).toEqual([['first', 0]]);
		on('2025-04-30');
		const [last] = await at.reminders.due();
		expect([last!.subject, last!.text]).toEqual(['Pay 0001', 'Maple: €1,000.00 by May 7, 2025 {what}']);
	});

	it('are noted once for a step', async () => {
		const at = await desk();
		await bill(at);
		on('2025-04-07');
		const { step } = (await at.reminders.due())[0]!;
		expect(await at.reminders.remind(I1, step, mail)).toBeUndefined();
		expect(await due(at)).toEqual([]);
		expect(await refusal(at.reminders.remind(I1, step, mail))).toBe('already-reminded');
		// As another device says it that had not heard of it.
		const again: DocumentFact = { kind: 'reminded', documentId: I1, step, date: '2025-04-09', how: 'phone' };
		await at.workspace.save((transaction) => transaction.add('fact', I1, 'put', encodeFact(again)));
		const { facts } = await at.books.document(I1);
		expect(facts.map(({ fact }) => fact)).toEqual([
			{ kind: 'reminded', documentId: I1, step, date: '2025-04-07', how: 'mail', to: mail.to }
		]);
		// Taken back, it is due again.
		await at.books.addFact({ kind: 'reversed', documentId: I1, factId: facts[0]!.id, at: '2025-04-08T00:00:00Z', reason: 'not sent' });
		expect(await due(at)).toEqual([['first', 0]]);
	});

	it('are not due on what is paid, on the client who is never reminded, or without a schedule', async () => {
		const at = await desk();
		await bill(at);
		await bill(at, I2, PERSON);
		on('2025-04-07');
		expect(await due(at)).toHaveLength(2);
		await at.books.save('party', PERSON, { ...(await at.books.get('party', PERSON)), noReminders: true });
		expect(await due(at)).toHaveLength(1);
		const payment = {
			kind: 'payment',
			date: '2025-04-07',
			partyId: CLIENT,
			partyName: 'Maple',
			currency: 'EUR',
			amount: '1000',
			method: 'transfer'
		} as const;
		await at.books.payments.record(payment, [{ id: I1, amount: '1000' }]);
		expect(await due(at)).toEqual([]);
		const own: ReminderStep[] = [{ id: 'own', days: 1, subject: '', text: '' }];
		await at.books.save('party', PERSON, { ...(await at.books.get('party', PERSON)), noReminders: false, reminderSteps: own });
		expect(await due(at)).toEqual([['own', 0]]);
	});

	it('charge by an invoice of its own, once, and leave the late one as it is', async () => {
		const at = await desk();
		await bill(at);
		const before = (await at.books.document(I1)).document;
		on('2025-04-30');
		const { step, charge } = (await at.reminders.due())[0]!;
		expect(charge!.amount).toBe(916n);
		const draft = await at.reminders.remind(I1, step, mail);
		const content = await at.books.get('draft', draft!);
		expect(content).toMatchObject({ partyId: CLIENT, currency: 'EUR', issueDate: '2025-04-30', lateFee: { documentId: I1, step } });
		expect(content.lines.map(({ name, price }) => [name, price])).toEqual([
			['Interest for late payment of invoice 0001', '9.16'],
			['Compensation for recovery costs', '40.00']
		]);
		expect(content.lines[0]!.description).toBe('€1,000.00 from April 1, 2025 to April 30, 2025: 11.15 % a year');
		expect((await at.books.document(I1)).document).toEqual(before);
		expect((await at.books.issue(draft!)).balance).toBe(4916n);
		const { text } = await exportText(at.device, at.workspace);
		const copy = await importText(text);
		devices.push(copy.device);
		expect((await exportText(copy.device, copy.workspace)).text).toBe(text);
	});

	it('charge no interest to a person, nothing for a step that is left out, and nothing where it is not wanted', async () => {
		const at = await desk();
		for (const [id, party] of [
			[I1, CLIENT],
			[I2, PERSON]
		] as const)
			await bill(at, id, party);
		on('2025-04-30');
		const found = await at.reminders.due();
		expect(found.find(({ documentId }) => documentId === I2)!.charge).toBeUndefined();
		expect(await at.reminders.remind(I1, found[0]!.step, { ...mail, how: 'skipped' })).toBeUndefined();
		expect((await at.books.list('document', { where: { issued: false } })).total).toBe(0);
		expect(await due(at)).toEqual([['again', 1]]);
		// A person is reminded of the sum alone, and so is a business where no fee is wanted.
		const { step } = (await at.reminders.due())[0]!;
		expect(await at.reminders.remind(I2, step, mail)).toBeUndefined();
		await bill(at, I3);
		expect(await at.reminders.remind(I3, step, { ...mail, withFee: false })).toBeUndefined();
		expect((await at.books.list('document', { where: { issued: false } })).total).toBe(0);
		const { facts } = await at.books.document(I3);
		expect(facts.map(({ fact }) => fact)).toEqual([
			{ kind: 'reminded', documentId: I3, step, date: '2025-04-30', how: 'mail', to: mail.to }
		]);
	});

	it('charge for the parts whose day is past, not for the one that is due today', async () => {
		const at = await desk();
		await bill(at, I1, CLIENT, [
			{ id: 'p1', date: '2025-03-31', percent: '50' },
			{ id: 'p2', date: '2025-04-30' }
		]);
		on('2025-04-30');
		// 500.00 for 30 days at 11.15 %: 4.582…
		expect((await at.reminders.due())[0]!.charge!.amount).toBe(458n);
		// A day later the other half is late, too, and bears interest from that day on: 4.582… + 0.305…
		on('2025-05-01');
		const { spans, amount } = (await at.reminders.due())[0]!.charge!;
		expect(spans.map(({ from, to, principal }) => [from, to, principal])).toEqual([
			['2025-04-01', '2025-04-30', 50_000n],
			['2025-05-01', '2025-05-01', 100_000n]
		]);
		expect(amount).toBe(489n);
	});

	it('charge a part in a hundred of what is late, not of what is due today', async () => {
		const fee = { kind: 'percent', percent: '10' } as const;
		const at = await desk({ reminderSteps: [{ id: 'late', days: 7, subject: '', text: '', fee }] });
		await bill(at, I1, CLIENT, [
			{ id: 'p1', date: '2025-03-31', percent: '50' },
			{ id: 'p2', date: '2025-04-30' }
		]);
		on('2025-04-30');
		expect((await at.reminders.due())[0]!.charge!.amount).toBe(5_000n);
		on('2025-05-01');
		expect((await at.reminders.due())[0]!.charge!.amount).toBe(10_000n);
	});

	it('are noted for the step that is due now, not for one that another has overtaken', async () => {
		const at = await desk();
		await bill(at);
		on('2025-04-07');
		const { step } = (await at.reminders.due())[0]!;
		on('2025-04-30');
		expect(await refusal(at.reminders.remind(I1, step, mail))).toBe('already-reminded');
		expect((await at.books.document(I1)).facts).toEqual([]);
	});

	it('to come are said by their days', async () => {
		const at = await desk();
		await bill(at);
		const coming = await at.reminders.coming('2025-04-10');
		expect(coming.map(({ date, title }) => [date, title])).toEqual([
			['2025-03-28', '0001'],
			['2025-04-07', '0001']
		]);
	});

	it('that make no sense are refused', async () => {
		const at = await desk();
		await bill(at);
		const say = (fact: object) => at.workspace.save((transaction) => transaction.add('fact', I1, 'put', encodeFact(fact as DocumentFact)));
		const good = { kind: 'reminded', documentId: I1, step: 'x', date: '2025-04-07', how: 'mail' };
		for (const bad of [{ how: 'owl' }, { date: '2025-02-30' }, { step: 1 }, { fee: { draftId: 'x', amount: '1' } }, { fee: null }])
			expect(await refusal(say({ ...good, ...bad }))).toBe('unreadable');
		expect(await refusal(at.reminders.remind(PERSON, 'x', mail))).toBe('not-found');
	});
});
