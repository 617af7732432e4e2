/**
 * Receipt and payment part at the lower edge of the last page, 210 by 105 mm, as the Swiss Implementation Guidelines QR-bill 2.3 (chapter 3) and the
 * style guide lay them out: places in millimetres from the slip's upper left corner, headings and values in the sizes given there.
 */
import { plainAmount } from '../../payment-code/amount.ts';
import type { PaymentCode } from '../../payment-code/code-of.ts';
import { qrModules } from '../../../ui/qr-modules.ts';
import { spacedReference } from '../../payment-code/references.ts';
import type { SwissBill, SwissParty } from '../../payment-code/swiss.ts';
import { type DocumentFormat, groupedIban } from '../format.ts';
import { swissLabelsFor, type SwissLabels } from '../labels/swiss.ts';
import type { Cursor, Sheet } from './sheet.ts';

const MM = 72 / 25.4;
const HEIGHT = 105 * MM;
const RECEIPT = 62;
const BLACK = '#000000';

/** A column of the slip: where it begins, how wide it is, and its sizes of type. */
interface Column {
	x: number;
	width: number;
	heading: number;
	value: number;
}

type Swiss = Extract<PaymentCode, { kind: 'swiss' }>;

export function paintSwissSlip(sheet: Sheet, { bill, payload }: Swiss, { language }: DocumentFormat, end: Cursor): void {
	if (end.y + HEIGHT > sheet.floor) sheet.turn(end);
	sheet.slip = HEIGHT;
	new Slip(sheet, sheet.pages.length - 1, bill, swissLabelsFor(language)).paint(payload);
}

class Slip {
	readonly sheet: Sheet;
	readonly page: number;
	readonly bill: SwissBill;
	readonly labels: SwissLabels;
	readonly top: number;

	constructor(sheet: Sheet, page: number, bill: SwissBill, labels: SwissLabels) {
		this.sheet = sheet;
		this.page = page;
		this.bill = bill;
		this.labels = labels;
		this.top = sheet.height - HEIGHT;
	}

	paint(payload: string): void {
		this.edges();
		this.receipt();
		this.code(payload);
		this.payment();
	}

	/** Where it is cut, and the words that stand for a perforation. */
	private edges(): void {
		this.sheet.rule(this.page, 0, this.top, this.sheet.width, BLACK, 0.5);
		this.bar(RECEIPT * MM, this.top, 0.5, HEIGHT);
		const box = { x: 5 * MM, width: this.sheet.width - 10 * MM, align: 'right' as const };
		this.sheet.text(this.page, this.labels.separate, box, this.top - 11, { size: 6, role: 'slip.separate' });
	}

	private receipt(): void {
		const column = { x: 5, width: 52, heading: 6, value: 8 };
		this.title(this.labels.receipt, 5);
		let y = this.block(column, 12, this.labels.account, [groupedIban(this.bill.iban), ...lines(this.bill.creditor)]);
		if (this.bill.reference) y = this.block(column, y, this.labels.reference, [spacedReference(this.bill.reference)]);
		this.payer(column, y, 20);
		this.amount(column, 68, 12, { x: 27, y: 68, width: 30, height: 10 });
		const box = { x: 5 * MM, width: 52 * MM, align: 'right' as const };
		this.sheet.text(this.page, this.labels.acceptance, box, this.top + 82 * MM, { size: 6, weight: 'semibold', role: 'slip.heading' });
	}

	private payment(): void {
		this.title(this.labels.paymentPart, 67);
		const amount = { x: 67, width: 51, heading: 8, value: 10 };
		this.amount(amount, 68, 16, { x: 78, y: 74, width: 40, height: 15 });
		const column = { x: 118, width: 87, heading: 8, value: 10 };
		let y = this.block(column, 5, this.labels.account, [groupedIban(this.bill.iban), ...lines(this.bill.creditor)]);
		if (this.bill.reference) y = this.block(column, y, this.labels.reference, [spacedReference(this.bill.reference)]);
		if (this.bill.message) y = this.block(column, y, this.labels.information, [this.bill.message]);
		this.payer(column, y, 25);
	}

	private title(text: string, x: number): void {
		const box = { x: x * MM, width: 52 * MM };
		this.sheet.text(this.page, text, box, this.top + 5 * MM, { size: 11, weight: 'semibold', role: 'slip.title' });
	}

