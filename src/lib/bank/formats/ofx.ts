/**
 * OFX, "Open Financial Exchange": version 1 (1.0.2 to 1.6) is SGML whose leaves need no end tags, version 2 (2.0 to 2.3) is XML. One reader takes both,
 * and the QFX and OFC-like files that mix them. Specification: https://financialdataexchange.org/ofx (sections 3 and 11, "Banking").
 *
 * Statements of bank accounts and of credit cards are read; investment accounts have none of a kind that pays invoices.
 */
import { isCurrency } from '../../money/currencies.ts';
import type { Balance, ReadLine, ReadStatement, SkippedLine, StatementFile } from '../statement.ts';
import { FileRefused, MAX_LINES } from './problem.ts';
import { accountNumber, compactDate, oneLine, readAmount, references, shortened } from './values.ts';

/** What holds other elements; every other tag is a leaf, or one that says nothing here and is passed over. */
const AGGREGATES = new Set(
	'STMTRS CCSTMTRS BANKACCTFROM CCACCTFROM BANKTRANLIST STMTTRN BANKACCTTO CCACCTTO PAYEE LEDGERBAL AVAILBAL CURRENCY ORIGCURRENCY INVSTMTRS BAL'.split(
		' '
	)
);
/** A leaf that opens again, or the end of its aggregate, ends the one before. */
interface Aggregate {
	name: string;
	at: number;
	leaves: Map<string, string>;
	inside: Aggregate[];
}

export function isOfx(text: string): boolean {
	return /OFXHEADER\s*[:=]|<OFX>/i.test(text.slice(0, 4096));
}

export function readOfx(text: string): Omit<StatementFile, 'encoding'> {
	const file: Omit<StatementFile, 'encoding'> = { statements: [], skipped: [], pending: 0 };
	let count = 0;
	const start = text.search(/<OFX>/i);
	if (start === -1) throw new FileRefused('broken');
	if (/<!DOCTYPE|<!ENTITY/i.test(text)) throw new FileRefused('doctype');
	readAggregates(text, start, (aggregate, isInvestment) => {
		if (aggregate.name === 'STMTTRN' && ++count > MAX_LINES) throw new FileRefused('too-many-lines');
		if (isInvestment || (aggregate.name !== 'STMTRS' && aggregate.name !== 'CCSTMTRS')) return;
		const { statement, skipped } = statementOf(aggregate);
		file.statements.push(statement);
		file.skipped.push(...skipped);
	});
	if (file.statements.length === 0) throw new FileRefused('no-statement');
	return file;
}

function readAggregates(text: string, start: number, visit: (aggregate: Aggregate, isInvestment: boolean) => void): void {
	const open: Aggregate[] = [];
	const tag = /<(\/?)([A-Za-z][\w.]*)\s*(\/?)>([^<]*)/g;
	tag.lastIndex = start;
	let line = text.slice(0, start).split('\n').length;
	let counted = start;
	let ended = false;
	for (let match = tag.exec(text); match; match = tag.exec(text)) {
		const name = match[2]!.toUpperCase();
		if (match[1]) {
			ended ||= name === 'OFX';
			if (!AGGREGATES.has(name) || !open.some((each) => each.name === name)) continue;
			// What was left open inside it ends with it.
			while (open.at(-1)!.name !== name) close();
			close();
		} else if (AGGREGATES.has(name)) {
			for (let next = text.indexOf('\n', counted); next !== -1 && next < match.index; next = text.indexOf('\n', counted)) {
				line++;
				counted = next + 1;
			}
			if (!match[3]) open.push({ name, at: line, leaves: new Map(), inside: [] });
		} else {
			const value = leafText(text, match);
			const leaves = open.at(-1)?.leaves;
			if (leaves && value !== '' && !leaves.has(name)) leaves.set(name, value);
		}
	}
	if (!ended) throw new FileRefused('broken', text.split('\n').length);

	function close(): void {
		const aggregate = open.pop()!;
		visit(
			aggregate,
			open.some(({ name }) => name === 'INVSTMTRS')
		);
		// A finished statement lets its lines go.
		if (aggregate.name !== 'STMTRS' && aggregate.name !== 'CCSTMTRS') open.at(-1)?.inside.push(aggregate);
	}
}

function leafText(text: string, match: RegExpExecArray): string {
	const from = match.index + match[0].length;
	const raw = match[4]!;
	if (raw.trim() === '' && text.startsWith('<![CDATA[', from)) {
		const end = text.indexOf(']]>', from);
		return end === -1 ? '' : text.slice(from + 9, end).trim();
	}
	return decoded(raw).trim();
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** SGML of banks has bare ampersands: what is no entity stays as it stands. */
function decoded(raw: string): string {
	if (!raw.includes('&')) return raw;
	return raw.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) => {
		if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
		const code = hex ? parseInt(hex, 16) : Number(decimal);
		return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
	});
}

