/**
 * A form that can be read and not changed: what is in it stays where it is, can be selected and copied, and nothing in it takes a letter or a click.
 * Fields that are drawn later are held too. Ends by giving each back what it was.
 */
const FIELDS = 'input, textarea, select, button';
/** Inputs whose text can be looked at and copied while it cannot be changed; all else has a state that a click would change. */
const TEXTS = new Set(['text', 'email', 'tel', 'url', 'search', 'number', 'date', 'password']);

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | HTMLButtonElement;

export function readOnlyFields(form: HTMLElement): () => void {
	const held = new Map<Field, 'readOnly' | 'disabled'>();
	const hold = () => {
		for (const field of form.querySelectorAll<Field>(FIELDS)) {
			if (field.dataset.reads !== undefined) continue;
			const how = isText(field) ? 'readOnly' : 'disabled';
			const values = field as unknown as Record<typeof how, boolean>;
			if (values[how]) continue;
			values[how] = true;
			held.set(field, how);
		}
	};
	hold();
	const observer = new MutationObserver(hold);
	observer.observe(form, { childList: true, subtree: true, attributes: true, attributeFilter: ['readonly', 'disabled'] });
	return () => {
		observer.disconnect();
		for (const [field, how] of held) (field as unknown as Record<typeof how, boolean>)[how] = false;
	};
}

/** A list to choose from opens on its field: that is held whole. */
function isText(field: Field): boolean {
	if (field instanceof HTMLTextAreaElement) return true;
	return field instanceof HTMLInputElement && TEXTS.has(field.type) && field.getAttribute('role') !== 'combobox';
}
