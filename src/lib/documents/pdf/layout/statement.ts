/** A client's statement on paper: the invoice's head and foot, what is open or what happened, the sums, and how old what is open is. */
import { AGES } from '../../ageing.ts';
import type { ActivityEntry, OpenCredit, Outstanding } from '../../../payments/statement.ts';
import type { StatementDocument } from '../../../payments/statement-document.ts';
import { INK, legibleOnWhite, MUTED, solid, tint } from '../colour.ts';
import type { DocumentFormat } from '../format.ts';
import type { DocumentLabels } from '../labels/labels.ts';
import type { StatementLabels } from '../labels/statement.ts';
import { accountPairs, accountsFor } from './accounts.ts';
import { paintPairs } from './close.ts';
import { caption } from './head-parts.ts';
import { type LedgerCell, type LedgerColumn, paintLedger } from './ledger-table.ts';
import type { PaperLook } from './look.ts';
import { leading, SIZE } from './paper.ts';
import { type Cursor, later, type Sheet } from './sheet.ts';
import { paperStyle } from './template.ts';

export interface StatementLook extends PaperLook {
	statement: StatementDocument;
	words: StatementLabels;
}

/** What is late is dark red whatever the sender's colour is. */
const LATE = '#9a2f22';
const PANEL = { hang: 10, padding: 9, above: 7, radius: 3 };
const AGEING_HEIGHT = 62;
const SUM_ROW = leading(SIZE.text) + 4;

export function statementLook(
	statement: StatementDocument,
	labels: DocumentLabels,
	words: StatementLabels,
	format: DocumentFormat
): StatementLook {
	const { content, seller, buyer, date } = statement;
	const { outstanding } = content;
	const when =
		content.kind === 'outstanding'
			? { role: 'asOf', name: words.asOf, value: format.date(outstanding.day) }
			: { role: 'period', name: words.period, value: format.period(content.activity.from, content.activity.to) };
	return {
		title: words.statement,
		statement,
		words,
		document: { number: '', seller, buyer: { ...buyer, customFields: buyer.customFields.filter(({ printed }) => printed) } },
		labels: { ...labels, billTo: words.to },
		format,
		hasLogo: seller.logo !== undefined,
		colour: seller.colour,
		style: paperStyle(statement.template),
		facts: [
			...(content.kind === 'outstanding' && outstanding.day === date ? [] : [{ role: 'date', name: words.date, value: format.date(date) }]),
			when,
			{ role: 'currency', name: words.currency, value: outstanding.currency },
			{
				role: 'due',
				name: dueLabel(outstanding, words),
				value: format.money(unsigned(outstanding.balance), outstanding.currency),
				strong: true
			}
		]
	};
}

export function paintStatement(sheet: Sheet, look: StatementLook, cursor: Cursor): Cursor {
	const { content } = look.statement;
	const rows = content.kind === 'outstanding' ? openRows(look) : activityRows(look);
	const tail = closeHeight(look);
	if (rows.length > 0) paintLedger(sheet, content.kind === 'outstanding' ? openColumns(look) : activityColumns(look), rows, cursor, tail);
	else sheet.flow(cursor, look.words.nothingOpen, { x: sheet.left, width: sheet.inner }, { role: 'nothing' });
	sheet.reserve(cursor, tail);
	cursor.y += 14;
	const sums = paintSums(sheet, look, { ...cursor });
	const accounts = paintAccounts(sheet, look, { ...cursor });
	const end = later(sums, accounts);
	end.y += 22;
	if (content.outstanding.outstanding > 0n) paintAgeing(sheet, look, end);
	return end;
}

function openColumns({ words, statement }: StatementLook): LedgerColumn[] {
	const { currency } = statement.content.outstanding;
	return [
		{ role: 'number', head: words.number, align: 'left', wide: true },
		{ role: 'date', head: words.date, align: 'left' },
		{ role: 'due', head: words.due, align: 'left' },
		{ role: 'total', head: words.total, align: 'right' },
		{ role: 'settled', head: words.settled, align: 'right' },
		{ role: 'open', head: `${words.open} ${currency}`, align: 'right' }
	];
}

function openRows({ words, format, statement }: StatementLook): LedgerCell[][] {
	const { open, currency } = statement.content.outstanding;
	const amount = (minor: bigint) => format.amount(minor, currency);
	return open.map(({ document, part, dueDate, owed, settled, balance, daysLate }) => {
		const late = daysLate > 0 ? { colour: LATE, detail: lateText(words, format, daysLate) } : {};
		return [
			{ text: words.invoice(document.number), ...(part && { detail: `${words.part} ${part.at}/${part.of}` }) },
			{ text: format.date(document.issueDate) },
			{ text: format.date(dueDate), ...late },
			{ text: amount(owed) },
			{ text: settled === 0n ? '' : amount(settled) },
			{ text: amount(balance), strong: true }
		];
	});
}

