/** A document in another language: taxes that are the business's own take the words they have there; what was typed stays as it is. */
import type { Business } from '../business/business.ts';
import { presetsIn } from '../business/tax-words.ts';
import type { DocumentContent, LineTax } from './document.ts';
import { copyTaxes, sameTaxes } from './lines.ts';

export function withLanguage(content: DocumentContent, business: Business, language: string): DocumentContent {
	const [before, after] = [presetsIn(business, content.language), presetsIn(business, language)];
	const translated = (taxes: LineTax[]) => {
		const at = before.findIndex((preset) => sameTaxes(preset.taxes, taxes));
		return at === -1 ? taxes : copyTaxes(after[at]!.taxes);
	};
	return {
		...content,
		language,
		lines: content.lines.map((line) => ({ ...line, taxes: translated(line.taxes) })),
		allowances: content.allowances.map((each) => (each.taxes ? { ...each, taxes: translated(each.taxes) } : each))
	};
}
