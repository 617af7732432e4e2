import type { LineStatus } from './line.ts';
import { t } from './words.ts';

const STATUS = { open: 'statusOpen', 'partly-booked': 'statusPartly', booked: 'statusBooked', 'set-aside': 'statusAside' } as const;
export const STATUS_TONES = { open: 'info', 'partly-booked': 'warning', booked: 'success', 'set-aside': 'neutral' } as const;

export function statusText(status: LineStatus): string {
	return t(STATUS[status]);
}

export const STATUSES = Object.keys(STATUS) as LineStatus[];

/** In groups of four where it is an IBAN. */
export function accountText(account: string): string {
	return /^[A-Z]{2}\d{2}[A-Z\d]{10,}$/.test(account) ? account.replace(/(.{4})(?=.)/g, '$1 ') : account;
}
