/** The link that Indian payment apps open: NPCI, UPI Linking Specifications 1.6. */
import { isUpiAddress } from '../../business/upi.ts';
import { plainAmount } from './amount.ts';
import { cut, oneLine } from './characters.ts';

export interface UpiRequest {
	/** Virtual payment address, "atelier@bank". */
	address: string;
	name: string;
	/** Paise; absent: the payer types it. */
	amount?: bigint | undefined;
	number: string;
}

/** Undefined where the address is none, or there is nothing to pay. */
export function upiLink({ address, name, amount, number }: UpiRequest): string | undefined {
	if (!isUpiAddress(address) || (amount !== undefined && amount < 1n)) return undefined;
	const reference = cut(number.replace(/[^A-Za-z0-9]/g, ''), 35);
	const parameters: [string, string][] = [
		['pn', cut(oneLine(name), 99)],
		['tr', reference],
		['tn', cut(oneLine(number), 80)],
		['am', amount === undefined ? '' : plainAmount(amount)],
		['cu', 'INR']
	];
	const written = parameters.filter(([, value]) => value !== '').map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
	// The sign between name and handle stays as it is: some apps read the address before they decode it.
	return `upi://pay?pa=${address}&${written.join('&')}`;
}
