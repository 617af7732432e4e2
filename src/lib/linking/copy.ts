import { toasts } from '../ui/toasts.svelte.ts';
import { t } from './words.ts';

/** Stays in the clipboard, unlike a passphrase: it is about to be pasted into a letter. */
export async function copyAddress(address: string): Promise<void> {
	try {
		await navigator.clipboard.writeText(address);
		toasts.success(t('copied'));
	} catch {
		toasts.danger(t('notCopied'));
	}
}
