/** Whose receipt it is: what stands large above everything else. Pure. */
import { CLEAR, type Found, type PaperLine } from './receipt-text.ts';
import { BEFORE_TAX, LEGAL_FORM, NO_NAME, STREET, TAX_NUMBER, TOTAL } from './receipt-words.ts';

/** Names stand at the head of the paper, or nowhere. */
const HEAD = 8;

export function supplierOn(lines: readonly PaperLine[]): Found<string> | undefined {
	const candidates = lines.slice(0, HEAD).filter(isName);
	const first = candidates[0];
	if (!first) return undefined;
	const company = candidates.find(({ words }) => LEGAL_FORM.test(words));
	const chosen = company && company.at - first.at <= 2 ? company : first;
	const isClear = chosen.confidence >= CLEAR;
	const sureness = isClear && chosen === company ? 'sure' : isClear && chosen.at <= 1 ? 'likely' : 'guess';
	return { value: cleaned(chosen.text), sureness, from: chosen.text };
}

function isName({ text, words }: PaperLine): boolean {
	const letters = text.replace(/[^\p{L}]/gu, '').length;
	if (letters < 3 || letters * 2 < text.replace(/\s/g, '').length) return false;
	if (/\d{5}|@|\d+[.,]\d\d\b/.test(text)) return false;
	if (STREET.test(words) && !LEGAL_FORM.test(words)) return false;
	return ![NO_NAME, TOTAL, BEFORE_TAX, TAX_NUMBER].some((pattern) => pattern.test(words));
}

/** Without the frame that is printed around it. */
function cleaned(text: string): string {
	return text.replace(/^[^\p{L}\d]+|[^\p{L}\d.)!]+$/gu, '').slice(0, 200);
}
