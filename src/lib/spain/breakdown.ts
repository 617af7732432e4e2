/**
 * The taxes of a document as Desglose (Orden HAC/1177/2024, annex; AEAT, validaciones 1.2.2, 15). What a tax is follows from its category, its name and the
 * article that its reason names; a surcharge (recargo de equivalencia) goes with the IVA it stands beside.
 */
import type { TaxTotal } from '../documents/document.ts';
import { divideRounded, parseDecimal, RATE_LIMITS, shortDecimalString } from '../money/decimal.ts';
import type { Detail, Refusal } from './record.ts';
import { euros } from './text.ts';

/** IVA now, and in the months in which there were others. */
const RATES: ReadonlySet<string> = new Set(['0', '2', '4', '5', '7.5', '10', '21']);
/** By rate of surcharge, the rate of IVA it belongs to (validaciones, 15.3). */
const SURCHARGED: Readonly<Record<string, readonly string[]>> = {
	'5.2': ['21'],
	'1.75': ['21'],
	'1.4': ['10'],
	'1': ['7.5'],
	'0.62': ['5'],
	'0.5': ['4', '5'],
	'0.26': ['2'],
	'0': ['0']
};
/** DesgloseType. */
const MOST = 12;
/** ClaveRegimen: general, exports, small businesses of the Canary Islands (L8B). */
const GENERAL = '01';
const EXPORT = '02';
const SMALL = '18';

/** A line of it, in cents of euro. */
export interface Row {
	tax: Detail['tax'];
	regime: string;
	operation: Detail['operation'];
	rate: string;
	base: bigint;
	quota: bigint;
	surcharge?: { rate: string; base: bigint; quota: bigint };
}

/** What the breakdown needs to know beside the taxes. */
export interface Supply {
	taxes: readonly TaxTotal[];
	/** The client is in Spain: what is outside the tax is so by art. 7, else by the rules of place. */
	atHome: boolean;
}

/** @returns details in cents of euro, or what stands against it */
export function breakdown({ taxes, atHome }: Supply): { rows: Row[] } | { refusal: Refusal } {
	const rows: Row[] = [];
	const surcharges: TaxTotal[] = [];
	for (const each of taxes) {
		if (each.compound) return refused('tax', each.name);
		if (isSurcharge(each)) {
			surcharges.push(each);
			continue;
		}
		const tax = taxOf(each);
		const operation = operationOf(each, tax, atHome);
		const rate = rateOf(each.rate);
		if (operation === 'S1' && (tax === '01' ? !RATES.has(rate) : !/^\d{1,3}(\.\d{1,2})?$/.test(rate)))
			return refused('rate', `${each.name} ${each.rate}`);
		const regime = operation === 'E2' || operation === 'E3' ? EXPORT : isSmall(each) ? SMALL : GENERAL;
		const same = rows.find((row) => row.tax === tax && row.operation === operation && row.rate === rate && row.regime === regime);
		if (same) {
			same.base += each.taxable;
			same.quota += each.tax;
		} else rows.push({ tax, regime, operation, rate, base: each.taxable, quota: each.tax });
	}
	for (const each of surcharges) {
		const rate = rateOf(each.rate);
		const at = rows.findIndex((row) => carries(row, rate, each.taxable));
		if (at === -1) return refused('rate', `${each.name} ${each.rate}`);
		rows.splice(at, 1, ...split(rows[at]!, { rate, base: each.taxable, quota: each.tax }));
	}
	if (rows.length === 0) return refused('no-tax');
	return rows.length > MOST ? refused('too-many') : { rows };
}

/** @param sign -1 for what is taken back */
export function detailOf(row: Row, sign: bigint): Detail {
	const { tax, regime, operation, rate, base, quota, surcharge } = row;
	return {
		tax,
		regime,
		operation,
		...(operation.startsWith('S') && { rate }),
		base: euros(sign * base),
		...(operation.startsWith('S') && { quota: euros(sign * quota) }),
		...(surcharge && { surcharge: { rate: surcharge.rate, quota: euros(sign * surcharge.quota) } })
	};
}

export function sumsOf(rows: readonly Row[]): { quota: bigint; total: bigint } {
	let [quota, base] = [0n, 0n];
	for (const row of rows) {
		quota += row.quota + (row.surcharge?.quota ?? 0n);
		base += row.base;
	}
	return { quota, total: base + quota };
}

