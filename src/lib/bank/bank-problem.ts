import { errorText } from '../error-text.ts';
import type { AppError } from '../worker-api.ts';
import { t } from './words.ts';

/** What to tell a person whose booking was not taken. */
export function bankProblem(error: AppError): string {
	if (error.detail === 'line-booked') return t('problemLineBooked');
	if (error.detail === 'more-than-open' || error.detail === 'more-than-left') return t('problemOvertaken');
	if (error.code === 'invalid' && error.field === 'rate') return t('problemRate');
	return errorText(error);
}