function inside({ inside: all }: Aggregate, ...names: string[]): Aggregate | undefined {
	return all.find(({ name }) => names.includes(name));
}

function leaf(aggregate: Aggregate | undefined, name: string): string {
	return aggregate?.leaves.get(name) ?? '';
}

function statementOf(aggregate: Aggregate): { statement: ReadStatement; skipped: SkippedLine[] } {
	const account = inside(aggregate, 'BANKACCTFROM', 'CCACCTFROM');
	const list = inside(aggregate, 'BANKTRANLIST');
	const first = list?.inside.find(({ name }) => name === 'STMTTRN');
	const currency = (leaf(aggregate, 'CURDEF') || leaf(first && inside(first, 'CURRENCY'), 'CURSYM')).toUpperCase();
	if (!isCurrency(currency)) throw new FileRefused('no-currency', aggregate.at);
	const lines: ReadLine[] = [];
	const skipped: SkippedLine[] = [];
	for (const transaction of list?.inside ?? []) {
		if (transaction.name !== 'STMTTRN') continue;
		const read = lineOf(transaction, currency);
		if ('why' in read) skipped.push(read);
		else lines.push(read);
	}
	const dates = lines.map(({ date }) => date).sort();
	const closing = closingOf(inside(aggregate, 'LEDGERBAL'), currency);
	const statement: ReadStatement = {
		format: 'ofx',
		account: accountNumber(leaf(account, 'ACCTID')),
		bank: shortened(leaf(account, 'BANKID'), 40),
		holder: '',
		currency,
		number: '',
		from: compactDate(leaf(list, 'DTSTART')) ?? dates[0] ?? '',
		to: compactDate(leaf(list, 'DTEND')) ?? dates.at(-1) ?? '',
		...(closing && { closing }),
		lines
	};
	return { statement, skipped };
}

function closingOf(balance: Aggregate | undefined, currency: string): Balance | undefined {
	const read = balance && readAmount(currency, ungrouped(leaf(balance, 'BALAMT')));
	return read?.ok ? { date: compactDate(leaf(balance, 'DTASOF')) ?? '', amount: read.value } : undefined;
}

/** Thousands are never grouped, says the standard; where both marks stand, the last of them parts the decimals all the same. */
function ungrouped(amount: string): string {
	const [, whole = '', places = ''] = /^\s*([+-]?\s*\d{1,3}(?:\.\d{3})+|[+-]?\s*\d{1,3}(?:,\d{3})+)([.,]\d+)\s*$/.exec(amount) ?? [];
	return whole && !whole.includes(places.charAt(0)) ? whole.replace(/[.,]/g, '') + places : amount;
}

function lineOf(transaction: Aggregate, statementCurrency: string): ReadLine | SkippedLine {
	const skip = (why: SkippedLine['why'], found: string): SkippedLine => ({ at: transaction.at, why, found: shortened(found, 60) });
	if (leaf(transaction, 'CORRECTFITID')) return skip('correction', leaf(transaction, 'CORRECTFITID'));
	// CURRENCY says that the amounts are in it, ORIGCURRENCY that they were and have been exchanged.
	const currency = leaf(inside(transaction, 'CURRENCY'), 'CURSYM').toUpperCase() || statementCurrency;
	const amount = readAmount(currency, ungrouped(leaf(transaction, 'TRNAMT')));
	if (!amount.ok) return skip(amount.why, leaf(transaction, 'TRNAMT'));
	const date = compactDate(leaf(transaction, 'DTPOSTED'));
	if (!date) return skip('date', leaf(transaction, 'DTPOSTED'));
	const value = compactDate(leaf(transaction, 'DTAVAIL'));
	const name = leaf(transaction, 'NAME') || leaf(inside(transaction, 'PAYEE'), 'NAME') || leaf(transaction, 'EXTDNAME');
	const memo = leaf(transaction, 'MEMO');
	return {
		date,
		...(value && value !== date && { valueDate: value }),
		amount: amount.value,
		currency,
		bankReference: shortened(leaf(transaction, 'FITID'), 255),
		name: shortened(name, 140),
		counterAccount: accountNumber(leaf(inside(transaction, 'BANKACCTTO', 'CCACCTTO'), 'ACCTID')).slice(0, 60),
		text: shortened(oneLine(memo) === oneLine(name) ? '' : memo),
		references: references(leaf(transaction, 'REFNUM'), leaf(transaction, 'CHECKNUM'))
	};
}