function lateText(words: StatementLabels, format: DocumentFormat, days: number): string {
	const form = format.plural(String(days)) === 'one' ? words.daysLate.one : words.daysLate.other;
	return form.replace('{count}', format.decimal(String(days)));
}

function activityColumns({ words, statement }: StatementLook): LedgerColumn[] {
	const { currency } = statement.content.outstanding;
	return [
		{ role: 'date', head: words.date, align: 'left' },
		{ role: 'what', head: words.what, align: 'left', wide: true },
		{ role: 'billed', head: words.billed, align: 'right' },
		{ role: 'paid', head: words.paid, align: 'right' },
		{ role: 'balance', head: `${words.balance} ${currency}`, align: 'right' }
	];
}

function activityRows(look: StatementLook): LedgerCell[][] {
	const { content } = look.statement;
	if (content.kind !== 'activity') return [];
	const { words, format } = look;
	const { activity } = content;
	const amount = (minor: bigint) => format.amount(minor, activity.currency);
	const edge = (date: string, text: string, balance: bigint, strong: boolean): LedgerCell[] => [
		{ text: format.date(date), colour: MUTED },
		{ text, ...(strong ? { strong } : { colour: MUTED }) },
		{ text: '' },
		{ text: '' },
		{ text: amount(balance), ...(strong ? { strong } : { colour: MUTED }) }
	];
	const entries = activity.entries.map((entry): LedgerCell[] => [
		{ text: format.date(entry.date) },
		{ text: entryText(entry, words) },
		{ text: entry.amount > 0n ? amount(entry.amount) : '' },
		{ text: entry.amount > 0n ? '' : amount(-entry.amount) },
		{ text: amount(entry.balance) }
	]);
	const none: LedgerCell[][] = [[{ text: '' }, { text: words.nothingHappened, colour: MUTED }, { text: '' }, { text: '' }, { text: '' }]];
	return [
		edge(activity.from, words.opening, activity.opening, false),
		...(entries.length > 0 ? entries : none),
		edge(activity.to, words.closing, activity.closing, true)
	];
}

function entryText({ what }: ActivityEntry, words: StatementLabels): string {
	if (what.kind === 'write-off') return words.writeOff(what.document.number);
	if (what.kind === 'reinstated') return words.reinstated(what.document.number);
	if (what.kind === 'document') {
		const { type, number } = what.document;
		return type === 'credit-note' ? words.creditNote(number) : words.invoice(number);
	}
	const { kind, method, reference } = what.payment;
	const text = what.kind === 'returned' ? words.returned(words.methods[method]) : words[kind](words.methods[method]);
	return reference ? `${text}, ${reference}` : text;
}

function creditText({ source }: OpenCredit, { words, format }: StatementLook): string {
	return 'number' in source ? words.creditOfDocument(source.number) : words.creditOfPayment(format.date(source.date));
}

function dueLabel({ balance }: Outstanding, words: StatementLabels): string {
	return balance < 0n ? words.inYourFavour : words.balanceDue;
}

function unsigned(minor: bigint): bigint {
	return minor < 0n ? -minor : minor;
}

function sumsBox(sheet: Sheet): { x: number; width: number } {
	const width = Math.round(sheet.inner * 0.5);
	return { x: sheet.left + sheet.inner - width, width };
}

/** Sums and ages stay together; many credits may take pages of their own. */
function closeHeight({ statement }: StatementLook): number {
	const { credits, outstanding } = statement.content.outstanding;
	const rows = credits.length === 0 ? 0 : Math.min(credits.length, 12) + 1;
	return 14 + rows * SUM_ROW + leading(SIZE.due) + 40 + (outstanding > 0n ? AGEING_HEIGHT : 0);
}

function paintSums(sheet: Sheet, look: StatementLook, cursor: Cursor): Cursor {
	const { outstanding } = look.statement.content;
	const box = sumsBox(sheet);
	const money = (minor: bigint) => look.format.amount(minor, outstanding.currency);
	const rows: [string, string][] =
		outstanding.credits.length === 0
			? []
			: [
					[look.words.outstanding, money(outstanding.outstanding)],
					...outstanding.credits.map((credit): [string, string] => [creditText(credit, look), money(-credit.amount)])
				];
	for (const [name, value] of rows) {
		const room = box.width - sheet.measure(value, {}) - 12;
		const lines = sheet.wrap(name, room, {});
		sheet.reserve(cursor, lines.length * leading(SIZE.text) + 4);
		sheet.text(cursor.page, value, { ...box, align: 'right' }, cursor.y + 2, { role: 'sum' });
		lines.forEach((text, at) => sheet.text(cursor.page, text, box, cursor.y + 2 + at * leading(SIZE.text), { role: 'sum.name' }));
		cursor.y += lines.length * leading(SIZE.text) + 4;
	}
	paintDue(sheet, look, cursor, box);
	return cursor;
}