	/** A heading with its lines below. Gives the place of the next one, in millimetres. */
	private block(column: Column, y: number, heading: string, values: string[]): number {
		let at = this.heading(column, y, heading);
		const width = column.width * MM;
		for (const text of values.flatMap((each) => this.sheet.wrap(each, width, { size: column.value }))) {
			this.sheet.text(this.page, text, { x: column.x * MM, width }, this.top + at * MM, { size: column.value, role: 'slip.value' });
			at += step(column);
		}
		return at + step(column) * 0.7;
	}

	private heading(column: Column, y: number, text: string): number {
		const { x, width, heading } = column;
		const box = { x: x * MM, width: width * MM };
		this.sheet.text(this.page, text, box, this.top + y * MM, { size: heading, weight: 'semibold', role: 'slip.heading' });
		return y + step(column);
	}

	private payer(column: Column, y: number, height: number): void {
		const { debtor } = this.bill;
		if (debtor) return void this.block(column, y, this.labels.payableBy, lines(debtor));
		const top = this.heading(column, y, this.labels.payableByBlank);
		this.corners({ x: column.x, y: top + 0.5, width: Math.min(column.width, 65), height });
	}

	private amount(column: Column, y: number, gap: number, blank: Corners): void {
		const { amount, currency } = this.bill;
		const second = { ...column, x: column.x + gap, width: column.width - gap };
		this.block(column, y, this.labels.currency, [currency]);
		if (amount === undefined) {
			this.heading(second, y, this.labels.amount);
			this.corners(blank.y === y ? { ...blank, y: y + step(column) + 0.5 } : blank);
		} else this.block(second, y, this.labels.amount, [plainAmount(amount).replace(/\B(?=(\d{3})+\.)/g, ' ')]);
	}

	/** 46 mm, with the cross of 7 mm in the middle, which the correction of errors makes up for. */
	private code(payload: string): void {
		const [x, y, size] = [67 * MM, this.top + 17 * MM, 46 * MM];
		this.sheet.put(this.page, { kind: 'code', x, y, size, ...qrModules(payload) });
		const square = (side: number, colour: string) => {
			const at = { x: x + (size - side * MM) / 2, y: y + (size - side * MM) / 2 };
			this.sheet.put(this.page, { kind: 'rectangle', ...at, width: side * MM, height: side * MM, radius: 0, colour });
		};
		square(7, '#ffffff');
		square(6, BLACK);
		// Arms of the Swiss cross are a sixth longer than wide.
		const [long, wide] = [3.9 * MM, 1.17 * MM];
		const middle = { x: x + size / 2, y: y + size / 2 };
		for (const [width, height] of [
			[long, wide],
			[wide, long]
		] as const)
			this.sheet.put(this.page, {
				kind: 'rectangle',
				x: middle.x - width / 2,
				y: middle.y - height / 2,
				width,
				height,
				radius: 0,
				colour: '#ffffff'
			});
	}

	/** The corners of a field to be filled in by hand. */
	private corners({ x, y, width, height }: Corners): void {
		const arm = 3 * MM;
		const [left, top, right, bottom] = [x * MM, this.top + y * MM, (x + width) * MM, this.top + (y + height) * MM];
		const thick = 0.75;
		for (const at of [left, right - arm]) for (const edge of [top, bottom - thick]) this.bar(at, edge, arm, thick);
		for (const at of [left, right - thick]) for (const edge of [top, bottom - arm]) this.bar(at, edge, thick, arm);
	}

	private bar(x: number, y: number, width: number, height: number): void {
		this.sheet.put(this.page, { kind: 'rectangle', x, y, width, height, radius: 0, colour: BLACK });
	}
}

interface Corners {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** From a line to the next, in millimetres: 9 points on the receipt (6 and 8 pt), 11 on the payment part (8 and 10 pt), as in the style guide. */
function step({ heading }: Column): number {
	return (heading === 6 ? 9 : 11) / MM;
}

function lines({ name, street, building, postcode, town, country }: SwissParty): string[] {
	const place = ['CH', 'LI'].includes(country) ? `${postcode} ${town}` : `${country} - ${postcode} ${town}`;
	return [name, `${street} ${building}`.trim(), place].filter(Boolean);
}
