/**
 * camt.053, "bank to customer statement" of ISO 20022, versions 001.02 to 001.13: https://www.iso20022.org/catalogue-messages (Bank-to-Customer Cash
 * Management, message definition report part 2). What differs between versions and matters here: from 08 a status is `Sts/Cd` and a party stands in
 * `Pty`; before 03 the amount of a single transaction stands in `AmtDtls` only.
 *
 * A booking that the bank put together of several payments is taken apart where the parts add up to it to the cent, else it stays one line.
 */
import { amount as money, amountString, parseAmount } from '../../money/amount.ts';
import { isCurrency } from '../../money/currencies.ts';
import type { Balance, ReadLine, ReadStatement, SkippedLine, StatementFile } from '../statement.ts';
import { FileRefused, MAX_LINES } from './problem.ts';
import { accountNumber, isoDate, isSaid, negated, readAmount, references, shortened } from './values.ts';
import { find, findAll, readXml, textOf, type Element } from './xml.ts';

const STATEMENT = 'BkToCstmrStmt';
const NOT_FINAL = ['BkToCstmrAcctRpt', 'BkToCstmrDbtCdtNtfctn'];

export function readCamt(text: string): Omit<StatementFile, 'encoding'> {
	const statements: ReadStatement[] = [];
	const skipped: SkippedLine[] = [];
	let pending = 0;
	let entries: Element[] = [];
	let count = 0;
	let isFinal = false;
	let isReport = false;
	readXml(text, (element) => {
		if (element.name === 'Ntry') {
			if (++count > MAX_LINES) throw new FileRefused('too-many-lines');
			entries.push(slim(element));
			return true;
		}
		if (element.name === 'Stmt') {
			const read = statementOf(element, entries);
			statements.push(read.statement);
			skipped.push(...read.skipped);
			pending += read.pending;
			entries = [];
			return true;
		}
		isFinal ||= element.name === STATEMENT;
		isReport ||= NOT_FINAL.includes(element.name);
		return false;
	});
	if (isReport) throw new FileRefused('not-final');
	if (!isFinal || statements.length === 0) throw new FileRefused('no-statement');
	return { statements, skipped, pending };
}

/** Of an entry only what is read: fifty thousand of them lie in memory together until their statement's currency is known. */
function slim(entry: Element): Element {
	return { ...entry, children: entry.children.filter(({ name }) => KEPT.has(name)) };
}
const KEPT = new Set('NtryRef Amt CdtDbtInd RvslInd Sts BookgDt ValDt AcctSvcrRef BkTxCd AmtDtls NtryDtls TxDtls AddtlNtryInf'.split(' '));

function statementOf(element: Element, entries: readonly Element[]) {
	const account = find(element, 'Acct');
	const currency = currencyOf(element, account, entries);
	const skipped: SkippedLine[] = [];
	const lines: ReadLine[] = [];
	let pending = 0;
	const opening = balanceOf(element, currency, ['OPBD', 'PRCD']);
	const closing = balanceOf(element, currency, ['CLBD']);
	const from = dayOf(find(element, 'FrToDt', 'FrDtTm')) || dayOf(find(element, 'FrToDt', 'FrDt'));
	const to = dayOf(find(element, 'FrToDt', 'ToDtTm')) || dayOf(find(element, 'FrToDt', 'ToDt'));
	// On a statement of one day, lines need not say theirs.
	const [first, last] = [from || opening?.date, to || closing?.date];
	const onlyDay = first && first === last ? first : undefined;
	for (const entry of entries) {
		const status = textOf(entry, 'Sts', 'Cd') || textOf(entry, 'Sts', 'Prtry') || textOf(entry, 'Sts');
		if (status !== '' && status !== 'BOOK') pending++;
		else {
			const read = linesOf(entry, onlyDay);
			if (Array.isArray(read)) lines.push(...read);
			else skipped.push(read);
		}
	}
	const dates = lines.map(({ date }) => date).sort();
	const statement: ReadStatement = {
		format: 'camt.053',
		account: accountNumber(
			textOf(account, 'Id', 'IBAN') || textOf(account, 'Id', 'Othr', 'Id') || textOf(account, 'Id', 'PrtryAcct', 'Id')
		),
		bank:
			textOf(account, 'Svcr', 'FinInstnId', 'BICFI') ||
			textOf(account, 'Svcr', 'FinInstnId', 'BIC') ||
			textOf(account, 'Svcr', 'FinInstnId', 'ClrSysMmbId', 'MmbId'),
		holder: shortened(textOf(account, 'Ownr', 'Nm') || textOf(account, 'Nm'), 140),
		currency,
		number: shortened(textOf(element, 'ElctrncSeqNb') || textOf(element, 'LglSeqNb') || textOf(element, 'Id'), 60),
		from: from || (dates[0] ?? opening?.date ?? ''),
		to: to || (dates.at(-1) ?? closing?.date ?? ''),
		...(opening && { opening }),
		...(closing && { closing }),
		lines
	};
	return { statement, skipped, pending };
}

