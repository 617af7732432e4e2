import type { UnlockMethod } from '#lib/identity/api.ts';
import { t } from './words.ts';

/** What a way to unlock is called where it is spoken of. */
export function methodName({ kind, name }: UnlockMethod): string {
	switch (kind) {
		case 'passphrase':
			return t('methodPassphrase');
		case 'recovery':
			return t('methodRecovery');
		case 'passkey':
			return t('methodPasskey', { name: name ?? '' });
		case 'both':
			return t('methodBoth', { name: name ?? '' });
	}
}
