/** The number a shop is registered under, and so its country: what stands behind the words for it, or cannot be anything else. Pure. */
import { CLEAR, type Found, type PaperLine } from './receipt-text.ts';

export interface PaperTaxNumber {
	/** As among the numbers of a party. */
	kind: string;
	country: string;
	/** As the country calls it. */
	label: string;
	/** Without blanks and points. */
	value: string;
}

interface Shape {
	kind: string;
	country: string;
	label: string;
	/** In the folded line; the number is its first group. */
	pattern: RegExp;
	/** Its letters say by themselves what it is. */
	isPlain?: boolean;
}

const vat = (country: string, label: string, rest: string): Shape => ({
	kind: 'vat',
	country,
	label,
	pattern: new RegExp(`\\b(${country} ?${rest})\\b`)
});

/** What says its country comes before what is only said to be a number. */
const SHAPES: readonly Shape[] = [
	{ kind: 'gst', country: 'CA', label: 'GST/HST', pattern: /\b(\d{3} ?\d{3} ?\d{3} ?RT ?\d{4})\b/, isPlain: true },
	{ kind: 'qst', country: 'CA', label: 'QST', pattern: /\b(\d{10} ?TQ ?\d{4})\b/, isPlain: true },
	{ kind: 'vat', country: 'CH', label: 'UID', pattern: /\b(CHE[- ]?\d{3}[. ]?\d{3}[. ]?\d{3})\b/, isPlain: true },
	vat('DE', 'USt-IdNr.', '\\d{3} ?\\d{3} ?\\d{3}'),
	vat('AT', 'UID', 'U ?\\d{8}'),
	vat('FR', 'N° TVA', '[0-9A-HJ-NP-Z]{2} ?\\d{3} ?\\d{3} ?\\d{3}'),
	vat('ES', 'NIF-IVA', '[A-Z0-9]\\d{7}[A-Z0-9]'),
	vat('IT', 'Partita IVA', '\\d{11}'),
	vat('BE', 'TVA / BTW', '[01]\\d{3}[. ]?\\d{3}[. ]?\\d{3}'),
	vat('NL', 'Btw-id', '\\d{9}B\\d{2}'),
	vat('LU', 'N° TVA', '\\d{8}'),
	vat('PT', 'NIF-IVA', '\\d{9}'),
	vat('IE', 'VAT No.', '\\d[0-9A-Z]\\d{5}[A-W][A-I]?'),
	{ kind: 'siret', country: 'FR', label: 'SIRET', pattern: /\bSIRET\W{0,4}(\d{3} ?\d{3} ?\d{3} ?\d{5})\b/ },
	{ kind: 'nif', country: 'ES', label: 'NIF', pattern: /\b[CN]\.? ?I\.? ?F\.?\W{0,3}([A-HJNP-SU-W]-? ?\d{7}-?[0-9A-J])\b/ },
	{ kind: 'nif', country: 'ES', label: 'NIF', pattern: /\b[CN]\.? ?I\.? ?F\.?\W{0,3}(\d{8}-?[A-Z])\b/ },
	{
		kind: 'vat',
		country: 'GB',
		label: 'VAT Reg. No.',
		pattern: /\bV\.?A\.?T\b[ .:]*(?:REG(?:ISTRATION)?)?[ .:]*(?:NO|NUMBER|NR)?[ .:#]*((?:GB ?)?\d{3} ?\d{4} ?\d{2})\b/
	}
];

export function taxNumberOn(lines: readonly PaperLine[]): Found<PaperTaxNumber> | undefined {
	for (const { kind, country, label, pattern, isPlain } of SHAPES) {
		for (const { text, words, confidence } of lines) {
			const value = pattern.exec(words)?.[1]?.replace(/[ .-]/g, '');
			if (value === undefined) continue;
			// Read wrong by one figure it would be another's: it is looked at.
			const sureness = isPlain && confidence >= CLEAR ? 'likely' : 'guess';
			return { value: { kind, country, label, value }, sureness, from: text };
		}
	}
	return undefined;
}
