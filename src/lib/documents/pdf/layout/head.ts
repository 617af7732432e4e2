/** The head of the first page: sender, addresses, title and the facts in a strip below it. */
import type { TaxId } from '../../../business/business.ts';
import type { BuyerSnapshot, SellerSnapshot } from '../../document.ts';
import { addressLines } from '../address.ts';
import { INK, legibleOnWhite, MUTED, solid, tint } from '../colour.ts';
import type { PaperLook } from './look.ts';
import { leading, MARGIN, SIZE } from './paper.ts';
import { type Cursor, later, type Sheet } from './sheet.ts';

const LOGO = { width: 170, height: 54 };
/** Top of the client's address: inside the window of the envelope. */
const ADDRESS_TOP = 146;
const FACTS_IN_A_ROW = 4;
const GUTTER = 14;

export function paintHead(sheet: Sheet, look: PaperLook): Cursor {
	const column = secondColumn(sheet);
	const mark = paintMark(sheet, look);
	const sender = paintSender(sheet, look, column);
	const buyer = { page: mark.page, y: mark.page === 0 ? Math.max(ADDRESS_TOP, mark.y + 20) : mark.y };
	const delivery = later({ page: 0, y: buyer.page === 0 ? buyer.y : 0 }, { page: sender.page, y: sender.y + 14 });
	paintBuyer(sheet, look, buyer, column.x - sheet.left - 24);
	paintDelivery(sheet, look, delivery, column);
	const cursor = later(later(buyer, sender), delivery);
	cursor.y += 24;
	paintTitle(sheet, look, cursor);
	paintFacts(sheet, look, cursor);
	return cursor;
}

/** The grid's second column: the sender's particulars, the delivery address, the totals. */
function secondColumn(sheet: Sheet): { x: number; width: number } {
	const width = Math.round(sheet.inner * 0.37);
	return { x: sheet.left + sheet.inner - width, width };
}

function paintMark(sheet: Sheet, { document, hasLogo, colour }: PaperLook): Cursor {
	const cursor: Cursor = { page: 0, y: MARGIN.top };
	if (hasLogo) {
		sheet.put(0, { kind: 'image', x: sheet.left, y: MARGIN.top, ...LOGO });
		cursor.y += LOGO.height;
		return cursor;
	}
	const { name, tradeName } = document.seller;
	const style = { size: SIZE.wordmark, weight: 'semibold', colour: legibleOnWhite(colour), role: 'seller.mark' } as const;
	cursor.y -= 4;
	sheet.flow(cursor, tradeName || name, { x: sheet.left, width: secondColumn(sheet).x - sheet.left - 24 }, style);
	return cursor;
}

function paintSender(sheet: Sheet, look: PaperLook, box: { x: number; width: number }): Cursor {
	const { seller } = look.document;
	const cursor: Cursor = { page: 0, y: MARGIN.top };
	const line = (text: string, role: string, style: { weight?: 'semibold'; colour?: string } = {}) =>
		sheet.flow(cursor, text, box, { size: SIZE.small, colour: MUTED, role, ...style });
	if (look.hasLogo || (seller.tradeName && seller.tradeName !== seller.name)) {
		line(seller.name, 'seller.name', { weight: 'semibold', colour: INK });
	}
	for (const text of addressLines(seller.address)) line(text, 'seller.address');
	if (isAbroad(look)) line(look.format.country(seller.address.country), 'seller.country');
	cursor.y += 5;
	for (const text of contactLines(seller)) line(text, 'seller.contact');
	cursor.y += 5;
	for (const text of taxIdLines(seller.taxIds)) line(text, 'seller.taxId');
	return cursor;
}

function contactLines({ contact }: SellerSnapshot): string[] {
	return [contact?.name, contact?.email, contact?.phone].filter((text): text is string => !!text?.trim());
}

function taxIdLines(ids: TaxId[]): string[] {
	return ids.filter(({ value }) => value.trim() !== '').map(({ label, value }) => `${label} ${value}`.trim());
}

function isAbroad({ document: { seller, buyer } }: PaperLook): boolean {
	return buyer !== undefined && buyer.address.country !== '' && buyer.address.country !== seller.address.country;
}

