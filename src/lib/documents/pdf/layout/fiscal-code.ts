/**
 * Spain: the code of the billing record, the first thing on the first page, in the middle of its top (AEAT, características del QR, v0.5.0, part 3; Orden
 * HAC/1177/2024, art. 21: 30 to 40 mm, level M). Its caption stands above it, as large as the rest of what is printed.
 */
import { recordOf } from '../../../spain/of-document.ts';
import { CODE_CAPTION, codeAddress } from '../../../spain/qr.ts';
import { qrModules } from '../../../ui/qr-modules.ts';
import { owesMoney } from '../../kinds.ts';
import type { PrintableDocument } from '../printable.ts';
import { leading, SIZE } from './paper.ts';
import type { Sheet } from './sheet.ts';

const MM = 72 / 25.4;
const SIDE = 32 * MM;
/** Left white around it: 2 mm are asked for, 6 advised. */
const QUIET = 6 * MM;
const LEAST_QUIET = 3 * MM;
/** Above the caption, where the code stands at the top of the page. */
export const FISCAL_TOP = 18;

interface FiscalBox {
	/** Of what must stay free, from the left edge to the right one, and where it ends below. */
	left: number;
	right: number;
	bottom: number;
}

/** Undefined where the document has no record: drafts, what is no invoice, and what was issued without. */
export function fiscalCodeOf({ number, issuedAt, content, seller, buyer, totals }: PrintableDocument): string | undefined {
	if (!seller.billingRecords || !number || !issuedAt || !buyer || !owesMoney(content.type)) return undefined;
	const made = recordOf({ number, issuedAt, content, seller, buyer, totals });
	return made.ok ? codeAddress(made.record) : undefined;
}

/** @param edge where the second column begins: the code stands in the middle of the page, or as near to it as that lets it */
export function paintFiscalCode(sheet: Sheet, code: string | undefined, top: number, edge: number): FiscalBox | undefined {
	if (code === undefined) return undefined;
	const x = Math.min((sheet.width - SIDE) / 2, edge - LEAST_QUIET - SIDE);
	const caption = { size: SIZE.text, weight: 'semibold', role: 'fiscal.caption' } as const;
	const width = sheet.measure(CODE_CAPTION, caption);
	sheet.text(0, CODE_CAPTION, { x: x + (SIDE - width) / 2, width }, top, caption);
	// The lower part of the caption's own line is white.
	const y = top + leading(SIZE.text) + LEAST_QUIET - 3;
	sheet.put(0, { kind: 'code', x, y, size: SIDE, ...qrModules(code) });
	return { left: x - QUIET, right: x + SIDE + LEAST_QUIET, bottom: y + SIDE + QUIET };
}
