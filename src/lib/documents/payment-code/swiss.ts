/**
 * The Swiss QR-bill: SIX, Swiss Implementation Guidelines QR-bill 2.3, 31 elements each on a line. Addresses are of type S alone, as since 22 November 2025.
 */
import type { Address } from '../../business/business.ts';
import { plainAmount } from './amount.ts';
import { cut, inSwissCharacters } from './characters.ts';
import { isIban } from './check-digits.ts';
import { creditorReference, qrReference } from './references.ts';

export interface SwissParty {
	name: string;
	street: string;
	building: string;
	postcode: string;
	town: string;
	country: string;
}

/** What code and paper both say. */
export interface SwissBill {
	iban: string;
	creditor: SwissParty;
	/** Absent where the address of the payer is incomplete: a field is left to be filled in by hand. */
	debtor?: SwissParty;
	/** Rappen; absent: filled in by hand. */
	amount?: bigint;
	currency: 'CHF' | 'EUR';
	referenceType: 'QRR' | 'SCOR' | 'NON';
	reference: string;
	message: string;
}

interface SwissRequest {
	iban: string;
	creditor: { name: string; address: Address };
	debtor?: { name: string; address: Address } | undefined;
	amount?: bigint | undefined;
	currency: 'CHF' | 'EUR';
	number: string;
}

const MOST_RAPPEN = 99_999_999_999n;

/** Its institution has a number from 30000 to 31999: such an account takes payments with a QR reference alone. */
export function isQrIban(iban: string): boolean {
	const institution = Number(iban.slice(4, 9));
	return /^(CH|LI)/.test(iban) && institution >= 30_000 && institution <= 31_999;
}

/** Undefined where the bill cannot be expressed: another country's IBAN, an address without post code or town, an amount out of bounds. */
export function swissBill({ iban, creditor, debtor, amount, currency, number }: SwissRequest): SwissBill | undefined {
	const from = swissParty(creditor.name, creditor.address);
	if (!isIban(iban) || !/^(CH|LI)/.test(iban) || !from) return undefined;
	if (amount !== undefined && (amount < 1n || amount > MOST_RAPPEN)) return undefined;
	const reference = isQrIban(iban) ? qrReference(number) : creditorReference(number);
	if (isQrIban(iban) && !reference) return undefined;
	const to = debtor && swissParty(debtor.name, debtor.address);
	return {
		iban,
		creditor: from,
		...(to && { debtor: to }),
		...(amount !== undefined && { amount }),
		currency,
		referenceType: reference ? (isQrIban(iban) ? 'QRR' : 'SCOR') : 'NON',
		reference: reference ?? '',
		message: cut(inSwissCharacters(number), 140)
	};
}

export function swissPayload(bill: SwissBill): string {
	const { iban, creditor, debtor, amount, currency, referenceType, reference, message } = bill;
	return [
		'SPC',
		'0200',
		'1',
		iban,
		...partyLines(creditor),
		// The last creditor is kept for later use.
		...partyLines(undefined),
		amount === undefined ? '' : plainAmount(amount),
		currency,
		...partyLines(debtor),
		referenceType,
		reference,
		message,
		'EPD'
	].join('\n');
}

function partyLines(party: SwissParty | undefined): string[] {
	if (!party) return Array.from({ length: 7 }, () => '');
	return ['S', party.name, party.street, party.building, party.postcode, party.town, party.country];
}

function swissParty(name: string, { line1, city, postcode, country }: Address): SwissParty | undefined {
	const clean = (text: string, length: number) => cut(inSwissCharacters(text), length);
	const { street, building } = parted(clean(line1, 87));
	const party = {
		name: clean(name, 70),
		street: cut(street, 70),
		building,
		postcode: clean(postcode, 16),
		town: clean(city, 35),
		country: country.toUpperCase()
	};
	return party.name && party.postcode && party.town && /^[A-Z]{2}$/.test(party.country) ? party : undefined;
}

/** The number of the house has a place of its own: what begins with a digit at the end of the line. */
function parted(line: string): { street: string; building: string } {
	const [, street, building] = /^(.*\D) (\d\S{0,15})$/.exec(line) ?? [];
	return street && building ? { street: street.replace(/,$/, '').trim(), building } : { street: line, building: '' };
}
