import type { Books } from '../books.svelte.ts';
import { errorText } from '../error-text.ts';
import { toasts } from '../ui/toasts.svelte.ts';
import { t } from './words.ts';

/** Says that a record went into the bin, and puts it back with one click. */
export function removedToast(api: Books['api'], id: string, text: string): void {
	const undo = async () => {
		const result = await api.restore(id);
		if (result.ok) toasts.success(t('restored'));
		else toasts.danger(errorText(result.error));
	};
	toasts.show(text, { action: { label: t('undo'), run: () => void undo() } });
}
