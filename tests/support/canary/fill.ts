/**
 * Books with a marked text in every field of every type of record, written by the commands that screens use. The journey that looks for them fills the
 * page's own books by this; the test beside it counts the types.
 */
import { saveNewBy, type Asks } from '../page-api.ts';
import {
	NEEDLES,
	marked,
	markedBusiness,
	markedDocument,
	markedExpense,
	markedInvoiceProfile,
	markedItem,
	markedParty,
	markedProject,
	markedRates,
	markedRecurring,
	markedSeries,
	markedStatement,
	markedTask,
	markedWork
} from './records.ts';

/** @param logo a picture that is kept in these books */
export async function fillBooks(must: Asks, logo: string): Promise<void> {
	const { id } = await must('business');
	const business = markedBusiness(logo);
	// In Spain the switch of its records is an event, which names the business.
	const taxIds = [{ kind: 'nif', country: 'ES', label: 'NIF', value: '89890001K' }];
	await must('save', 'business', id, { ...business, address: { ...business.address, country: 'ES' }, taxIds });
	await must('save', 'business', id, business);
	const party = await saveNewBy(must, 'party', markedParty());
	const item = await saveNewBy(must, 'item', markedItem());
	const series = await saveNewBy(must, 'series', markedSeries());
	await saveNewBy(must, 'rates', markedRates());
	const issued = await saveNewBy(must, 'draft', markedDocument(party, series, item));
	const draft = await saveNewBy(must, 'draft', markedDocument(party, series, item));
	await must('issue', issued);
	const profile = await saveNewBy(must, 'invoice-profile', markedInvoiceProfile(markedDocument(party, series, item)));
	await must('makeInvoices', profile, 2, [1]);
	await fillPurchases(must, party);
	await fillTime(must, party);
	const { number } = (await must('document', issued)).document;
	await must('importStatements', [markedStatement(number)]);
	await discuss(must, issued, draft);
	await must('noteSeries', series);
	const at = '2026-11-21T12:00:00.000Z';
	await must('addFact', { kind: 'sent', documentId: issued, at, channel: 'mail', to: marked('sent to'), files: [marked('sent file')] });
	const reminded = {
		kind: 'reminded',
		documentId: issued,
		step: marked('step'),
		date: '2026-11-22',
		how: 'mail',
		to: marked('reminded at')
	};
	await must('addFact', reminded);
	const { content } = (await must('document', issued)).document;
	const payment = {
		kind: 'payment',
		partyId: content.partyId,
		partyName: marked('payment of'),
		date: '2026-11-21',
		amount: '2',
		currency: content.currency,
		method: 'cash',
		reference: marked('payment'),
		note: marked('payment note')
	};
	await must('recordPayment', payment, [{ id: issued, amount: '1' }]);
	const { facts } = await must('document', issued);
	const factId = facts.at(-1)?.id;
	await must('addFact', { kind: 'reversed', factId, documentId: issued, at, reason: marked('reversal') });
	const lost = { cause: 'other', amount: '1', date: '2026-11-21', reason: marked('reason of a write-off') };
	await must('addFact', { kind: 'written-off', documentId: issued, ...lost });
	await answer(must, party, item);
}

/** Offers and orders: what the other side said of them, and what was withdrawn. */
async function answer(must: Asks, party: string, item: string): Promise<void> {
	const answers = {
		estimate: [
			{ kind: 'declined', reason: marked('why an offer was declined') },
			{ kind: 'voided', reason: marked('why it was withdrawn') }
		],
		'purchase-order': [
			{ kind: 'accepted', by: marked('who took it') },
			{ kind: 'delivered', by: marked('who received it') }
		]
	} as const;
	for (const [type, said] of Object.entries(answers)) {
		const series = await saveNewBy(must, 'series', { ...markedSeries(), type, pattern: `${type}${NEEDLES[0]}-{YYYY}-{0000}` });
		const { currency, prices, taxRounding, issueDate, dueDate, language, terms, lines } = markedDocument(party, series, item);
		const { name, quantity, unit, price, taxes } = lines[0]!;
		const line = { id: 'l1', order: 'V', name, quantity, unit, price, taxes, allowances: [] };
		const content = { type, seriesId: series, partyId: party, currency, prices, taxRounding, issueDate, dueDate, language, terms };
		const id = await saveNewBy(must, 'draft', { ...content, lines: [line], allowances: [], withholdings: [], customFields: [] });
		await must('issue', id);
		for (const each of said) await must('addFact', { ...each, documentId: id, date: '2026-11-21' });
	}
}

/** A draft, a booked bill with what is said of it, one that was corrected, what comes again, and a supplier that went into another. */
async function fillPurchases(must: Asks, client: string): Promise<void> {
	const supplier = await saveNewBy(must, 'party', { ...markedParty(), roles: ['supplier'], name: marked('supplier name'), tags: [] });
	const twin = await saveNewBy(must, 'party', { ...markedParty(), roles: ['supplier'], name: marked('twin name') });
	await saveNewBy(must, 'expense', markedExpense(supplier, client));
	const bill = await saveNewBy(must, 'expense', markedExpense(supplier, client));
	const wrong = await saveNewBy(must, 'expense', markedExpense(twin, client));
	for (const id of [bill, wrong]) await must('bookExpense', id);
	await must('correctExpense', wrong, marked('reason of a correction'));
	const later = { ...markedExpense(supplier, client).receipts[0]!, id: 'r2', name: marked('later receipt') };
	await must('addReceipts', bill, [later]);
	const profile = await saveNewBy(must, 'expense-profile', markedRecurring(supplier, client));
	await must('makeRecurring', profile, 1);
	await must('billCosts', client, [bill]);
	await must('mergeParties', twin, supplier, true);
}

/** An hour that is on a draft, and a timer that runs. */
async function fillTime(must: Asks, client: string): Promise<void> {
	const project = await saveNewBy(must, 'project', markedProject(client));
	const task = await saveNewBy(must, 'task', markedTask(project));
	const entry = { ...markedWork('typed', project, task), date: '2026-11-21', zone: 'America/Toronto', seconds: 3600, rate: '80' };
	const id = await must('saveTime', undefined, entry);
	const rounding = { minutes: 0, way: 'nearest', of: 'entry' } as const;
	await must('billTime', { clientId: client, entryIds: [id], grouping: 'task', rounding, withNotes: true });
	await must('startTimer', markedWork('running', project, task), '2026-11-21T12:00:00.000Z', 'America/Toronto');
}

/** Names of who keeps the books, what is said about a document, a draft that was sent back, and a line that is set aside for a while. */
async function discuss(must: Asks, issued: string, draft: string): Promise<void> {
	const [me] = await must('bookPeople');
	await must('nameMember', me!.member, marked('member name'));
	const { devices } = await must('devices');
	await must('nameDevice', devices[0]!.id, marked('device name'));
	await must('addComment', issued, marked('comment'));
	const { comments } = await must('comments', issued);
	await must('sayOfComment', comments[0]!.id, 'resolved');
	await must('setApprovalRule', true);
	await must('submitDraft', draft);
	await must('sendBackDraft', draft, marked('reason of an approver'));
	await must('setApprovalRule', false);
	const { rows } = await must('list', 'bank-line', {});
	for (const aside of [true, false]) await must('setLinesAside', [rows[0]!.id], aside, '2026-11-21T12:00:00.000Z');
}
