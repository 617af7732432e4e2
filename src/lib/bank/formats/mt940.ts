/**
 * MT940, the customer statement of SWIFT (Standards MT, category 9, "MT 940 Customer Statement Message"), as banks really write it: bare or in SWIFT
 * blocks, with the field 86 of the German banks (DFÜ-Abkommen, annex 3, chapter 8: "?20" to "?63", with "EREF+", "SVWZ+" …), of the Dutch
 * ("/IBAN/…/NAME/…/REMI/…"), or with plain text, and with the field NS that German and Hungarian banks write instead of it.
 */
import type { Balance, ReadLine, ReadStatement, SkippedLine, StatementFile } from '../statement.ts';
import { detailsOf } from './mt940-details.ts';
import { unstructured } from './mt940-ns.ts';
import { FileRefused, MAX_LINES } from './problem.ts';
import { accountNumber, dateOf, negated, readAmount, references, shortened } from './values.ts';

interface Field {
	tag: string;
	lines: string[];
	at: number;
}

export function isMt940(text: string): boolean {
	return /^(.*\{4:)?\s*:20:/m.test(text.slice(0, 4096)) && /^:60[FM]:|^:61:/m.test(text);
}

/** An interim report has no balance it ends with, and says from when its lines are (34F, 13D). */
export function isMt942(text: string): boolean {
	return /^(.*\{4:)?\s*:20:/m.test(text.slice(0, 4096)) && /^:(34F|13D?):/m.test(text) && !/^:60[FM]:/m.test(text);
}

export function readMt940(text: string): Omit<StatementFile, 'encoding'> {
	if (isMt942(text)) throw new FileRefused('not-final');
	const statements: ReadStatement[] = [];
	const skipped: SkippedLine[] = [];
	let pending = 0;
	let open: Message | undefined;
	let count = 0;
	for (const field of fieldsOf(text)) {
		if (field.tag === '20') {
			finish();
			open = new Message();
		}
		if (field.tag === '61' && ++count > MAX_LINES) throw new FileRefused('too-many-lines');
		open?.take(field);
	}
	finish();
	if (statements.length === 0) throw new FileRefused('no-statement');
	return { statements, skipped, pending };

	function finish(): void {
		if (!open) return;
		const before = statements.at(-1);
		const statement = open.statement();
		skipped.push(...open.skipped);
		pending += open.pending;
		// A page that goes on is the same statement.
		if (open.goesOn && before?.account === statement.account && before.currency === statement.currency) {
			before.lines.push(...statement.lines);
			if (statement.closing) before.closing = statement.closing;
			before.to = statement.to || before.to;
		} else if (open.isStatement) statements.push(statement);
	}
}

function* fieldsOf(text: string): Generator<Field> {
	let field: Field | undefined;
	let at = 0;
	for (const raw of text.split(/\r\n|\n|\r/)) {
		at++;
		const line = raw.replace(/^.*\{4:\s*/, '').replaceAll('\u0003', '');
		const start = /^:(\d{2}[A-Z]?|NS):(.*)$/.exec(line);
		if (start) {
			if (field) yield field;
			field = { tag: start[1]!, lines: [start[2]!], at };
		} else if (/^-\}?\s*$|^-\}|^\{\d:/.test(line)) {
			if (field) yield field;
			field = undefined;
		} else if (field) field.lines.push(line);
	}
	if (field) yield field;
}

/** Day, direction, letter of the currency, amount, kind, and the payer's and the bank's reference. */
const ENTRY = /^(\d{6})(\d{4})?\s*(R[CD]|E[CD]|[CD])([A-Z])?\s*(\d[\d.]*,?\d*|,\d+)\s*(?:((?!NONREF)[A-Z][A-Z0-9]{2}[A-Z0-9 ]))?(.*)$/;

class Message {
	readonly skipped: SkippedLine[] = [];
	pending = 0;
	/** It is a later page of the statement before. */
	goesOn = false;
	isStatement = false;
	#account = '';
	#number = '';
	#holder = '';
	#opening: (Balance & { currency: string }) | undefined;
	#closing: (Balance & { currency: string }) | undefined;
	readonly #entries: { field: Field; details: Field | undefined; unstructured?: Field }[] = [];

	take(field: Field): void {
		const value = field.lines.join('').trim();
		switch (field.tag) {
			case '25':
			case '25P':
				// Torn details can look like a second one.
				this.#account ||= field.lines[0]!.trim();
				break;
			case '28C':
			case '28':
				this.#number = value;
				break;
			case '60F':
			case '60M':
				this.goesOn = field.tag === '60M';
				this.isStatement = true;
				this.#opening = balanceOf(value);
				if (!this.#opening) throw new FileRefused('no-currency', field.at);
				break;
			case '62F':
			case '62M':
				this.#closing = balanceOf(value);
				break;
			case '61':
				this.#entries.push({ field, details: undefined });
				break;
			case 'NS': {
				// Before the first line it says whose account it is.
				const last = this.#entries.at(-1);
				if (!last) this.#holder = unstructured(field.lines).holder;
				else if (!this.#closing) last.unstructured ??= field;
				break;
			}
			case '86': {
				const last = this.#entries.at(-1);
				// One at the end is about the whole statement.
				if (!last || this.#closing) break;
				if (last.details) last.details.lines.push(...field.lines);
				else last.details = field;
				break;
			}
		}
	}

	statement(): ReadStatement {
		const currency = this.#opening?.currency ?? '';
		const lines: ReadLine[] = [];
		for (const { field, details, unstructured: says } of this.#entries) {
			const read = lineOf(field, details, says, currency);
			if (read === 'pending') this.pending++;
			else if ('why' in read) this.skipped.push(read);
			else lines.push(read);
		}
		const dates = lines.map(({ date }) => date).sort();
		const [opening, closing] = [plain(this.#opening), plain(this.#closing)];
		// "bank code/account", or an IBAN, with the currency behind some.
		const said = this.#account.split('/');
		const account = accountNumber((said.length > 1 && said[1] ? said[1] : said[0]!).replace(/\s*[A-Z]{3}$/, ''));
		return {
			format: 'mt940',
			account,
			bank: said.length > 1 ? shortened(said[0]!, 40) : '',
			holder: shortened(this.#holder, 140),
			currency,
			number: shortened(this.#number, 60),
			from: dates[0] ?? opening?.date ?? '',
			to: dates.at(-1) ?? closing?.date ?? '',
			...(opening && { opening }),
			...(closing && { closing }),
			lines
		};
	}
}

function plain(balance: (Balance & { currency: string }) | undefined): Balance | undefined {
	return balance && { date: balance.date, amount: balance.amount };
}

function balanceOf(value: string): (Balance & { currency: string }) | undefined {
	const [, direction, day, currency, digits] = /^([CD])\s*(\d{6})\s*([A-Z]{3})\s*([\d.,]+)/.exec(value) ?? [];
	if (!direction) return undefined;
	const amount = readAmount(currency!, ungrouped(digits!));
	if (!amount.ok) return undefined;
	return { date: sixDigits(day!) ?? '', currency: currency!, amount: direction === 'D' ? negated(amount.value) : amount.value };
}

/** Decimals stand behind a comma; some banks group thousands with points, or write a point instead. */
function ungrouped(digits: string): string {
	if (digits.includes(',')) return digits.replace(/\./g, '');
	return digits.split('.').length > 2 ? digits.replace(/\./g, '') : digits;
}

/** Years are of two digits: those from 80 on are of the last century. */
function sixDigits(text: string): string | undefined {
	const year = Number(text.slice(0, 2));
	return dateOf(year >= 80 ? 1900 + year : 2000 + year, Number(text.slice(2, 4)), Number(text.slice(4, 6)));
}

/** The entry date has no year: it is the one nearest the value date. */
function entryDate(text: string, value: string): string | undefined {
	const [month, day] = [Number(text.slice(0, 2)), Number(text.slice(2, 4))];
	const year = Number(value.slice(0, 4));
	const apart = (Number(value.slice(5, 7)) - month) / 6;
	return dateOf(apart > 1 ? year + 1 : apart < -1 ? year - 1 : year, month, day);
}

/** An IBAN, or a Dutch account number with or without its letter. */
const OTHER_ACCOUNT = /^([A-Z]{2}\d{2}[A-Z0-9]{11,30}|(?!0+$)[P0]\d{9})$/;
/** Which of the references of field 86 is meant, in place of one. */
const KIND_OF_REFERENCE = /^(EREF|PREF|KREF|MARF|CREF)\+?$/;

function lineOf(field: Field, details: Field | undefined, ns: Field | undefined, currency: string): ReadLine | SkippedLine | 'pending' {
	const [first = '', ...supplement] = field.lines;
	const skip = (why: SkippedLine['why'], found: string): SkippedLine => ({ at: field.at, why, found: shortened(found, 60) });
	const match = ENTRY.exec(first.trim());
	if (!match) return skip('shape', first);
	const [, day, entry, direction, , digits, , rest = ''] = match;
	if (direction!.startsWith('E')) return 'pending';
	const valueDate = sixDigits(day!);
	const date = valueDate && entry ? entryDate(entry, valueDate) : valueDate;
	if (!valueDate || !date) return skip('date', `${day}${entry ?? ''}`);
	const amount = readAmount(currency, ungrouped(digits!));
	if (!amount.ok) return skip(amount.why, digits!);
	// The reversal of a credit goes out, that of a debit comes in.
	const isOut = direction === 'D' || direction === 'RC';
	const [before = '', bank = ''] = rest.split('//');
	// Some write the name of the other side behind their reference.
	const [, payer = before, named = ''] = /^(\S+)\s{2,}(\S.*)$/.exec(before) ?? [];
	const says = details || !ns ? detailsOf(details?.lines ?? [], supplement) : { ...unstructured(ns.lines), references: [] };
	const { original } = says;
	// Rabobank writes the other account below the line.
	const account = says.account || (OTHER_ACCOUNT.test(supplement[0]?.trim() ?? '') ? supplement[0]! : '');
	return {
		date,
		...(valueDate !== date && { valueDate }),
		amount: isOut ? negated(amount.value) : amount.value,
		currency,
		bankReference: references(bank)[0] ?? '',
		name: shortened(says.name || named, 140),
		counterAccount: accountNumber(account).slice(0, 60),
		text: shortened(says.text),
		references: references(...says.references, KIND_OF_REFERENCE.test(payer) ? '' : payer),
		...(original && original.currency !== currency && { original })
	};
}
