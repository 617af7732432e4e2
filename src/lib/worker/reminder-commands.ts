/** Reminders, as a screen asks for them: each command is one read or one save. */
import { hash16, utf8 } from '../crypto/derive.ts';
import type { Business } from '../business/business.ts';
import { payableOf } from '../documents/document-row.ts';
import { documentStatus } from '../documents/document-status.ts';
import type { DocumentFact, IssuedDocument } from '../documents/document.ts';
import { instalmentsOf } from '../documents/instalments.ts';
import { isInvoice } from '../documents/kinds.ts';
import { encodeFact, issuedDocument } from '../documents/records.ts';
import type { StatedFact } from '../documents/status.ts';
import { amount, amountString } from '../money/amount.ts';
import { isCurrency } from '../money/currencies.ts';
import { formatAmount } from '../money/format.ts';
import { partyOf } from '../parties/merged.ts';
import type { Party } from '../parties/party.ts';
import type { ComingDate } from '../recurring/api.ts';
import type { DueReminder, Reminding } from '../reminders/api.ts';
import { feeContent } from '../reminders/fee-content.ts';
import { chargeFor, type Charge, type LateInvoice } from '../reminders/late-fee.ts';
import { comingSteps, dueStep, stepDay, stepsFor, type DueStep } from '../reminders/steps.ts';
import { dayIn, fillFields, untilDay, wordsIn } from '../reminders/texts.ts';
import type { DocumentRow } from '../worker-api.ts';
import { fromHex, toHex } from '../workspace/bytes.ts';
import type { Ledger, RecordState } from '../workspace/registry.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { BookCommands } from './book-commands.ts';
import { Refused } from './results.ts';

/** Looked at in one answer: whoever has more late invoices sees the others when these are settled. */
const AT_ONCE = 500;

interface Late {
	document: IssuedDocument;
	party: Party;
	balance: bigint;
	due: string;
	found: DueStep;
	charge: Charge | undefined;
}

export class ReminderCommands {
	readonly #workspace: Workspace;
	readonly #books: Pick<BookCommands, 'today' | 'business'>;

	constructor(workspace: Workspace, books: Pick<BookCommands, 'today' | 'business'>) {
		this.#workspace = workspace;
		this.#books = books;
	}

	async due(): Promise<DueReminder[]> {
		const today = await this.#books.today();
		const { value: business } = await this.#books.business();
		const due: DueReminder[] = [];
		const parties = new Map<string, Party | undefined>();
		for (const row of this.#openRows()) {
			if (due.length >= AT_ONCE) break;
			const partyId = partyOf(this.#workspace.ledger, row.partyId);
			if (!parties.has(partyId)) parties.set(partyId, await this.#workspace.live<Party>('party', partyId));
			const party = parties.get(partyId);
			// Before a record is read: has any day of it come?
			if (!party || !dueStep(stepsFor(business, party), row.overdueAfter, [], today)) continue;
			const late = this.#late(await this.#workspace.read(row.id), party, business, today);
			if (late) due.push(reminderOf(row.id, partyId, late, business, today));
		}
		return due;
	}

	async remind(documentId: string, step: string, { how, to, withFee }: Reminding): Promise<string | undefined> {
		const today = await this.#books.today();
		const { value: business } = await this.#books.business();
		const draftId = toHex(hash16('wb1/late-fee', fromHex(documentId), utf8(step)));
		return this.#workspace.save(async (transaction, ledger: Ledger) => {
			const state = await transaction.read(documentId);
			const partyId = partyOf(ledger, (state && issuedDocument(state)?.content.partyId) ?? '');
			const party = await transaction.live<Party>('party', partyId);
			if (!state || !party) throw new Refused({ code: 'not-found' });
			const late = this.#late(state, party, business, today);
			if (late?.found.key !== step) throw new Refused({ code: 'invalid', field: 'reminder', detail: 'already-reminded' });
			const charge = withFee && how !== 'skipped' ? late.charge : undefined;
			const fee = charge && {
				draftId,
				amount: major(charge.currency, charge.amount),
				...(charge.through && { through: charge.through }),
				...(charge.compensation > 0n && { compensation: major(charge.currency, charge.compensation) })
			};
			const fact: DocumentFact = { kind: 'reminded', documentId, step, date: today, how, ...(to && { to }), ...(fee && { fee }) };
			await transaction.add('fact', documentId, 'put', encodeFact(fact));
			if (!charge) return undefined;
			const content = feeContent({ documentId, document: late.document, step }, charge, business, party, today);
			await transaction.makeLive('draft', draftId, { ...content, partyId });
			return draftId;
		}, 'strict');
	}