function dayOf(element: Element | undefined): string {
	return (element && isoDate(element.text)) || '';
}

function currencyOf(statement: Element, account: Element | undefined, entries: readonly Element[]): string {
	const said = [
		textOf(account, 'Ccy'),
		...findAll(statement, 'Bal', 'Amt').map(({ attributes }) => attributes.Ccy ?? ''),
		...entries.slice(0, 1).map((entry) => find(entry, 'Amt')?.attributes.Ccy ?? '')
	];
	const currency = said.find(isCurrency);
	if (!currency) throw new FileRefused('no-currency', statement.at);
	return currency;
}

/** The first of the kinds that is there: a page in the middle opens with the balance of the page before. */
function balanceOf(statement: Element, currency: string, kinds: readonly string[]): Balance | undefined {
	const all = findAll(statement, 'Bal');
	for (const kind of kinds) {
		const found = all.filter((each) => textOf(each, 'Tp', 'CdOrPrtry', 'Cd') === kind);
		const balance = kind === 'CLBD' ? found.at(-1) : found[0];
		const read = balance && signed(balance, find(balance, 'Amt'), 'CRDT');
		if (!read?.ok || read.currency !== currency) continue;
		return { date: dayOf(find(balance, 'Dt', 'Dt')) || dayOf(find(balance, 'Dt', 'DtTm')), amount: read.value };
	}
	return undefined;
}

type Signed = { ok: true; value: string; currency: string } | { ok: false; why: SkippedLine['why'] };

/**
 * The amount with the sign of its direction; a reversal says the direction it goes in itself.
 * @param unsaid the direction of what says none: some banks leave it out of balances that are theirs to owe
 */
function signed(element: Element, amount: Element | undefined, unsaid = ''): Signed {
	const direction = textOf(element, 'CdtDbtInd') || unsaid;
	if (!amount || (direction !== 'CRDT' && direction !== 'DBIT')) return { ok: false, why: 'shape' };
	const currency = amount.attributes.Ccy ?? '';
	const read = readAmount(currency, amount.text);
	if (!read.ok) return read;
	return { ok: true, currency, value: direction === 'DBIT' ? negated(read.value) : read.value };
}

function linesOf(entry: Element, onlyDay: string | undefined): ReadLine[] | SkippedLine {
	const total = signed(entry, find(entry, 'Amt'));
	const skip = (why: SkippedLine['why'], found: string): SkippedLine => ({ at: entry.at, why, found: shortened(found, 60) });
	if (!total.ok) return skip(total.why, textOf(entry, 'Amt'));
	const value = dateIn(entry, 'ValDt');
	const date = dateIn(entry, 'BookgDt') ?? value ?? onlyDay;
	if (!date) return skip('date', textOf(entry, 'BookgDt', 'Dt') || textOf(entry, 'BookgDt', 'DtTm'));
	const details = [...findAll(entry, 'NtryDtls', 'TxDtls'), ...findAll(entry, 'TxDtls')];
	const bankReference = shortened(textOf(entry, 'AcctSvcrRef'), 140);
	const base = { date, ...(value && value !== date && { valueDate: value }), currency: total.currency };
	const parts = details.length > 1 ? partsOf(entry, details, total) : undefined;
	if (parts)
		return details.map((detail, index) => ({
			...base,
			amount: parts[index]!,
			// One reference for all of them would make one line of them: each has its place behind it.
			bankReference: bankReference ? `${bankReference}/${index + 1}` : shortened(textOf(detail, 'Refs', 'AcctSvcrRef'), 140),
			...saysOf(entry, [detail], parts[index]!, total.currency)
		}));
	const own = bankReference || (details.length === 1 ? shortened(textOf(details[0], 'Refs', 'AcctSvcrRef'), 140) : '');
	return [{ ...base, amount: total.value, bankReference: own, ...saysOf(entry, details, total.value, total.currency) }];
}

