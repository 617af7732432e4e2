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