	async coming(until: string): Promise<ComingDate[]> {
		const today = await this.#books.today();
		const { value: business } = await this.#books.business();
		const coming: ComingDate[] = [];
		for (const row of this.#openRows()) {
			const party = await this.#workspace.live<Party>('party', partyOf(this.#workspace.ledger, row.partyId));
			for (const { key, date } of party ? comingSteps(stepsFor(business, party), row.overdueAfter, today, until) : [])
				coming.push({ kind: 'reminder', key: `${row.id}-${key}`, date, title: row.number, name: row.partyName });
		}
		return coming;
	}

	/** Invoices on which something is owed by a day, the one that is due longest first. */
	#openRows(): DocumentRow[] {
		const rows = [...this.#workspace.list('document').values()] as DocumentRow[];
		return rows
			.filter((row) => row.issued && isInvoice(row.type) && row.balance > 0n && row.overdueAfter !== '')
			.sort((a, b) => (a.overdueAfter < b.overdueAfter ? -1 : a.overdueAfter > b.overdueAfter ? 1 : a.id < b.id ? -1 : 1));
	}

	/** Undefined where no reminder is due. */
	#late(state: RecordState | undefined, party: Party, business: Business, today: string): Late | undefined {
		const document = state?.type === 'issued' ? issuedDocument(state) : undefined;
		if (!state || !document || !isInvoice(document.content.type)) return undefined;
		const facts: StatedFact[] = state.facts.map(({ opId, body }) => ({ id: opId, fact: body as DocumentFact }));
		const payable = payableOf(document);
		const { balance, dueDate: due } = documentStatus(document, payable, facts, today);
		if (balance <= 0n || due === '') return undefined;
		const found = dueStep(stepsFor(business, party), due, facts, today);
		if (!found) return undefined;
		const late = { currency: document.content.currency, ...comeDue(document, payable, balance, due, today), due, facts };
		const { fee } = found.step;
		// The directive is about business with business.
		const charge = fee && !(fee.kind === 'interest' && party.kind !== 'business') ? chargeFor(fee, late, business, today) : undefined;
		return { document, party, balance, due, found, charge };
	}
}

/** Of what is paid in parts, those whose day is past; `later` those of them that were not yet due on the first day something was. */
function comeDue(
	{ content }: IssuedDocument,
	payable: bigint,
	balance: bigint,
	due: string,
	today: string
): Pick<LateInvoice, 'open' | 'later'> {
	if (!content.instalments || content.instalments.length < 2) return { open: balance };
	const come = instalmentsOf(content, payable).filter(({ date }) => date < today);
	const open = come.reduce((sum, { amount: part }) => sum + part, balance - payable);
	return { open: open > 0n ? open : 0n, later: come.filter(({ date }) => date > due) };
}

function reminderOf(documentId: string, partyId: string, late: Late, business: Business, today: string): DueReminder {
	const { document, party, balance, due, found, charge } = late;
	const { content, number } = document;
	const { language, currency } = content;
	const words = wordsIn(language);
	const tone = Math.min(found.level + 1, 2) as 0 | 1 | 2;
	const values = {
		number,
		date: dayIn(content.issueDate, language),
		due: dayIn(due, language),
		open: isCurrency(currency) ? formatAmount(amount(currency, balance), language) : '',
		until: dayIn(untilDay(today), language),
		client: party.name,
		business: business.tradeName || business.name
	};
	return {
		documentId,
		number,
		partyId,
		partyName: party.name,
		to: (party.contacts.find(({ primary }) => primary) ?? party.contacts[0])?.email ?? '',
		currency,
		balance,
		due,
		step: found.key,
		day: stepDay(found.step, due),
		level: found.level,
		subject: fillFields(found.step.subject || words.subject[tone], values),
		text: fillFields(found.step.text || words.text[tone], values),
		...(charge && { charge })
	};
}

function major(currency: string, minor: bigint): string {
	return isCurrency(currency) ? amountString(amount(currency, minor)) : '0';
}
