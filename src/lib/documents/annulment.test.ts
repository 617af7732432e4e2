import { describe, expect, it } from 'vitest';
import { iva, line, spanishInvoice, spanishSeller } from '../../../tests/support/spanish-invoices.ts';
import type { Capability, Device } from '../../../sync-server/protocol/membership-state.ts';
import { documentEntries } from '../accounting/document-entries.ts';
import type { ClientAccount } from '../payments/account.ts';
import { addDocument } from '../payments/account-of.ts';
import { FigureMaker } from '../reports/figure-of.ts';
import { encodeJson } from '../workspace/json.ts';
import type { Ledger, RecordState } from '../workspace/registry.ts';
import { judgeAnnulment, mayAnnul } from './annulment.ts';
import { withApprovalNeeded } from './approval/rules.ts';
import type { DocumentFact } from './document.ts';
import { documentStatus } from './document-status.ts';
import type { StatedFact } from './status.ts';

const invoice = spanishInvoice([line('A', '100', [iva('21')])]);
const documentId = 'a'.repeat(32);
const other = 'b'.repeat(32);
const date = '2026-11-24';
const said = (...facts: DocumentFact[]): StatedFact[] => facts.map((fact, at) => ({ id: `f${at}`, fact }));
const payment: DocumentFact = { kind: 'payment', documentId, paymentId: other, date, amount: '1', method: 'cash' };
const annulled: DocumentFact = { kind: 'voided', documentId, date, reason: 'x', at: '2026-11-24T10:00:00Z', version: '0.1.0' };
const taken: DocumentFact = {
	kind: 'converted',
	documentId,
	purpose: 'deducted',
	to: other,
	type: 'invoice',
	number: 'F-2',
	date,
	lines: []
};

describe('an issued invoice may be annulled', () => {
	it.each<[string, DocumentFact[]]>([
		['with nothing on it', []],
		['sent: the mistake can have gone out', [{ kind: 'sent', documentId, at: '2026-11-24T10:00:00Z', channel: 'mail' }]],
		['with a payment that was taken back', [payment, { kind: 'reversed', factId: 'f0', documentId, at: '', reason: '' }]],
		['with what was made of it given back', [taken, { kind: 'released', documentId, to: other, number: 'F-2', date }]],
		['issued twice of one draft', [{ kind: 'flagged', documentId, reason: 'issued-twice', other }]]
	])('%s', (_, facts) => expect(judgeAnnulment(invoice, said(...facts))).toBeUndefined());

	it.each<[string, DocumentFact[]]>([
		['paid in part', [payment]],
		['set off', [{ kind: 'credited', documentId, creditNote: other, number: 'R-1', date, amount: '1' }]],
		['written off', [{ kind: 'written-off', documentId, date, amount: '1', cause: 'other' }]],
		['credited', [{ kind: 'corrected', documentId, creditNote: other, number: 'R-1', date, amount: '1', lines: [], allowances: [] }]],
		['deducted elsewhere', [taken]],
		['of a number that another has', [{ kind: 'flagged', documentId, reason: 'number-doubled', other }]]
	])('not %s', (_, facts) => expect(judgeAnnulment(invoice, said(...facts))).toBe('wrong-state'));

	it('not without a billing record, nor a credit note; and once', () => {
		const { billingRecords: _, ...seller } = spanishSeller;
		expect(judgeAnnulment({ ...invoice, seller }, [])).toBe('wrong-state');
		const preceding = { documentId: other, number: 'F-1', issueDate: date };
		const note = spanishInvoice([line('A', '100', [iva('21')])], { type: 'credit-note', preceding });
		expect(judgeAnnulment(note, [])).toBe('wrong-state');
		expect(judgeAnnulment(invoice, said(annulled))).toBe('done');
	});

	it('by anybody who writes, and by an admin where documents wait for approval', () => {
		const membership = {
			devices: new Map([...'wao'].map((member) => [`device-${member}`, { member } as Device])),
			members: new Map<string, Capability>([...'wao'].map((member) => [member, member as Capability]))
		};
		const who = (ledger: Ledger) => [...'wao'].filter((member) => mayAnnul(ledger, { membership, by: `device-${member}` })).join('');
		expect([who({}), who(withApprovalNeeded({}, true))]).toEqual(['wao', 'ao']);
	});
});

it('what was annulled is neither owed, nor due, nor booked', () => {
	const facts = said(annulled);
	expect(documentStatus(invoice, 12_100n, facts, '2027-12-31')).toMatchObject({ status: 'voided', balance: 0n, dueDate: '' });
	expect(documentStatus(invoice, 12_100n, [], '2027-12-31')).toMatchObject({ status: 'overdue', balance: 12_100n });
	expect(documentEntries(documentId, invoice, facts, 'EUR')).toEqual({ entries: [] });
	expect(documentEntries(documentId, invoice, [], 'EUR')).toMatchObject({ entries: [{ kind: 'invoice' }] });
});

it('what was annulled is in no report, and on no client’s account', () => {
	const state = (facts: StatedFact[]): RecordState => ({
		...{ type: 'issued', schema: 1, frozen: encodeJson(invoice) },
		facts: facts.map(({ id, fact }) => ({ opId: id, n: 1, by: 'd', body: fact }))
	});
	const figure = (facts: StatedFact[]) => new FigureMaker('EUR').document(documentId, state(facts), () => undefined);
	const account = (facts: StatedFact[]) => {
		const found: ClientAccount = { documents: [], payments: [], moves: [] };
		addDocument(found, documentId, state(facts));
		return found.documents.length;
	};
	expect([figure([])?.owed, account([])]).toEqual([12_100n, 1]);
	expect([figure(said(annulled)), account(said(annulled))]).toEqual([undefined, 0]);
});