function dateIn(entry: Element, name: string): string | undefined {
	return isoDate(textOf(entry, name, 'Dt') || textOf(entry, name, 'DtTm'));
}

/** What each part of a collected booking was; undefined where they are not all there, or do not add up. */
function partsOf(entry: Element, details: readonly Element[], total: { value: string; currency: string }): string[] | undefined {
	const { currency } = total;
	const parts: string[] = [];
	let sum = 0n;
	for (const detail of details) {
		const amounts = [find(detail, 'Amt'), find(detail, 'AmtDtls', 'TxAmt', 'Amt'), find(detail, 'AmtDtls', 'InstdAmt', 'Amt')];
		const amount = amounts.find((each) => each?.attributes.Ccy === currency);
		const direction = textOf(detail, 'CdtDbtInd') || textOf(entry, 'CdtDbtInd');
		const read = amount && readAmount(currency, amount.text);
		if (!read?.ok) return undefined;
		const part = direction === 'DBIT' ? negated(read.value) : read.value;
		const minor = minorOf(currency, part);
		if (minor === undefined) return undefined;
		sum += minor;
		parts.push(part);
	}
	return amountString(money(currency, sum)) === total.value ? parts : undefined;
}

function minorOf(currency: string, text: string): bigint | undefined {
	const read = parseAmount(currency, text);
	return read.ok ? read.value.minor : undefined;
}

function saysOf(
	entry: Element,
	details: readonly Element[],
	amount: string,
	currency: string
): Pick<ReadLine, 'name' | 'counterAccount' | 'text' | 'references'> & Partial<Pick<ReadLine, 'original'>> {
	const sides = amount.startsWith('-') ? ['Cdtr', 'UltmtCdtr'] : ['Dbtr', 'UltmtDbtr'];
	const accounts = amount.startsWith('-') ? 'CdtrAcct' : 'DbtrAcct';
	const first = details[0];
	const names = details.flatMap((detail) => sides.map((side) => partyName(find(detail, 'RltdPties', side)))).filter(Boolean);
	const account = find(first, 'RltdPties', accounts, 'Id');
	const remittance = details.flatMap((detail) => findAll(detail, 'RmtInf', 'Ustrd').map(({ text }) => text));
	const structured = details.flatMap((detail) => findAll(detail, 'RmtInf', 'Strd'));
	const added = structured.flatMap((each) => findAll(each, 'AddtlRmtInf').map(({ text }) => text));
	const says = [...remittance, ...added].filter((text) => isSaid(text) && !FOR_MACHINES.test(text));
	const about = says.length > 0 ? says : [...details.map((detail) => textOf(detail, 'AddtlTxInf')), textOf(entry, 'AddtlNtryInf')];
	const original = details.length === 1 ? originalOf(first!, currency) : undefined;
	return {
		name: shortened(names[0] ?? '', 140),
		counterAccount: accountNumber(textOf(account, 'IBAN') || textOf(account, 'Othr', 'Id')).slice(0, 60),
		text: shortened(about.filter((text) => isSaid(text)).join(' ')),
		references: references(
			...structured.map((each) => textOf(each, 'CdtrRefInf', 'Ref')),
			...structured.flatMap((each) => findAll(each, 'RfrdDocInf').map((document) => textOf(document, 'Nb'))),
			...details.flatMap((detail) => [textOf(detail, 'Refs', 'EndToEndId'), textOf(detail, 'Refs', 'InstrId')])
		),
		...(original && { original })
	};
}

/** What Swiss banks say of a payment slip to programs. */
const FOR_MACHINES = /^\s*\?(REJECT|ERROR)\?/;

function partyName(party: Element | undefined): string {
	return textOf(party, 'Pty', 'Nm') || textOf(party, 'Nm');
}

/** What the payer ordered, where it was another currency than the account's. */
function originalOf(detail: Element, currency: string | undefined): { amount: string; currency: string } | undefined {
	const ordered = find(detail, 'AmtDtls', 'InstdAmt', 'Amt') ?? find(detail, 'AmtDtls', 'TxAmt', 'Amt');
	const own = ordered?.attributes.Ccy;
	if (!ordered || !own || own === currency) return undefined;
	const read = readAmount(own, ordered.text);
	return read.ok ? { amount: read.value, currency: own } : undefined;
}
