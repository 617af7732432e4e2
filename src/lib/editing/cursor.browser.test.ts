/** What happens to the cursor when somebody else writes in the field it is in, in a real browser. */
import { flushSync, mount, unmount } from 'svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import Combobox from '../ui/Combobox.svelte';
import { boundProps } from '../ui/test-props.svelte.ts';
import TextArea from '../ui/TextArea.svelte';
import { keepCursor, wordDone } from './cursor.ts';

const mounted: Record<string, unknown>[] = [];
afterEach(async () => {
	for (const component of mounted.splice(0)) await unmount(component);
});

function area(value: string, id = 'description') {
	const props = boundProps({ label: 'Description', value, id });
	mounted.push(mount(TextArea, { target: document.body, props }));
	flushSync();
	const field = document.querySelector<HTMLTextAreaElement>(`#${id}`)!;
	/** The text with the selection in brackets. */
	const shown = () => {
		const { value: text, selectionStart: from, selectionEnd: to } = field;
		return `${text.slice(0, from)}[${text.slice(from, to)}]${text.slice(to)}`;
	};
	return { props, field, shown, change: (text: string) => keepCursor(() => (props.value = text)) };
}

describe('a field that others write in too', () => {
	it('keeps the cursor between the same letters, and what is typed next goes there', async () => {
		const { props, field, shown, change } = area('one three');
		field.focus();
		field.setSelectionRange(4, 4);
		change('zero, one three');
		expect(shown()).toBe('zero, one []three');
		change('zero, one three four');
		await userEvent.keyboard('two ');
		expect(shown()).toBe('zero, one two []three four');
		expect(props.value).toBe('zero, one two three four');
	});

	it('keeps what is selected, and which end of it moves', () => {
		const { field, shown, change } = area('one two three');
		field.focus();
		field.setSelectionRange(4, 7, 'backward');
		change('One and two, three');
		expect(shown()).toBe('One and [two], three');
		expect(field.selectionDirection).toBe('backward');
	});

	it('leaves another field alone', () => {
		const [here, other] = [area('one'), area('two', 'other')];
		here.field.focus();
		here.field.setSelectionRange(1, 1);
		other.change('two and more');
		expect(document.activeElement).toBe(here.field);
		expect(here.shown()).toBe('o[]ne');
		expect(other.field.value).toBe('two and more');
	});
});

it('a word that is half-way in an input method is waited for', async () => {
	const { field } = area('');
	field.focus();
	field.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }));
	let done = false;
	const waited = wordDone().then(() => (done = true));
	await Promise.resolve();
	expect(done).toBe(false);
	field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true }));
	await waited;
	await wordDone();
});

it('free text of a lookup follows what others write, also after one has typed in it', async () => {
	const props = boundProps({
		label: 'Item',
		value: { value: '', label: 'Design' },
		search: async () => [],
		ontext: (text: string) => void (props.value = { value: '', label: text })
	});
	mounted.push(mount(Combobox, { target: document.body, props }));
	flushSync();
	const input = page.getByRole('combobox', { name: 'Item' });
	await input.fill('Design day');
	await expect.element(input).toHaveValue('Design day');
	keepCursor(() => (props.value = { value: '', label: 'Design days' }));
	await expect.element(input).toHaveValue('Design days');
});
