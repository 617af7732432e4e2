import { expect, it } from 'vitest';
import { readOnlyFields } from './read-only-fields.ts';

function form(): HTMLFormElement {
	const made = document.createElement('form');
	const add = (tag: string, attributes: Record<string, string> = {}) => {
		const field = document.createElement(tag);
		for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value);
		made.append(field);
	};
	add('input', { type: 'text', id: 'text' });
	add('input', { type: 'checkbox', id: 'check' });
	add('input', { type: 'text', role: 'combobox', id: 'list' });
	add('input', { type: 'text', id: 'fixed', readonly: '' });
	add('textarea', { id: 'area' });
	add('select', { id: 'select' });
	add('button', { id: 'button' });
	add('button', { id: 'off', disabled: '' });
	document.body.append(made);
	return made;
}
const field = (id: string) => document.getElementById(id) as HTMLInputElement;

it('holds every field of a form, those drawn later too, and gives each back as it was', async () => {
	const made = form();
	field('text').value = 'typed before';
	const end = readOnlyFields(made);
	expect(['text', 'area', 'fixed'].map((id) => [field(id).readOnly, field(id).disabled])).toEqual(Array(3).fill([true, false]));
	expect(['check', 'list', 'select', 'button', 'off'].map((id) => field(id).disabled)).toEqual(Array(5).fill(true));
	field('text').select();
	expect(getSelection()?.toString() ?? '').toBe('typed before');

	const late = document.createElement('input');
	late.id = 'late';
	made.append(late);
	field('button').disabled = false;
	await expect.poll(() => [late.readOnly, field('button').disabled]).toEqual([true, true]);

	end();
	expect(['text', 'area', 'late'].map((id) => field(id).readOnly)).toEqual([false, false, false]);
	expect(['check', 'list', 'select', 'button'].map((id) => field(id).disabled)).toEqual(Array(4).fill(false));
	expect([field('fixed').readOnly, field('off').disabled, field('text').value]).toEqual([true, true, 'typed before']);
	made.remove();
});
