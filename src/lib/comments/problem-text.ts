import { errorText } from '../error-text.ts';
import type { AppError } from '../worker-api.ts';
import { t } from './words.ts';

/** What to tell a person whose comment was not taken. */
export function commentProblem(error: AppError): string {
	if (error.detail === 'empty') return t('empty');
	if (error.detail === 'too-many') return t('tooMany');
	return error.detail === 'not-entitled' ? t('notYours') : errorText(error);
}
