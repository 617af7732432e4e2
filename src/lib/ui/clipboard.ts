/**
 * Copies what should not stay on the clipboard (recovery code, bank data) and clears it after a minute, as well as a page can:
 * browsers let only a focused page write, so a page in the background clears when it is looked at again, and one that was closed
 * cannot. What is copied inside this page in the meantime is left alone.
 */
export const CLEAR_AFTER = 60_000;

export class BriefClipboard {
	#clipboard: Pick<Clipboard, 'writeText'>;
	/** Where the page's copy, cut and focus events arrive. */
	#page: EventTarget;
	#forget: (() => void) | undefined;

	constructor(clipboard: Pick<Clipboard, 'writeText'>, page: EventTarget) {
		this.#clipboard = clipboard;
		this.#page = page;
	}

	/** Rejects when the browser refuses; then nothing is planned. */
	async copy(text: string): Promise<void> {
		await this.#clipboard.writeText(text);
		this.#forget?.();

		const clear = () => {
			this.#clipboard.writeText('').then(forget, () => {
				// Refused, most likely because another window has the focus.
				this.#page.addEventListener('focus', clear, { once: true });
			});
		};
		const forget = () => {
			clearTimeout(timer);
			for (const event of ['copy', 'cut']) this.#page.removeEventListener(event, forget);
			this.#page.removeEventListener('focus', clear);
			this.#forget = undefined;
		};
		const timer = setTimeout(clear, CLEAR_AFTER);
		for (const event of ['copy', 'cut']) this.#page.addEventListener(event, forget);
		this.#forget = forget;
	}
}

let ofThisPage: BriefClipboard | undefined;

export function copyForAMinute(text: string): Promise<void> {
	ofThisPage ??= new BriefClipboard(navigator.clipboard, window);
	return ofThisPage.copy(text);
}