function paintDue(sheet: Sheet, look: StatementLook, cursor: Cursor, box: { x: number; width: number }): void {
	const { outstanding } = look.statement.content;
	const brand = legibleOnWhite(look.colour);
	const label = dueLabel(outstanding, look.words);
	const value = look.format.money(unsigned(outstanding.balance), outstanding.currency);
	const labelWidth = sheet.measure(label, { size: SIZE.lead, weight: 'semibold' });
	let size: number = SIZE.due;
	while (labelWidth + 12 + sheet.measure(value, { size, weight: 'semibold' }) > box.width && size > 6) size -= 0.5;
	const height = leading(size) + 2 * PANEL.padding;
	sheet.reserve(cursor, height + PANEL.above);
	const panel = { x: box.x - PANEL.hang, y: cursor.y + PANEL.above, width: box.width + 2 * PANEL.hang, height };
	sheet.put(cursor.page, { kind: 'rectangle', ...panel, radius: PANEL.radius, colour: tint(look.colour) });
	const top = panel.y + PANEL.padding;
	const style = { weight: 'semibold', colour: brand } as const;
	sheet.text(cursor.page, label, box, top + (leading(size) - leading(SIZE.lead)) / 2, { ...style, size: SIZE.lead, role: 'due.name' });
	sheet.text(cursor.page, value, { ...box, align: 'right' }, top, { ...style, size, role: 'due' });
	cursor.y += PANEL.above + height;
}

function paintAccounts(sheet: Sheet, look: StatementLook, cursor: Cursor): Cursor {
	const { outstanding } = look.statement.content;
	const { bankAccounts } = look.document.seller;
	const accounts = outstanding.balance > 0n ? accountsFor(bankAccounts, outstanding.currency) : [];
	if (accounts.length === 0) return cursor;
	const box = { x: sheet.left, width: sumsBox(sheet).x - sheet.left - 30 };
	caption(sheet, cursor, look.labels.payment, box, 'payment.caption');
	for (const account of accounts) {
		paintPairs(sheet, cursor, accountPairs(account, look, accounts.length > 1), box, 'payment.account');
		cursor.y += 4;
	}
	return cursor;
}

/** Five columns under one bar, whose parts are as long as the sums are large. */
function paintAgeing(sheet: Sheet, look: StatementLook, cursor: Cursor): void {
	const { outstanding } = look.statement.content;
	sheet.reserve(cursor, AGEING_HEIGHT);
	const full = { x: sheet.left, width: sheet.inner };
	caption(sheet, cursor, look.words.ageing, full, 'ageing.caption');
	cursor.y += 3;
	paintBar(sheet, look, cursor, outstanding);
	cursor.y += 12;
	const gap = 12;
	const cell = (sheet.inner - gap * (AGES.length - 1)) / AGES.length;
	const size = [SIZE.text, SIZE.small, SIZE.tiny, 6].find((each) =>
		AGES.every(
			(age) => sheet.measure(look.format.amount(outstanding.ageing[age], outstanding.currency), { size: each, weight: 'semibold' }) <= cell
		)
	);
	AGES.forEach((age, at) => {
		const box = { x: sheet.left + at * (cell + gap), width: cell };
		const sum = outstanding.ageing[age];
		const late = age !== 'current' && sum > 0n;
		sheet.text(cursor.page, look.words.ages[age], box, cursor.y, { size: SIZE.tiny, colour: MUTED, role: 'ageing.name' });
		sheet.text(cursor.page, look.format.amount(sum, outstanding.currency), box, cursor.y + leading(SIZE.tiny) + 1, {
			size: size ?? 5,
			weight: sum > 0n ? 'semibold' : 'regular',
			colour: late ? LATE : sum > 0n ? INK : MUTED,
			role: 'ageing'
		});
	});
	cursor.y += leading(SIZE.tiny) + leading(SIZE.text) + 10;
}

function paintBar(sheet: Sheet, { colour }: StatementLook, cursor: Cursor, { ageing, outstanding }: Outstanding): void {
	const shown = AGES.filter((age) => ageing[age] > 0n);
	const gap = 2;
	const room = sheet.inner - gap * (shown.length - 1);
	let x = sheet.left;
	for (const age of shown) {
		// Only a length on paper: a thousandth is finer than the pen.
		const width = (room * Number((ageing[age] * 10_000n) / outstanding)) / 10_000;
		const paint = age === 'current' ? solid(colour) : LATE_STEPS[age];
		sheet.put(cursor.page, { kind: 'rectangle', x, y: cursor.y, width: Math.max(width, 1.5), height: 4, radius: 1, colour: paint });
		x += Math.max(width, 1.5) + gap;
	}
}

const LATE_STEPS = { upTo30: '#d9a441', upTo60: '#cf7d3a', upTo90: '#b9502f', over90: LATE };
