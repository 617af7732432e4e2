/** Paths of fields ("lines.2.price") and the elements that show them. */

export function fieldId(path: string): string {
	return `draft-${path.replaceAll('.', '-')}`;
}

/**
 * Brings a person to the field at a path: opens what hides it, scrolls there and puts the cursor into it. When the field has no element
 * of its own, the name of the part it belongs to is taken, or the nearest part around it. False when nothing on the page belongs to the path.
 */
export function focusField(path: string): boolean {
	const parts = path.split('.');
	for (let length = parts.length; length > 0; length--) {
		const part = parts.slice(0, length).join('.');
		const element = document.getElementById(fieldId(part)) ?? document.getElementById(fieldId(`${part}.name`));
		if (!element) continue;
		for (let around = element.closest('details'); around; around = around.parentElement?.closest('details') ?? null) around.open = true;
		const target = element.matches('input, select, textarea, button')
			? element
			: (element.querySelector<HTMLElement>('input, select, textarea, button') ?? element);
		target.focus({ preventScroll: true });
		target.scrollIntoView({ block: 'center' });
		return true;
	}
	return false;
}

let wanted: { page: string; path: string } | undefined;

/** The field that is to have the cursor once the form at an address is there. In memory: an address must not tell what is looked at. */
export function wantField(href: string, path: string): void {
	wanted = { page: new URL(href, location.href).href, path };
}

/** What a form does when it is there: brings the person to the field they came for, once. */
export function focusWanted(): void {
	if (wanted?.page !== location.href) return;
	const { path } = wanted;
	wanted = undefined;
	focusField(path);
}
