/** Exchange rates, as a screen asks for them. */
import { hash16 } from '../crypto/derive.ts';
import type { ExchangeResult, KnownRates, RateSheetRow, RatesRead } from '../rates/api.ts';
import { differencesOf, type Rated, type SettledShare, type ShareDifference } from '../rates/difference.ts';
import { RateFileError, readRateFile } from '../rates/rate-file.ts';
import { OLDEST_DAYS, rateOn, sheetsOf, type FoundRate, type RateSheet } from '../rates/sheet.ts';
import { addDays, isDate } from '../documents/dates.ts';
import type { DocumentFact } from '../documents/document.ts';
import { issuedDocument } from '../documents/records.ts';
import { standing, type StatedFact } from '../documents/status.ts';
import { bookedExpense } from '../expenses/records.ts';
import type { PaymentFact } from '../payments/payment.ts';
import { recordedPayment } from '../payments/records.ts';
import { toHex } from '../workspace/bytes.ts';
import { encodeJson } from '../workspace/json.ts';
import type { Search } from '../workspace/lists/select.ts';
import type { RecordState } from '../workspace/registry.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { Refused } from './results.ts';

export class RatesCommands {
	readonly #workspace: Workspace;

	constructor(workspace: Workspace) {
		this.#workspace = workspace;
	}

	async read(file: Blob): Promise<RatesRead> {
		const { source, base, days } = await read(file);
		const sheets = sheetsOf(source, base, days);
		const kept = sheets.flatMap((sheet) => sheet.days);
		let added = 0;
		await this.#workspace.save(async (transaction) => {
			added = 0;
			for (const sheet of sheets) {
				const id = sheetId(sheet);
				const before = await transaction.read(id);
				if (before?.live && !before.removed) continue;
				await transaction.putLive('rates', id, sheet);
				added++;
			}
		});
		const currencies = new Set(kept.flatMap(({ rates }) => Object.keys(rates))).size;
		return { days: kept.length, currencies, from: kept[0]!.date, to: kept.at(-1)!.date, added };
	}

	async known(): Promise<KnownRates> {
		const sheets = (await this.#rows({})).sort((a, b) => (a.to < b.to ? 1 : a.to > b.to ? -1 : a.id < b.id ? -1 : 1));
		const first = sheets[0] && (await this.#workspace.live<RateSheet>('rates', sheets[0].id));
		const day = first?.days.at(-1);
		return { sheets, ...(first && day && { newest: { ...day, source: first.source, base: first.base } }) };
	}

	async find(currency: string, baseCurrency: string, date: string): Promise<FoundRate | undefined> {
		if (!isDate(date) || currency === baseCurrency) return undefined;
		const rows = await this.#rows({ from: { to: date }, to: { from: addDays(date, -OLDEST_DAYS) } });
		const sheets = await Promise.all(rows.map(({ id }) => this.#workspace.live<RateSheet>('rates', id)));
		return rateOn(
			sheets.filter((sheet) => sheet !== undefined),
			currency,
			baseCurrency,
			date
		);
	}

	async result(id: string): Promise<ExchangeResult | undefined> {
		const state = await this.#workspace.read(id);
		const payment = recordedPayment(state);
		const rated = payment ?? ratedOf(state);
		if (!state || !rated?.baseCurrency || rated.baseCurrency === rated.currency) return undefined;
		const { currency, baseCurrency } = rated;
		const documents = payment ? paidBy(state) : [id];
		const shares: ShareDifference[] = [];
		for (const each of documents) shares.push(...(await this.#differences(await this.#workspace.read(each))));
		return { currency, baseCurrency, shares: payment ? shares.filter(({ paymentId }) => paymentId === id) : shares };
	}

	async #differences(state: RecordState | undefined): Promise<ShareDifference[]> {
		const rated = ratedOf(state);
		if (!state || !rated) return [];
		const facts = state.facts.map(({ opId, body }): StatedFact => ({ id: opId, fact: body as DocumentFact }));
		const shares = standing(facts).flatMap(({ fact }) => settledBy(fact));
		const payments = new Map<string, Rated | undefined>();
		for (const { paymentId } of shares) if (paymentId) payments.set(paymentId, recordedPayment(await this.#workspace.read(paymentId)));
		return differencesOf(rated, shares, (payment) => payments.get(payment), bookedExpense(state) ? -1 : 1);
	}

	async #rows(filters: Search['filters'] & object): Promise<RateSheetRow[]> {
		return ((await this.#workspace.select('rates', { filters }, ''))?.rows(undefined) ?? []) as unknown as RateSheetRow[];
	}
}

function ratedOf(state: RecordState | undefined): Rated | undefined {
	return bookedExpense(state)?.expense ?? (state && issuedDocument(state)?.content);
}

/** Ids of what a payment went to, each once. */
function paidBy({ facts }: RecordState): string[] {
	const to = facts.map(({ body }) => body as PaymentFact).flatMap((fact) => (fact.kind === 'applied' ? [fact.to] : []));
	return [...new Set(to)];
}

function settledBy(fact: DocumentFact): SettledShare[] {
	if (fact.kind === 'payment') return [{ paymentId: fact.paymentId, date: fact.date, amount: fact.amount }];
	return fact.kind === 'credited' || fact.kind === 'written-off' ? [{ date: fact.date, amount: fact.amount }] : [];
}

/** Follows from what it holds: the same file read on two devices makes one record. */
function sheetId(sheet: RateSheet): string {
	return toHex(hash16('wb1/rates', encodeJson(sheet)));
}

async function read(file: Blob) {
	try {
		return await readRateFile(file);
	} catch (cause) {
		if (cause instanceof RateFileError)
			throw new Refused({ code: 'invalid', field: cause.line === undefined ? 'rates' : `rates.${cause.line}`, detail: cause.problem });
		throw cause;
	}
}
