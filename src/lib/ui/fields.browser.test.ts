/** The controls whose behaviour is their own, driven by a real keyboard in a real browser. */
import { type ComponentProps, flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { until } from '../../../tests/support/until.ts';
import { page, userEvent } from 'vitest/browser';
import Combobox from './Combobox.svelte';
import DecimalField from './DecimalField.svelte';
import { boundProps } from './test-props.svelte.ts';
import TextArea from './TextArea.svelte';

let mounted: Record<string, unknown>[] = [];
beforeEach(() => (mounted = []));
afterEach(async () => {
	for (const component of mounted) await unmount(component);
});

describe('a lookup', () => {
	const all = ['Alice', 'Bob', 'Carol'].map((label) => ({ value: label.toLowerCase(), label }));
	const found = (text: string) => all.filter(({ label }) => label.toLowerCase().includes(text.toLowerCase()));

	function lookup(props: Partial<ComponentProps<typeof Combobox>> = {}) {
		const chosen = vi.fn();
		mounted.push(
			mount(Combobox, {
				target: document.body,
				props: { label: 'Client', search: async (text: string) => found(text), onselect: chosen, ...props }
			})
		);
		flushSync();
		return { chosen, input: page.getByRole('combobox', { name: 'Client' }) };
	}

	test('the first hit is taken with Enter', async () => {
		const { chosen, input } = lookup();
		await input.click();
		await userEvent.keyboard('ca');
		await expect.element(page.getByRole('option', { name: 'Carol' })).toBeVisible();
		await userEvent.keyboard('{Enter}');
		expect(chosen).toHaveBeenCalledExactlyOnceWith(all[2]);
		await expect.element(input).toHaveValue('Carol');
		await expect.element(input).toHaveAttribute('aria-expanded', 'false');
	});

	test('arrows move through the list and tell a screen reader where they are', async () => {
		const { chosen, input } = lookup();
		await input.click();
		await expect.element(page.getByRole('option', { name: 'Alice' })).toBeVisible();
		await userEvent.keyboard('{ArrowDown}{ArrowDown}');
		const active = document.getElementById(input.element().getAttribute('aria-activedescendant')!);
		expect(active?.textContent).toContain('Bob');
		await userEvent.keyboard('{Enter}');
		expect(chosen).toHaveBeenCalledExactlyOnceWith(all[1]);
	});

	test('Escape gives back what was chosen before', async () => {
		const { chosen, input } = lookup({ value: all[0] });
		await input.click();
		await userEvent.keyboard('bo');
		await expect.element(page.getByRole('option', { name: 'Bob' })).toBeVisible();
		await userEvent.keyboard('{Escape}');
		await expect.element(input).toHaveValue('Alice');
		expect(chosen).not.toHaveBeenCalled();
	});

	test('an unknown name can be made into a new client', async () => {
		const made = vi.fn();
		const { input } = lookup({ oncreate: made });
		await input.click();
		await userEvent.keyboard('Dora');
		await page.getByRole('option', { name: 'Create “Dora”' }).click();
		expect(made).toHaveBeenCalledExactlyOnceWith('Dora');
	});

	test('a slow answer never replaces a newer one', async () => {
		const answers = new Map<string, (options: typeof all) => void>();
		const { input } = lookup({ search: (text: string) => new Promise<typeof all>((resolve) => answers.set(text, resolve)) });
		await input.click();
		await userEvent.keyboard('b');
		await until(() => expect(answers.has('b')).toBe(true));
		answers.get('b')!(found('b'));
		answers.get('')!(all);
		await expect.element(page.getByRole('option', { name: 'Bob' })).toBeVisible();
		expect(page.getByRole('option').elements()).toHaveLength(1);
	});

	test('emptying the field clears the choice', async () => {
		const { chosen, input } = lookup({ value: all[0] });
		await input.fill('');
		await userEvent.keyboard('{Tab}');
		expect(chosen).toHaveBeenCalledExactlyOnceWith(undefined);
	});
});

describe('a number field', () => {
	const parse = (text: string) => (/^\d+([.,]\d+)?$/.test(text) ? { value: text.replace(',', '.') } : { error: 'Not a number.' });
	const format = (value: string) => value.replace('.', ',');

	test('keeps the last number while the text is none, and says so at the field', async () => {
		const props = boundProps({ label: 'Price', value: '1.5', parse, format });
		mounted.push(mount(DecimalField, { target: document.body, props }));
		flushSync();
		const input = page.getByLabelText('Price');
		await expect.element(input).toHaveValue('1,5');
		await input.fill('1e9');
		await expect.element(input).toHaveAttribute('aria-invalid', 'true');
		await expect.element(input).toHaveAccessibleDescription('Not a number.');
		expect(props.value).toBe('1.5');
		await input.fill('20,25');
		await expect.element(input).not.toHaveAttribute('aria-invalid');
		expect(props.value).toBe('20.25');
		await input.fill('');
		expect(props.value).toBe('');
	});
});

test('a pasted book is kept and refused at the field, not cut', async () => {
	const props = boundProps({ label: 'Description', value: '', maxlength: 50 });
	mounted.push(mount(TextArea, { target: document.body, props }));
	flushSync();
	const area = page.getByLabelText('Description');
	await area.fill('x'.repeat(60));
	await expect.element(area).toHaveAccessibleDescription('Shorten this by 10 characters.');
	expect(props.value).toHaveLength(60);
});
