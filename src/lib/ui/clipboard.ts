/**
 * Copies what should not stay on the clipboard (recovery code, bank data) and clears it after a minute, as well as a page can:
 * browsers let only a focused page write, so a page in the background clears when it is looked at again, and one that was closed
 * cannot. If something else was copied inside this page in the meantime, that is left alone.
 */
export const CLEAR_AFTER = 60_000;

let cancelLast: (() => void) | undefined;

export async function copyForAMinute(text: string): Promise<void> {
	await navigator.clipboard.writeText(text);
	cancelLast?.();

	const cancel = () => {
		clearTimeout(timer);
		document.removeEventListener('copy', cancel);
		document.removeEventListener('cut', cancel);
		removeEventListener('focus', clear);
		cancelLast = undefined;
	};
	const clear = () => {
		navigator.clipboard.writeText('').then(cancel, () => {
			// Refused, most likely because another window has the focus.
			addEventListener('focus', clear, { once: true });
		});
	};
	const timer = setTimeout(clear, CLEAR_AFTER);
	document.addEventListener('copy', cancel);
	document.addEventListener('cut', cancel);
	cancelLast = cancel;
}
