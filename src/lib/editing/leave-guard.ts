import { beforeNavigate } from '$app/navigation';
import { t } from './words.ts';

/** Asks before a page is left with text that could not be saved. Call while a component is being set up. */
export function guardLeaving(unsaved: () => boolean): void {
	beforeNavigate((navigation) => {
		if (!unsaved()) return;
		// Closing the tab shows the browser's own question.
		if (navigation.willUnload || !confirm(t('leaveAnyway'))) navigation.cancel();
	});
}
