/**
 * Fields that change while somebody is in one of them.
 *
 * What comes from elsewhere is written into the field by the program, and a browser forgets its undo of a field then. So that undo reaches back to the
 * last change of somebody else, and never takes back what another person wrote. A history of one's own letters alone, moved along with the changes of
 * others, would reach further; there is none yet.
 */
import { flushSync } from 'svelte';
import { changesBetween, movedPlace } from './text-changes.ts';

type TextField = HTMLInputElement | HTMLTextAreaElement;

/** Makes the change and draws it; the cursor, and what is selected, stay where they were in the text, and the field stays the one with the focus. */
export function keepCursor(change: () => void): void {
	const field = fieldInUse();
	if (!field) return flushSync(change);
	const { value, selectionStart, selectionEnd, selectionDirection, scrollTop } = field;
	flushSync(change);
	if (!field.isConnected) return;
	if (document.activeElement !== field) field.focus({ preventScroll: true });
	const changes = changesBetween(value, field.value);
	// A selection does not grow by what is written before it.
	const start = movedPlace(changes, selectionStart!, selectionStart !== selectionEnd);
	field.setSelectionRange(start, movedPlace(changes, selectionEnd!), selectionDirection ?? undefined);
	field.scrollTop = scrollTop;
}

/** Dates, e-mail addresses and numbers have no cursor that a page could see. */
function fieldInUse(): TextField | undefined {
	const active = document.activeElement;
	const isText = active instanceof HTMLTextAreaElement || (active instanceof HTMLInputElement && active.selectionStart !== null);
	return isText ? active : undefined;
}

/** Resolves when no word is half-way in an input method: a field that changes under it would lose the word. */
export function wordDone(): Promise<void> {
	return composing
		? new Promise((resolve) => document.addEventListener('compositionend', () => resolve(), { once: true }))
		: Promise.resolve();
}

let composing = false;
if (typeof document !== 'undefined') {
	document.addEventListener('compositionstart', () => (composing = true), true);
	document.addEventListener('compositionend', () => (composing = false), true);
}
