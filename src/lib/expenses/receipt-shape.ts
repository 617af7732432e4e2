/** Whether something read from the log is a receipt: what another device wrote is not believed before. */
import type { Receipt, ReceiptType } from './expense.ts';

const RECEIPT_TYPES: readonly ReceiptType[] = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'application/xml'];

export function isReceipt(value: unknown): value is Receipt {
	if (typeof value !== 'object' || value === null) return false;
	const { id, file, name, type, bytes } = value as Partial<Receipt>;
	const isFile = typeof file === 'string' && /^[0-9a-f]{64}$/.test(file);
	const isKnown = RECEIPT_TYPES.some((known) => known === type);
	return typeof id === 'string' && isFile && typeof name === 'string' && isKnown && Number.isSafeInteger(bytes);
}
