/** What the heads of all looks are made of: the sender's mark and particulars, the client's address, and where it is delivered. */
import type { TaxId } from '../../../business/business.ts';
import type { BuyerSnapshot, SellerSnapshot } from '../../document.ts';
import { addressLines } from '../address.ts';
import { INK, legibleOnWhite, MUTED } from '../colour.ts';
import type { PaperLook } from './look.ts';
import { SIZE } from './paper.ts';
import type { Cursor, Sheet } from './sheet.ts';

export interface Box {
	x: number;
	width: number;
}

const LOGO = { width: 170, height: 54 };
/** Top of the client's address: inside the window of the envelope. */
export const ADDRESS_TOP = 146;

/** The grid's second column: the sender's particulars, the delivery address, the totals. */
export function secondColumn(sheet: Sheet): Box {
	const width = Math.round(sheet.inner * 0.37);
	return { x: sheet.left + sheet.inner - width, width };
}

/** The logo, or the name in its place, from the cursor down; it never leaves the first page. */
export function paintMark(sheet: Sheet, { document, hasLogo, colour }: PaperLook, cursor: Cursor, box: Box, size = SIZE.wordmark): void {
	if (hasLogo) {
		sheet.put(cursor.page, { kind: 'image', x: box.x, y: cursor.y, ...LOGO });
		cursor.y += LOGO.height;
		return;
	}
	const { name, tradeName } = document.seller;
	cursor.y -= 4;
	sheet.flow(cursor, tradeName || name, box, { size, weight: 'semibold', colour: legibleOnWhite(colour), role: 'seller.mark' });
}

/** The sender's particulars from the cursor down. */
export function paintSender(sheet: Sheet, look: PaperLook, cursor: Cursor, box: Box): void {
	const { seller } = look.document;
	const line = (text: string, role: string, style: { weight?: 'semibold'; colour?: string } = {}) =>
		sheet.flow(cursor, text, box, { size: SIZE.small, colour: MUTED, role, ...style });
	if (isNamed(look)) line(seller.name, 'seller.name', { weight: 'semibold', colour: INK });
	for (const text of addressLines(seller.address)) line(text, 'seller.address');
	if (isAbroad(look)) line(look.format.country(seller.address.country), 'seller.country');
	cursor.y += 5;
	for (const text of contactLines(seller)) line(text, 'seller.contact');
	cursor.y += 5;
	for (const text of taxIdLines(seller.taxIds)) line(text, 'seller.taxId');
}

/** The mark is a picture, or a trade name: the legal name stands beside it. */
function isNamed({ document: { seller }, hasLogo }: PaperLook): boolean {
	return hasLogo || (seller.tradeName !== undefined && seller.tradeName !== '' && seller.tradeName !== seller.name);
}

export function contactLines({ contact }: SellerSnapshot): string[] {
	return [contact?.name, contact?.email, contact?.phone].filter((text): text is string => !!text?.trim());
}

export function taxIdLines(ids: TaxId[]): string[] {
	return ids.filter(({ value }) => value.trim() !== '').map(({ label, value }) => `${label} ${value}`.trim());
}

export function isAbroad({ document: { seller, buyer } }: PaperLook): boolean {
	return buyer !== undefined && buyer.address.country !== '' && buyer.address.country !== seller.address.country;
}

/** @param above what stands over the client's name; "Bill to" unless told */
export function paintBuyer(sheet: Sheet, look: PaperLook, cursor: Cursor, width: number, above = look.labels.billTo): void {
	const { buyer } = look.document;
	if (!buyer) return;
	const box = { x: sheet.left, width };
	caption(sheet, cursor, above, box, 'buyer.caption');
	sheet.flow(cursor, buyer.name, box, { size: SIZE.lead, weight: 'semibold', role: 'buyer.name' });
	const person = buyer.contact?.name.trim();
	if (person && person !== buyer.name) sheet.flow(cursor, `${look.labels.attention} ${person}`, box, { role: 'buyer.contact' });
	for (const text of addressLines(buyer.address)) sheet.flow(cursor, text, box, { role: 'buyer.address' });
	if (isAbroad(look)) {
		const country = look.format.country(buyer.address.country).toLocaleUpperCase(look.format.language);
		sheet.flow(cursor, country, box, { role: 'buyer.country' });
	}
	const particulars = buyerParticulars(buyer, look);
	if (particulars.length > 0) cursor.y += 4;
	for (const text of particulars) sheet.flow(cursor, text, box, { size: SIZE.small, colour: MUTED, role: 'buyer.detail' });
}

function buyerParticulars(buyer: BuyerSnapshot, { labels }: PaperLook): string[] {
	return [
		...(buyer.number ? [`${labels.clientNumber} ${buyer.number}`] : []),
		...taxIdLines(buyer.taxIds),
		...buyer.customFields.map(({ name, value }) => `${name}: ${value}`)
	];
}

export function paintDelivery(sheet: Sheet, look: PaperLook, cursor: Cursor, box: Box): void {
	const address = look.document.buyer?.deliveryAddress;
	const lines = address ? addressLines(address) : [];
	if (!address || lines.length === 0) return;
	if (address.country && address.country !== look.document.seller.address.country) lines.push(look.format.country(address.country));
	caption(sheet, cursor, look.labels.deliverTo, box, 'delivery.caption');
	for (const text of lines) sheet.flow(cursor, text, box, { role: 'delivery.address' });
}

export function caption(sheet: Sheet, cursor: Cursor, text: string, box: Box, role: string): void {
	sheet.flow(cursor, text, box, { size: SIZE.tiny, colour: MUTED, role });
	cursor.y += 1.5;
}
