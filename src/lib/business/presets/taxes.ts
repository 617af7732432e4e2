/** Short ways to write the tax presets of a country. */
import type { LineTax, TaxCategory } from '../../documents/document.ts';
import type { TaxPreset } from '../business.ts';

/** "9,975 %" or "9.975%", as the language writes it. */
function percentText(rate: string, language: string): string {
	if (/^(en|hi)\b/.test(language)) return `${rate}%`;
	return `${rate.replace('.', ',')}\u00a0%`;
}

/** A standard-rated tax: "TVA 20 %". The id stays the same for good, items and clients refer to it. */
export function rated(name: string, rate: string, language: string): TaxPreset {
	return { id: `${slug(name)}-${rate}`, label: `${name} ${percentText(rate, language)}`, taxes: [{ name, category: 'S', rate }] };
}

/** Two or more taxes on the same price: "TPS + TVQ". */
export function together(id: string, label: string, taxes: [name: string, rate: string][]): TaxPreset {
	return { id, label, taxes: taxes.map(([name, rate]) => ({ name, category: 'S' as const, rate })) };
}

/** No tax, and why: EN 16931 wants a reason for E, AE, K, G and O; Z needs none. */
export function untaxed(id: string, label: string, name: string, category: TaxCategory, reason?: string, code?: string): TaxPreset {
	const tax: LineTax = { name, category, rate: '0' };
	if (reason) tax.exemptionReason = reason;
	if (code) tax.exemptionCode = code;
	return { id, label, taxes: [tax] };
}

function slug(name: string): string {
	const plain = name.normalize('NFKD').replace(/[^\p{L}\p{N}]+/gu, '');
	return plain.toLowerCase() || 'tax';
}
