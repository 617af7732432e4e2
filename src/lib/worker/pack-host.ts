/**
 * What an accountant is given of a period. [Note: the journal] A pass over documents, payments and costs derives their entries and keeps only where each
 * stands in the journal; the files are written in that order by deriving again, a few records at a time. Loaded when first asked for.
 */
import { accountOf, chartOf, CHARTS, type ChartName } from '../accounting/charts.ts';
import type { LeftOutOfJournal, PackContents, PackMember, PackWish } from '../accounting/api.ts';
import type { Rated } from '../accounting/conversion.ts';
import { datevHeading, datevRows } from '../accounting/datev.ts';
import { documentEntries } from '../accounting/document-entries.ts';
import type { Derived, Entry, JournalName } from '../accounting/entry.ts';
import { expenseEntries } from '../accounting/expense-entries.ts';
import { FEC_HEADING, fecName, fecRows } from '../accounting/fec.ts';
import { OnceEach, safeName } from '../accounting/pack-names.ts';
import { packReadMe } from '../accounting/pack-read-me.ts';
import { paymentEntries } from '../accounting/payment-entries.ts';
import { TAX_HEADING, taxRows, TaxSums } from '../accounting/tax-summary.ts';
import { JOURNAL_HEADING, journalRows, type Booking } from '../accounting/text-files.ts';
import { fiscalYears, type FiscalYear } from '../accounting/years.ts';
import type { Business } from '../business/business.ts';
import { isInvoice, kindOf } from '../documents/kinds.ts';
import { issuedDocument } from '../documents/records.ts';
import type { StatedFact } from '../documents/status.ts';
import { BYTE_ORDER_MARK, csvRow } from '../exchange/csv/cells.ts';
import { encodeAs, type CodePage } from '../exchange/csv/code-pages.ts';
import { bookedExpense, statedOf } from '../expenses/records.ts';
import { expenseStanding } from '../expenses/status.ts';
import { amountString } from '../money/amount.ts';
import type { PaymentFact } from '../payments/payment.ts';
import { recordedPayment } from '../payments/records.ts';
import type { DocumentRow, ExpenseRow, PartyRow, PaymentRow } from '../worker-api.ts';
import type { RecordState } from '../workspace/registry.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { DeviceHost } from './device-host.ts';
import { businessId } from './registry.ts';
import { Refused } from './results.ts';

type SourceType = Entry['source']['type'];
type Watch = (fraction: number) => boolean | Promise<boolean>;
type Take = (part: Uint8Array<ArrayBuffer>, fraction: number) => boolean | Promise<boolean>;
/** Where an entry stands: sorting these sorts the journal. */
type Place = readonly [date: string, journal: number, piece: string, type: SourceType, id: string, index: number];

interface Pack {
	workspace: Workspace;
	wish: PackWish;
	business: Business;
	chart: ChartName;
	booking: Booking;
	years: FiscalYear[];
	places: Place[];
	members: PackMember[];
	leftOut: LeftOutOfJournal[];
	/** Filled in while the journal is written. */
	taxes: TaxSums;
	accounts: Map<string, { name: string; debit: bigint; credit: bigint }>;
}

const JOURNALS: JournalName[] = ['sales', 'purchases', 'bank', 'cash', 'general'];
const AT_ONCE = 200;
const PART = 64 * 1024;
/** Sources whose entries are kept for the next that follows from the same one. */
const KEPT = 500;

export class PackHost {
	readonly #host: DeviceHost;
	#pack: Pack | undefined;

	constructor(host: DeviceHost) {
		this.#host = host;
	}

	async prepare(wish: PackWish, watch: Watch): Promise<PackContents> {
		const { workspace, id } = this.#host.open;
		await workspace.loaded;
		const business = await workspace.live<Business>('business', businessId(id));
		if (!business) throw new Refused({ code: 'not-found' });
		const chart = wish.chart ?? chartOf(business.address.country);
		const numberOf = (party: string) => (workspace.list('party').get(party) as PartyRow | undefined)?.number || party.slice(0, 8);
		const pack: Pack = {
			...{ workspace, wish, business, chart, places: [], members: [], leftOut: [], taxes: new TaxSums(), accounts: new Map() },
			booking: { chart: CHARTS[chart], base: business.currency, numberOf },
			years: fiscalYears(wish.from, wish.to, business.fiscalYearStart)
		};
		this.#pack = undefined;
		await gather(pack, watch);
		this.#pack = pack;
		const count = (kind: PackMember['kind']) => pack.members.filter((member) => member.kind === kind).length;
		return {
			chart,
			texts: wish.what === 'pack' ? [...textFiles(pack).keys()] : [],
			documents: count('document'),
			receipts: count('receipt'),
			entries: pack.places.length,
			leftOut: pack.leftOut
		};
	}

