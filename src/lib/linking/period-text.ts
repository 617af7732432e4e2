import { errorText } from '../error-text.ts';
import { catalogue } from '../ui/i18n.svelte.ts';
import type { AppError } from '../worker-api.ts';
import { period } from './messages/period.en.ts';

export const t = catalogue(period);

const PROBLEMS = {
	days: 'problemDays',
	empty: 'problemEmpty',
	'too-large': 'problemLarge',
	'links-full': 'problemFull',
	refused: 'problemRefused',
	cancelled: 'cancelled'
} as const;

/** Why a period could not be shared, and what to do. */
export function periodProblem(error: AppError): string {
	if (error.code === 'needs-relay') return t(error.detail === 'none' ? 'needsNone' : 'needsAnswer');
	const known = PROBLEMS[(error.detail ?? '') as keyof typeof PROBLEMS];
	return error.code === 'invalid' && known ? t(known) : errorText(error);
}
