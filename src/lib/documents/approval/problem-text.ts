import { errorText } from '../../error-text.ts';
import type { AppError } from '../../worker-api.ts';
import { t } from './words.ts';

/** What to tell a person whose step was not taken. */
export function approvalProblem(error: AppError): string {
	if (error.detail === 'not-entitled') return t('notEntitled');
	if (error.detail === 'changed' || error.detail === 'not-submitted') return t('changedMeanwhile');
	return errorText(error);
}