	async text(name: string, take: Take): Promise<void> {
		const pack = this.#prepared;
		const file = textFiles(pack).get(name);
		if (!file) throw new Refused({ code: 'not-found' });
		const encode = file.page ? (text: string) => encodeAs(file.page!, text) : (text: string) => new TextEncoder().encode(text);
		let held = file.page ? '' : file.mark ? BYTE_ORDER_MARK : '';
		for await (const { text, fraction } of file.rows()) {
			held += text;
			if (held.length < PART) continue;
			if (!(await take(encode(held), fraction))) throw new Refused({ code: 'invalid', field: 'pack', detail: 'cancelled' });
			held = '';
		}
		if (!(await take(encode(held), 1))) throw new Refused({ code: 'invalid', field: 'pack', detail: 'cancelled' });
	}

	members(offset: number, limit: number): PackMember[] {
		return this.#prepared.members.slice(offset, offset + limit);
	}

	get #prepared(): Pack {
		const pack = this.#pack;
		if (!pack || pack.workspace !== this.#host.open.workspace) throw new Refused({ code: 'not-found' });
		return pack;
	}
}

/** Where each entry stands, and the files that go with it. */
async function gather(pack: Pack, watch: Watch): Promise<void> {
	const { workspace, wish, places, booking } = pack;
	const lists = [workspace.list('document'), workspace.list('payment'), workspace.list('expense')];
	const total = lists.reduce((sum, { size }) => sum + size, 0);
	const names = new OnceEach();
	let seen = 0;
	for (const [at, type] of (['document', 'payment', 'expense'] as const).entries()) {
		for (const each of lists[at]!.values()) {
			if (++seen % AT_ONCE === 0 && !(await watch(seen / total)))
				throw new Refused({ code: 'invalid', field: 'pack', detail: 'cancelled' });
			const row = each as DocumentRow | PaymentRow | ExpenseRow;
			if (('issued' in row && !row.issued) || ('booked' in row && !row.booked)) continue;
			const on = 'issueDate' in row ? row.issueDate : row.date;
			const inside = on >= wish.from && on <= wish.to;
			if (inside) await addMembers(pack, names, row);
			// In another currency what was paid before can count later.
			if (wish.what === 'documents' || (on > wish.to && row.currency === booking.base)) continue;
			const derived = await derive(pack, type, row.id);
			if ('leftOut' in derived) {
				if (inside) pack.leftOut.push({ type, number: 'number' in row ? row.number : row.reference, why: derived.leftOut });
				continue;
			}
			derived.entries.forEach(({ date, journal, piece }, index) => {
				if (date >= wish.from && date <= wish.to) places.push([date, JOURNALS.indexOf(journal), piece, type, row.id, index]);
			});
		}
	}
	places.sort(inOrder);
}

async function addMembers({ workspace, wish, members }: Pack, names: OnceEach, row: DocumentRow | PaymentRow | ExpenseRow): Promise<void> {
	if ('issued' in row) {
		// The original of what was issued elsewhere is there; of an invoice that was annulled there is no page any more.
		if (row.elsewhere !== undefined || (isInvoice(row.type) && row.status === 'voided')) return;
		const isWanted = wish.what === 'documents' || kindOf(row.type).owes !== 0;
		if (isWanted) members.push({ kind: 'document', id: row.id, name: names.take('documents', safeName(row.number), '.pdf') });
	} else if ('booked' in row && wish.what === 'pack' && row.receipts > 0) {
		const state = await workspace.read(row.id);
		const booked = bookedExpense(state);
		if (!state || !booked) return;
		const stem = safeName([row.date, row.supplierName, row.number].filter(Boolean).join('_'));
		for (const { file, type } of expenseStanding(booked, statedOf(state), '').receipts)
			members.push({ kind: 'receipt', file, name: names.take('receipts', stem, `.${type.slice(type.indexOf('/') + 1)}`) });
	}
}

async function derive({ workspace, booking: { base } }: Pack, type: SourceType, id: string): Promise<Derived> {
	const state = await workspace.read(id);
	if (!state) return { entries: [] };
	const paymentOf = await paymentsOf(workspace, state);
	if (type === 'document') {
		const document = issuedDocument(state);
		return document ? documentEntries(id, document, statedOf(state) as StatedFact[], base, paymentOf) : { entries: [] };
	}
	if (type === 'expense') {
		const booked = bookedExpense(state);
		return booked ? expenseEntries(id, booked, statedOf(state), base, paymentOf) : { entries: [] };
	}
	const payment = recordedPayment(state);
	if (!payment) return { entries: [] };
	const facts = state.facts.map(({ body }) => ({ fact: body as PaymentFact }));
	const first = facts.find(({ fact }) => fact.kind === 'applied')?.fact as { to: string } | undefined;
	const isWithout = payment.currency !== base && !payment.exchangeRate && first;
	const paid = isWithout ? await workspace.read(first.to) : undefined;
	return paymentEntries(id, payment, facts, base, paid && (issuedDocument(paid)?.content ?? bookedExpense(paid)?.expense));
}

