import { errorText } from '../error-text.ts';
import type { AppError } from '../worker-api.ts';
import { t } from './words.ts';

export function problemText(error: AppError): string {
	return error.detail === 'already-reminded' ? t('already') : errorText(error);
}
