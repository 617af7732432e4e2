/** The code to pay with, below the account it pays to, and what to do with it. */
import type { PaymentCode } from '../../payment-code/code-of.ts';
import { qrModules } from '../../../ui/qr-modules.ts';
import type { DocumentLabels } from '../labels/labels.ts';
import { MUTED } from '../colour.ts';
import { leading, SIZE } from './paper.ts';
import type { Cursor, Sheet } from './sheet.ts';

/** 29 mm: above half a millimetre a module at the sizes that occur, which cameras of phones read from paper. */
const SIDE = 82;
/** Above, and left to the words; more than the four modules that must stay white. */
const SPACE = 10;

/** The Swiss payment part is a slip of its own. */
export function paintPaymentCode(
	sheet: Sheet,
	code: PaymentCode,
	{ scanToPay }: DocumentLabels,
	cursor: Cursor,
	box: { x: number; width: number }
): void {
	if (code.kind === 'swiss') return;
	sheet.reserve(cursor, SIDE + 2 * SPACE);
	const top = cursor.y + SPACE;
	sheet.put(cursor.page, { kind: 'code', x: box.x, y: top, size: SIDE, ...qrModules(code.payload) });
	const words = { x: box.x + SIDE + SPACE + 2, width: box.width - SIDE - SPACE - 2 };
	const lines = sheet.wrap(scanToPay[code.kind], words.width, { size: SIZE.small });
	const style = { size: SIZE.small, colour: MUTED, role: 'payment.scan' };
	lines.forEach((text, at) => sheet.text(cursor.page, text, words, top + at * leading(SIZE.small), style));
	cursor.y = top + SIDE + SPACE;
}