/** The payments that its facts name, where their rates can matter. */
async function paymentsOf(workspace: Workspace, state: RecordState): Promise<(id: string) => Rated | undefined> {
	const { exchangeRate } = issuedDocument(state)?.content ?? bookedExpense(state)?.expense ?? {};
	const found = new Map<string, Rated>();
	for (const { body } of exchangeRate ? state.facts : []) {
		const { kind, paymentId } = body as { kind: string; paymentId?: string };
		const payment = kind === 'payment' && paymentId ? recordedPayment(await workspace.read(paymentId)) : undefined;
		if (payment) found.set(paymentId!, payment);
	}
	return (id) => found.get(id);
}

interface TextFile {
	/** UTF-8 where it is absent. */
	page?: CodePage;
	/** Begins with the mark that tells spreadsheets it is UTF-8. */
	mark?: boolean;
	rows(): AsyncGenerator<{ text: string; fraction: number }>;
}

function textFiles(pack: Pack): Map<string, TextFile> {
	const { booking, chart, business, years, wish } = pack;
	const files = new Map<string, TextFile>();
	files.set('journal.csv', {
		mark: true,
		rows() {
			pack.taxes = new TaxSums();
			pack.accounts.clear();
			return written(pack, wish, csvRow(JOURNAL_HEADING), (entry, index) => {
				note(pack, entry);
				return journalRows(entry, index, booking);
			});
		}
	});
	files.set('accounts.csv', { mark: true, rows: () => once(accountsText(pack)) });
	files.set('tax-summary.csv', { mark: true, rows: () => once(csvRow(TAX_HEADING) + taxRows(pack.taxes.rows, booking.base)) });
	for (const year of years) {
		if (chart === 'pcg') {
			const siren = business.taxIds.find(({ kind, value }) => (kind === 'siren' || kind === 'siret') && value)?.value ?? '';
			const name = fecName(siren, year.closing) ?? `SIREN-missing-FEC${year.closing.replaceAll('-', '')}.txt`;
			files.set(name, {
				page: 'iso-8859-15',
				rows: () => written(pack, year, FEC_HEADING, (entry, index) => fecRows(entry, index, booking))
			});
		} else if (chart === 'skr03') {
			const head = { made: new Date().toISOString(), base: booking.base, yearStart: year.start, from: year.from, to: year.to };
			const heading = datevHeading({ ...head, consultant: wish.datev?.consultant ?? 1001, client: wish.datev?.client ?? 1 });
			files.set(`EXTF_Buchungsstapel_${year.from}_${year.to}.csv`, {
				page: 'windows-1252',
				rows: () => written(pack, year, heading, (entry, index) => datevRows(entry, index, booking))
			});
		}
	}
	files.set('README.txt', { rows: () => once(packReadMe({ ...pack, ...wish, name: business.name, entries: pack.places.length })) });
	return files;
}

async function* once(text: string) {
	yield { text, fraction: 1 };
}

/** The entries between two days, in their order, numbered from 1. */
async function* written(
	pack: Pack,
	{ from, to }: { from: string; to: string },
	heading: string,
	rows: (entry: Entry, index: number) => string
): AsyncGenerator<{ text: string; fraction: number }> {
	const { places } = pack;
	const kept = new Map<string, Entry[]>();
	yield { text: heading, fraction: 0 };
	let number = 0;
	for (const [at, [date, , , type, id, index]] of places.entries()) {
		if (date < from || date > to) continue;
		let entries = kept.get(id);
		if (!entries) {
			const derived = await derive(pack, type, id);
			entries = 'entries' in derived ? derived.entries : [];
			kept.set(id, entries);
			if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
		}
		const entry = entries[index];
		// What happened meanwhile may have changed it.
		if (entry) yield { text: rows(entry, ++number), fraction: (at + 1) / places.length };
	}
}

function note({ taxes, accounts, booking: { chart } }: Pack, entry: Entry): void {
	taxes.add(entry);
	for (const line of entry.lines) {
		const { number, name } = accountOf(chart, line);
		const known = accounts.get(number) ?? { name, debit: 0n, credit: 0n };
		if (line.amount > 0n) known.debit += line.amount;
		else known.credit -= line.amount;
		accounts.set(number, known);
	}
}

function accountsText({ accounts, booking: { base } }: Pack): string {
	const text = (minor: bigint) => amountString({ currency: base, minor });
	const rows = [...accounts].sort(([a], [b]) => (a < b ? -1 : 1));
	return (
		csvRow(['account', 'account_name', 'debit', 'credit', 'balance', 'currency']) +
		rows.map(([number, { name, debit, credit }]) => csvRow([number, name, text(debit), text(credit), text(debit - credit), base])).join('')
	);
}

function inOrder(a: Place, b: Place): number {
	for (let at = 0; at < a.length; at++) {
		if (a[at]! < b[at]!) return -1;
		if (a[at]! > b[at]!) return 1;
	}
	return 0;
}