function paintBuyer(sheet: Sheet, look: PaperLook, cursor: Cursor, width: number): void {
	const { buyer } = look.document;
	if (!buyer) return;
	const box = { x: sheet.left, width };
	caption(sheet, cursor, look.labels.billTo, box, 'buyer.caption');
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

function paintDelivery(sheet: Sheet, look: PaperLook, cursor: Cursor, box: { x: number; width: number }): void {
	const address = look.document.buyer?.deliveryAddress;
	const lines = address ? addressLines(address) : [];
	if (!address || lines.length === 0) return;
	if (address.country && address.country !== look.document.seller.address.country) lines.push(look.format.country(address.country));
	caption(sheet, cursor, look.labels.deliverTo, box, 'delivery.caption');
	for (const text of lines) sheet.flow(cursor, text, box, { role: 'delivery.address' });
}

export function caption(sheet: Sheet, cursor: Cursor, text: string, box: { x: number; width: number }, role: string): void {
	sheet.flow(cursor, text, box, { size: SIZE.tiny, colour: MUTED, role });
	cursor.y += 1.5;
}

/** "Facture F-0042" in two voices; a draft carries its mark in the number's place. */
function paintTitle(sheet: Sheet, { title, document, labels, colour }: PaperLook, cursor: Cursor): void {
	const kind = { size: SIZE.title, weight: 'semibold', colour: legibleOnWhite(colour), role: 'title' } as const;
	const number = { size: SIZE.title, colour: INK, role: 'number' } as const;
	sheet.reserve(cursor, leading(SIZE.title) * 2);
	const width = sheet.measure(title, kind);
	const rest = sheet.left + width + 9;
	sheet.text(cursor.page, title, { x: sheet.left, width }, cursor.y, kind);
	if (document.number === undefined) {
		const mark = { size: SIZE.text, weight: 'semibold', colour: legibleOnWhite(colour), role: 'draft' } as const;
		const wide = sheet.measure(labels.draft, mark);
		const top = cursor.y + leading(SIZE.title) / 2 - 9;
		sheet.put(cursor.page, { kind: 'rectangle', x: rest, y: top, width: wide + 18, height: 18, radius: 9, colour: tint(colour) });
		sheet.text(cursor.page, labels.draft, { x: rest + 9, width: wide }, top + 9 - leading(SIZE.text) / 2, mark);
	} else if (rest + sheet.measure(document.number, number) <= sheet.left + sheet.inner) {
		sheet.text(cursor.page, document.number, { x: rest, width: sheet.inner }, cursor.y, number);
	} else {
		cursor.y += leading(SIZE.title);
		sheet.flow(cursor, document.number, { x: sheet.left, width: sheet.inner }, { ...number, size: SIZE.lead * 1.4 });
		cursor.y += 12;
		return;
	}
	cursor.y += leading(SIZE.title) + 7;
}

/** Dates and references, four in a row, each under its name; the amount due stands last. */
function paintFacts(sheet: Sheet, look: PaperLook, cursor: Cursor): void {
	const cell = (sheet.inner - GUTTER * (FACTS_IN_A_ROW - 1)) / FACTS_IN_A_ROW;
	const facts = look.facts.map((fact) => ({
		...fact,
		names: sheet.wrap(fact.name, cell, { size: SIZE.tiny }),
		values: sheet.wrap(fact.value, cell, { weight: fact.strong ? 'semibold' : 'regular' })
	}));
	sheet.rule(cursor.page, sheet.left, cursor.y, sheet.inner, solid(look.colour), 1.4);
	cursor.y += 9;
	for (let start = 0; start < facts.length; start += FACTS_IN_A_ROW) {
		const row = facts.slice(start, start + FACTS_IN_A_ROW);
		const nameHeight = Math.max(...row.map(({ names }) => names.length)) * leading(SIZE.tiny);
		const height = nameHeight + Math.max(...row.map(({ values }) => values.length)) * leading(SIZE.text);
		sheet.reserve(cursor, height);
		row.forEach(({ names, values, strong, role }, i) => {
			const box = { x: sheet.left + i * (cell + GUTTER), width: cell };
			names.forEach((text, n) => {
				sheet.text(cursor.page, text, box, cursor.y + n * leading(SIZE.tiny), { size: SIZE.tiny, colour: MUTED, role: 'fact.name' });
			});
			const voice = strong ? ({ weight: 'semibold', colour: legibleOnWhite(look.colour) } as const) : {};
			values.forEach((text, n) => sheet.text(cursor.page, text, box, cursor.y + nameHeight + n * leading(SIZE.text), { ...voice, role }));
		});
		cursor.y += height + 9;
	}
	cursor.y += 12;
}
