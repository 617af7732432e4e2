/** Taxes of a line as choices of one field: the presets of the business, what the line has when it is none of them, and a way to write others. */
import type { TaxPreset } from '../../business/business.ts';
import { formatRate } from '../../money/format.ts';
import { locale } from '../../ui/i18n.svelte.ts';
import type { Option } from '../../ui/option.ts';
import type { LineTax, TaxCategory } from '../document.ts';
import { sameTaxes } from '../lines.ts';
import { t } from '../words.ts';

export const CUSTOM = '~custom';
const OTHER = '~other';

export const CATEGORIES: TaxCategory[] = ['S', 'Z', 'E', 'AE', 'K', 'G', 'O', 'L', 'M'];

export function categoryName(category: TaxCategory): string {
	return t(`category${category}`);
}

/** "GST 5 % + QST 9.975 %". */
function taxesText(taxes: readonly LineTax[]): string {
	if (taxes.length === 0) return t('noTaxes');
	return taxes
		.map((tax) =>
			Number(tax.rate) === 0 ? `${tax.name} ${categoryName(tax.category)}` : `${tax.name} ${formatRate(tax.rate, locale.current)}`
		)
		.join(' + ');
}

export function taxOptions(presets: readonly TaxPreset[], taxes: readonly LineTax[]): { value: string; options: Option[] } {
	const chosen = presets.find((preset) => sameTaxes(preset.taxes, taxes));
	const options: Option[] = presets.map((preset) => ({ value: preset.id, label: preset.label }));
	if (!chosen) options.unshift({ value: OTHER, label: taxesText(taxes) });
	options.push({ value: CUSTOM, label: t('taxCustom') });
	return { value: chosen?.id ?? OTHER, options };
}
