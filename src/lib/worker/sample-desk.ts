/** The rest of a sample desk: estimates with their deposit, a delivery note, what was bought, and what comes again. */
import { documentSeries } from '../business/presets.ts';
import { depositContent } from '../documents/convert/content.ts';
import { addDays } from '../documents/dates.ts';
import type { DocumentContent, DocumentType, IssuedDocument } from '../documents/document.ts';
import type { DocumentEvent } from '../documents/events.ts';
import { NO_ISSUE } from '../documents/ledger.ts';
import { encodeFact } from '../documents/records.ts';
import type { SampleDesk } from '../documents/sample/desk/books.ts';
import { CATEGORIES, type Purchase } from '../documents/sample/desk/desk.ts';
import { freeSeries } from '../documents/series-of-kind.ts';
import type { Series } from '../documents/series.ts';
import { booked } from '../expenses/booking.ts';
import { newExpense } from '../expenses/expense-rules.ts';
import { templateOf } from '../recurring/period-content.ts';
import { encodeJson } from '../workspace/json.ts';
import { issueSample, named, newId, paySample, type SampleWriting } from './sample-writing.ts';

/** Days from a deposit to what it is for. */
const SUPPLIED_AFTER = 60;

/** Answers the deposit invoice. */
export async function writeSampleDesk(writing: SampleWriting, desk: SampleDesk, series: readonly Series[]): Promise<IssuedDocument> {
	const { transaction, business, today } = writing;
	const taken = [...series];
	/** In a series of its own kind, as the first of a kind is. */
	const issuer = async (type: Exclude<DocumentType, 'invoice'>) => {
		const own = freeSeries(documentSeries(type, business.language, series[0]!.yearly), taken);
		const id = newId();
		taken.push(own);
		await transaction.putLive('series', id, own);
		transaction.lease(id, 0, own.start, NO_ISSUE);
		return (content: DocumentContent) => issueSample(writing, id, own, content, `${content.issueDate}T14:30:00Z`);
	};
	const say = (id: string, event: DocumentEvent) => transaction.add('fact', id, 'put', encodeFact(event));

	const { accepted, open, delivered, sketch } = desk;
	const offer = await issuer('estimate');
	const estimate = await offer(named(writing, accepted));
	const deposited = addDays(today, -sketch.accepted.deposit.daysAgo);
	await say(estimate.id, { kind: 'accepted', documentId: estimate.id, date: deposited, by: sketch.accepted.by });
	const deposit = await (await issuer('deposit-invoice'))(depositOf(writing, desk, estimate));
	const paid = { date: addDays(today, -sketch.accepted.deposit.paidDaysAgo), amount: deposit.document.totals.payable };
	await paySample(writing, deposit.id, deposit.document, { ...paid, method: 'transfer' });
	await offer(named(writing, open));
	if (delivered) {
		const note = await (await issuer('delivery-note'))(named(writing, delivered));
		const { by } = sketch.delivered!;
		await say(note.id, { kind: 'delivered', documentId: note.id, date: delivered.issueDate, by });
	}
	for (const purchase of sketch.purchases) await writePurchase(writing, purchase);
	await writeRecurring(writing, desk);
	return deposit.document;
}

function depositOf(writing: SampleWriting, desk: SampleDesk, estimate: { id: string; document: IssuedDocument }): DocumentContent {
	const { issueDate, dueDate, supplyDate, terms, notes, template, withholdings } = desk.deposit;
	const { percent, name } = desk.sketch.accepted.deposit;
	const beginning = { type: 'deposit-invoice', issueDate, dueDate, terms, notes, template } as const;
	const made = depositContent({ ...estimate, facts: [] }, beginning, { percent }, name);
	if (!made.ok) throw new Error(`sample deposit: ${made.problem}`);
	// Where the day must be named, it is the day it is planned for.
	return { ...made.content, withholdings, ...(supplyDate && { supplyDate: addDays(issueDate, SUPPLIED_AFTER) }) };
}

async function writePurchase({ transaction, business, parties, ids, today }: SampleWriting, purchase: Purchase): Promise<void> {
	const { kind, daysAgo, supplier, number, description, category, amount, untaxed, method, termsDays } = purchase;
	const date = addDays(today, -daysAgo);
	const blank = newExpense(business, kind, date);
	const supplierId = ids.get(supplier);
	const party = parties.get(supplier);
	const expense = {
		...blank,
		...(supplierId ? { supplierId } : { supplierName: supplier }),
		number,
		dueDate: termsDays === undefined ? '' : addDays(date, termsDays),
		lines: blank.lines.map((line) => ({
			...line,
			description,
			amount,
			category: { id: category, name: CATEGORIES[category] },
			taxes: untaxed ? [] : line.taxes
		})),
		method
	};
	const id = newId();
	await transaction.putLive('expense', id, expense);
	await transaction.add('booked', id, 'put', encodeJson(booked(expense, party)));
}

/** From the first of next month: a newcomer is asked nothing. */
async function writeRecurring(writing: SampleWriting, { sketch, repeated }: SampleDesk): Promise<void> {
	const { transaction, business, today, parties } = writing;
	const [year, month] = today.split('-').map(Number) as [number, number];
	const start = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
	await transaction.putLive('invoice-profile', newId(), {
		title: sketch.recurring.title,
		template: templateOf(named(writing, repeated)),
		schedule: { unit: 'month', every: 1, start },
		dueDays: parties.get(sketch.recurring.client)?.termsDays ?? business.termsDays,
		billed: 'none',
		from: 0,
		paused: false
	});
}
