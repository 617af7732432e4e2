/** Every format by its name, to choose from. */
import { FORMATS, SYNTAX_NAMES } from './formats.ts';
import { t } from './words.ts';

export function formatOptions(): { value: string; label: string }[] {
	return FORMATS.map(({ id, profile, container }) => ({
		value: id,
		label:
			container === 'pdf' ? t('inPdf', { profile: t(profile) }) : t('inSyntax', { profile: t(profile), syntax: SYNTAX_NAMES[container] })
	}));
}
