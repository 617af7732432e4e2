/**
 * The QR code of a SEPA credit transfer, "GiroCode": European Payments Council, EPC069-12 version 3.1. Twelve elements, each on a line; version 002 needs
 * no BIC. The code has error correction level M and at most version 13, which is the limit of 331 bytes.
 */
import { plainAmount } from './amount.ts';
import { cut, oneLine } from './characters.ts';
import { isIban } from './check-digits.ts';

export interface EpcTransfer {
	name: string;
	iban: string;
	bic?: string | undefined;
	/** Cents; absent: the payer types it. */
	amount?: bigint | undefined;
	/** What the payer's bank hands on as text. */
	text: string;
}

const MOST_BYTES = 331;
const MOST_CENTS = 99_999_999_999n;

/** Undefined where the transfer cannot be expressed: a wrong IBAN, no name, an amount out of bounds, or too many bytes. */
export function epcPayload({ name, iban, bic = '', amount, text }: EpcTransfer): string | undefined {
	const holder = cut(oneLine(name), 70);
	if (!isIban(iban) || holder === '') return undefined;
	if (amount !== undefined && (amount < 1n || amount > MOST_CENTS)) return undefined;
	const lines = [
		'BCD',
		'002',
		// UTF-8.
		'1',
		'SCT',
		/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/.test(bic) ? bic : '',
		holder,
		iban,
		amount === undefined ? '' : `EUR${plainAmount(amount)}`,
		// Purpose, and the structured reference, which excludes a text.
		'',
		'',
		cut(oneLine(text), 140)
	];
	const payload = lines.join('\n').replace(/\n+$/, '');
	return new TextEncoder().encode(payload).length > MOST_BYTES ? undefined : payload;
}
