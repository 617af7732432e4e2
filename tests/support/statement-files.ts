/** Statements of banks as files, in the ways banks write them: for tests that read them. */
import type { CsvLayout } from '../../src/lib/bank/formats/csv-layout.ts';

export interface Booking {
	/** Calendar date. */
	date: string;
	/** Decimal string with all decimals, below zero what went out. */
	amount: string;
	reference: string;
	endToEnd: string;
	name: string;
	account: string;
	text: string;
}
export interface Account {
	iban: string;
	bic: string;
	currency: string;
	decimals: number;
	opening: string;
	bookings: readonly Booking[];
}

/** Sum of decimal strings with that many decimals. */
export function sumOf(decimals: number, amounts: readonly string[]): string {
	const minor = amounts.reduce((sum, amount) => sum + BigInt(amount.replace('.', '')), 0n);
	const digits = String(minor < 0n ? -minor : minor).padStart(decimals + 1, '0');
	const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
	return minor < 0n ? `-${text}` : text;
}

export function closingOf({ decimals, opening, bookings }: Account): string {
	return sumOf(decimals, [opening, ...bookings.map(({ amount }) => amount)]);
}

const unsigned = (amount: string) => amount.replace('-', '');
const escaped = (text: string) =>
	text.replace(/[&<>"']/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' })[sign]!);
const compact = (date: string) => date.replaceAll('-', '');

export interface CamtStyle {
	/** 2 to 13. */
	version: number;
	/** Of the elements: "", "ns2:". */
	prefix?: string;
	newline?: string;
	/** The date with a time and a zone. */
	times?: boolean;
	cdata?: boolean;
	comment?: boolean;
	/** As the head of the file says. */
	encoding?: string;
	/** All of an account are one booking, with its parts below it. */
	collected?: boolean;
	/** Charges beside each, and what was ordered in another currency. */
	extras?: boolean;
	/** What comes in is the reversal of what went out. */
	reversals?: boolean;
}

/** Statements of one account, or of several one after the other. */
export function camtFile(accounts: Account | readonly Account[], style: CamtStyle): string {
	const all = 'iban' in accounts ? [accounts] : accounts;
	const { version, prefix = '', newline = '\n', encoding = 'UTF-8' } = style;
	const tag = (name: string, content: string, attributes = '') => `<${prefix}${name}${attributes}>${content}</${prefix}${name}>${newline}`;
	const space = `urn:iso:std:iso:20022:tech:xsd:camt.053.001.${String(version).padStart(2, '0')}`;
	const xmlns = prefix ? ` xmlns:${prefix.slice(0, -1)}="${space}"` : ` xmlns="${space}"`;
	const statements = all.map((account) => tag('Stmt', camtStatement(account, style, tag)));
	const body = tag('BkToCstmrStmt', tag('GrpHdr', tag('MsgId', 'M1')) + statements.join(''));
	return `<?xml version="1.0" encoding="${encoding}"?>${newline}${tag('Document', body, xmlns)}`;
}

function camtStatement(account: Account, style: CamtStyle, tag: (name: string, content: string, attributes?: string) => string): string {
	const { version, times = false, cdata = false, comment = false, collected, extras, reversals } = style;
	const text = (content: string) => (cdata ? `<![CDATA[${content}]]>` : escaped(content));
	const date = (day: string) => (times ? tag('DtTm', `${day}T23:30:00+02:00`) : tag('Dt', day));
	const direction = (amount: string) => tag('CdtDbtInd', amount.startsWith('-') ? 'DBIT' : 'CRDT');
	const money = (amount: string) => tag('Amt', unsigned(amount), ` Ccy="${account.currency}"`);
	const balance = (code: string, amount: string) =>
		tag('Bal', tag('Tp', tag('CdOrPrtry', tag('Cd', code))) + money(amount) + direction(amount) + tag('Dt', tag('Dt', '2026-01-01')));
	const party = (name: string) => (version >= 8 ? tag('Pty', tag('Nm', text(name))) : tag('Nm', text(name)));
	const details = ({ amount, endToEnd, name, account: other, text: remittance }: Booking) => {
		const side = amount.startsWith('-') ? 'Cdtr' : 'Dbtr';
		return tag(
			'TxDtls',
			tag('Refs', tag('EndToEndId', text(endToEnd || 'NOTPROVIDED'))) +
				(collected ? money(amount) + direction(amount) : '') +
				(extras ? tag('AmtDtls', tag('InstdAmt', tag('Amt', '12.5', ' Ccy="USD"')) + tag('TxAmt', money(amount))) : '') +
				(extras ? tag('Chrgs', tag('Rcrd', tag('Amt', '1.25', ` Ccy="${account.currency}"`) + tag('CdtDbtInd', 'DBIT'))) : '') +
				tag('RltdPties', tag(side, party(name)) + tag(`${side}Acct`, tag('Id', tag('IBAN', other)))) +
				tag('RmtInf', tag('Ustrd', text(remittance)))
		);
	};
	const entry = (bookings: readonly Booking[]) => {
		const { date: day, reference } = bookings[0]!;
		const amount = sumOf(
			account.decimals,
			bookings.map((booking) => booking.amount)
		);
		return tag(
			'Ntry',
			(comment ? '<!-- an entry -->' : '') +
				money(amount) +
				direction(amount) +
				(reversals && !amount.startsWith('-') ? tag('RvslInd', 'true') : '') +
				tag('Sts', version >= 8 ? tag('Cd', 'BOOK') : 'BOOK') +
				tag('BookgDt', date(day)) +
				tag('ValDt', tag('Dt', day)) +
				tag('AcctSvcrRef', text(reference)) +
				tag('NtryDtls', bookings.map(details).join(''))
		);
	};
	return (
		tag('Id', 'S1') +
		tag(
			'Acct',
			tag('Id', tag('IBAN', account.iban)) +
				tag('Ccy', account.currency) +
				tag('Svcr', tag('FinInstnId', tag(version >= 4 ? 'BICFI' : 'BIC', account.bic)))
		) +
		balance('OPBD', account.opening) +
		balance('CLBD', closingOf(account)) +
		(collected ? entry(account.bookings) : account.bookings.map((booking) => entry([booking])).join(''))
	);
}

export interface OfxStyle {
	/** 1 is SGML, 2 XML. */
	version: 1 | 2;
	/** Leaves of version 1 with their end tags. */
	endTags?: boolean;
	newline?: string;
	/** "20260105120000.000[-5:EST]" */
	times?: boolean;
	/** Decimals behind a comma. */
	comma?: boolean;
	lowerCase?: boolean;
	/** As the head of the file says. */
	charset?: string;
}

/** Statements of one account, or of several one after the other. */
export function ofxFile(accounts: Account | readonly Account[], style: OfxStyle): string {
	const all = 'iban' in accounts ? [accounts] : accounts;
	const { version, endTags, newline = '\n', times, comma, lowerCase, charset = 'UTF-8' } = style;
	const name = (tag: string) => (lowerCase ? tag.toLowerCase() : tag);
	const leaf = (tag: string, value: string) =>
		`<${name(tag)}>${escaped(value)}${version === 2 || endTags ? `</${name(tag)}>` : ''}${newline}`;
	const group = (tag: string, content: string) => `<${name(tag)}>${newline}${content}</${name(tag)}>${newline}`;
	const amount = (value: string) => (comma ? value.replace('.', ',') : value);
	const date = (day: string) => compact(day) + (times ? '235959.000[-5:EST]' : '');
	const transaction = (booking: Booking) =>
		group(
			'STMTTRN',
			leaf('TRNTYPE', booking.amount.startsWith('-') ? 'DEBIT' : 'CREDIT') +
				leaf('DTPOSTED', date(booking.date)) +
				leaf('TRNAMT', amount(booking.amount)) +
				leaf('FITID', booking.reference) +
				(booking.endToEnd ? leaf('REFNUM', booking.endToEnd) : '') +
				leaf('NAME', booking.name) +
				group('BANKACCTTO', leaf('BANKID', '1') + leaf('ACCTID', booking.account) + leaf('ACCTTYPE', 'CHECKING')) +
				leaf('MEMO', booking.text)
		);
	const statement = (account: Account) =>
		leaf('CURDEF', account.currency) +
		group('BANKACCTFROM', leaf('BANKID', account.bic) + leaf('ACCTID', account.iban) + leaf('ACCTTYPE', 'CHECKING')) +
		group('BANKTRANLIST', leaf('DTSTART', '20260101') + leaf('DTEND', '20261231') + account.bookings.map(transaction).join('')) +
		group('LEDGERBAL', leaf('BALAMT', amount(closingOf(account))) + leaf('DTASOF', '20261231'));
	const status = group('STATUS', leaf('CODE', '0') + leaf('SEVERITY', 'INFO'));
	const responses = all.map((account) => group('STMTTRNRS', leaf('TRNUID', '1') + status + group('STMTRS', statement(account))));
	const body = group('OFX', group('BANKMSGSRSV1', responses.join('')));
	if (version === 2)
		return `<?xml version="1.0" encoding="${charset}"?>${newline}<?OFX OFXHEADER="200" VERSION="220" SECURITY="NONE"?>${newline}${body}`;
	const encoding = charset === 'UTF-8' ? ['ENCODING:UTF-8', 'CHARSET:NONE'] : ['ENCODING:USASCII', `CHARSET:${charset}`];
	const head = ['OFXHEADER:100', 'DATA:OFXSGML', 'VERSION:102', 'SECURITY:NONE', ...encoding, 'COMPRESSION:NONE'];
	return [...head, '', body].join(newline);
}

export interface Mt940Style {
	/** How field 86 is filled. */
	details: 'sepa' | 'numbered' | 'slashes';
	/** Between the numbers of details; "?" of most banks. */
	mark?: string;
	newline?: string;
	/** In the blocks of a SWIFT message. */
	blocks?: boolean;
	/** Pages the statement is parted into. */
	pages?: number;
	entryDates?: boolean;
	/** The letter of the currency behind the direction. */
	letter?: boolean;
}

export function mt940File(account: Account, style: Mt940Style): string {
	const { details, mark = '?', newline = '\r\n', blocks = false, pages = 1, entryDates = true, letter = false } = style;
	const day = (date: string) => compact(date).slice(2);
	const digits = (amount: string) => (amount.includes('.') ? unsigned(amount).replace('.', ',') : `${unsigned(amount)},`);
	const balance = (tag: string, amount: string) =>
		`:${tag}:${amount.startsWith('-') ? 'D' : 'C'}260101${account.currency}${digits(amount)}`;
	const wrapped = (text: string, width: number) => text.match(new RegExp(`[^]{1,${width}}`, 'g')) ?? [];
	const describe = ({ name, account: other, text, endToEnd }: Booking) => {
		if (details === 'slashes')
			return wrapped(`/TRTP/SEPA/IBAN/${other}/BIC/X/NAME/${name}/REMI/USTD//${text}/EREF/${endToEnd || 'NOTPROVIDED'}/`, 65).join(newline);
		const said = details === 'sepa' ? `${endToEnd ? `EREF+${endToEnd}` : ''}SVWZ+${text}` : text;
		const numbers = ['20', '21', '22', '23', '24', '25', '26', '27', '28', '29', '60', '61', '62', '63'];
		const parts = wrapped(said, 27).map((part, index) => `${mark}${numbers[index]}${part}`);
		const names = wrapped(name, 27).map((part, index) => `${mark}${32 + index}${part}`);
		return wrapped(`166${mark}00GUTSCHRIFT${mark}10931${parts.join('')}${mark}30BANK${mark}31${other}${names.join('')}`, 65).join(newline);
	};
	const entry = (booking: Booking) => {
		const direction = `${booking.amount.startsWith('-') ? 'D' : 'C'}${letter ? account.currency.at(-1) : ''}`;
		const dates = day(booking.date) + (entryDates ? compact(booking.date).slice(4) : '');
		return `:61:${dates}${direction}${digits(booking.amount)}NTRFNONREF//${booking.reference}${newline}:86:${describe(booking)}`;
	};
	const size = Math.max(1, Math.ceil(account.bookings.length / pages));
	let running = account.opening;
	const messages = Array.from({ length: pages }, (_, page) => {
		const part = account.bookings.slice(page * size, (page + 1) * size);
		const open = balance(page === 0 ? '60F' : '60M', running);
		running = sumOf(account.decimals, [running, ...part.map(({ amount }) => amount)]);
		const close = balance(page === pages - 1 ? '62F' : '62M', running);
		const lines = [':20:STARTUMS', `:25:${account.bic}/${account.iban}`, `:28C:1/${page + 1}`, open, ...part.map(entry), close];
		return blocks ? `{1:F01XXXX}{2:I940XXXX}{4:${newline}${lines.join(newline)}${newline}-}` : `${lines.join(newline)}${newline}-`;
	});
	return messages.join(newline) + newline;
}

export interface CsvStyle {
	delimiter: CsvLayout['delimiter'];
	decimal: '.' | ',';
	/** Between thousands; empty for none. */
	group: string;
	dates: (date: string) => string;
	amounts: 'signed' | 'two-columns' | 'direction' | 'trailing-minus' | 'brackets';
	heading: readonly [
		date: string,
		amount: string,
		debit: string,
		credit: string,
		sign: string,
		name: string,
		text: string,
		reference: string
	];
	/** Lines above the heading. */
	preamble?: readonly string[];
	newline?: string;
	quoteAll?: boolean;
	/** Behind each amount. */
	unit?: string;
}

export function csvFile({ bookings }: Account, style: CsvStyle): string {
	const { delimiter, newline = '\n', quoteAll, heading, preamble = [], unit = '' } = style;
	const [date, amount, debit, credit, sign, name, text, reference] = heading;
	const cell = (value: string) =>
		quoteAll || /["\n\r]/.test(value) || value.includes(delimiter) ? `"${value.replaceAll('"', '""')}"` : value;
	const figure = (value: string) => {
		const [whole = '', places] = unsigned(value).split('.');
		return whole.replace(/\B(?=(\d{3})+$)/g, style.group) + (places === undefined ? '' : style.decimal + places) + unit;
	};
	const figures = (value: string): string[] => {
		const isOut = value.startsWith('-');
		switch (style.amounts) {
			case 'signed':
				return [(isOut ? '-' : '') + figure(value)];
			case 'trailing-minus':
				return [figure(value) + (isOut ? '-' : '')];
			case 'brackets':
				return [isOut ? `(${figure(value)})` : figure(value)];
			case 'two-columns':
				return isOut ? [figure(value), ''] : ['', figure(value)];
			case 'direction':
				return [figure(value), isOut ? 'DR' : 'CR'];
		}
	};
	const amountHeads = style.amounts === 'two-columns' ? [debit, credit] : style.amounts === 'direction' ? [amount, sign] : [amount];
	const rows = bookings.map((booking) => [
		style.dates(booking.date),
		...figures(booking.amount),
		booking.name,
		booking.text,
		booking.reference
	]);
	const all = [[date, ...amountHeads, name, text, reference], ...rows].map((cells) => cells.map(cell).join(delimiter));
	return [...preamble, ...all].join(newline) + newline;
}