/** The IVA that a surcharge of that rate stands beside: as much of it, or more. */
function carries(row: Row, rate: string, base: bigint): boolean {
	if (row.tax !== '01' || row.operation !== 'S1' || row.surcharge || !SURCHARGED[rate]?.includes(row.rate)) return false;
	return row.base < 0n ? base >= row.base && base <= 0n : base <= row.base;
}

/** Only some of what is taxed so may carry the surcharge: two rows then, which have the same sums. */
function split(row: Row, surcharge: NonNullable<Row['surcharge']>): Row[] {
	if (surcharge.base === row.base) return [{ ...row, surcharge }];
	const rest = row.base - surcharge.base;
	const quota = divideRounded(row.quota * rest, row.base);
	return [
		{ ...row, base: surcharge.base, quota: row.quota - quota, surcharge },
		{ ...row, base: rest, quota }
	];
}

function isSurcharge({ name, category }: TaxTotal): boolean {
	return category === 'S' && /\brecargo\b|^\s*R\.?\s?E\.?(\s|\d|$)/i.test(name);
}

function taxOf({ category, name, exemptionReason = '' }: TaxTotal): Detail['tax'] {
	if (category === 'L' || /\bIGIC\b/i.test(`${name} ${exemptionReason}`)) return '03';
	if (category === 'M' || /\bIPSI\b/i.test(`${name} ${exemptionReason}`)) return '02';
	return '01';
}

function isSmall({ category, exemptionReason = '' }: TaxTotal): boolean {
	return category === 'E' && /\bREPEP\b|peque[ñn]o empresario/i.test(exemptionReason);
}

function operationOf(row: TaxTotal, tax: Detail['tax'], atHome: boolean): Detail['operation'] {
	switch (row.category) {
		case 'AE':
			return 'S2';
		case 'G':
			return 'E2';
		case 'K':
			return 'E5';
		case 'O':
			return outside(row.exemptionReason ?? '', atHome);
		case 'E':
			return tax === '01' ? exemption(row) : exemptionElsewhere(row.exemptionReason ?? '', tax);
		default:
			return 'S1';
	}
}

/** Art. 7 and 14 of Ley 37/1992 against 68 to 70, its rules of place; where the reason names none, by where the client is. */
function outside(reason: string, atHome: boolean): 'N1' | 'N2' {
	const article = articleOf(reason);
	if (article === 7 || article === 9 || article === 14) return 'N1';
	if ((article !== undefined && article >= 68 && article <= 74) || /localizaci[oó]n/i.test(reason)) return 'N2';
	return atHome ? 'N1' : 'N2';
}

/** Ley 37/1992; the VATEX code tells where the reason names no article. */
function exemption({ exemptionReason = '', exemptionCode = '' }: TaxTotal): Detail['operation'] {
	const article = articleOf(exemptionReason);
	if (article === 20 || (article === undefined && /^VATEX-EU-(132|135)\b/.test(exemptionCode))) return 'E1';
	if (article === 21 || (article === undefined && /^VATEX-EU-(G|146)\b/.test(exemptionCode))) return 'E2';
	if (article === 22) return 'E3';
	if (article === 23 || article === 24) return 'E4';
	return article === 25 ? 'E5' : 'E6';
}

/** IGIC: inner exemptions (E1) but for art. 25 and 47 of Ley 19/1994. IPSI: art. 7 (E1) or another. (Validaciones, 5.2.2 and 5.2.3.) */
function exemptionElsewhere(reason: string, tax: Detail['tax']): Detail['operation'] {
	const article = articleOf(reason);
	if (tax === '02') return article === undefined || article === 7 ? 'E1' : 'E6';
	if (article === 25) return 'E5';
	return article === 47 ? 'E6' : 'E1';
}

function articleOf(reason: string): number | undefined {
	const found = /\bart(?:[íi]culo)?s?\b\.?\s*(\d{1,3})/i.exec(reason)?.[1];
	return found === undefined ? undefined : Number(found);
}

/** "21.0" as "21"; rates here have two places at most. */
function rateOf(rate: string): string {
	const read = parseDecimal(rate.trim() || '0', RATE_LIMITS);
	return read.ok ? shortDecimalString(read.value) : rate;
}

function refused(problem: Refusal['problem'], value?: string): { refusal: Refusal } {
	return { refusal: { problem, field: 'lines', ...(value && { value }) } };
}
