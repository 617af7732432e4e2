import { type ComponentProps, flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import DataTable from './DataTable.svelte';
import type { Column } from './table.ts';
import { boundProps } from './test-props.svelte.ts';

interface Row {
	id: string;
	name: string;
	sum: string;
}
const TOTAL = 10_000;
const all: Row[] = Array.from({ length: TOTAL }, (_, i) => ({ id: `r${i}`, name: `Client ${i}`, sum: `${i}.00` }));
const columns: Column<Row>[] = [
	{ id: 'name', label: 'Name', sortable: true, text: (row) => row.name },
	{ id: 'sum', label: 'Sum', align: 'end', sortable: true, card: 'end', text: (row) => row.sum }
];

let component: Record<string, unknown>;
function show(extra: Partial<ComponentProps<typeof DataTable<Row>>> = {}) {
	const props = boundProps<ComponentProps<typeof DataTable<Row>>>({
		caption: 'Clients',
		columns,
		rows: all.slice(0, 60),
		key: (row) => row.id,
		href: (row) => `#${row.id}`,
		...extra
	});
	component = mount(DataTable<Row>, { target: document.body, props });
	flushSync();
	return props;
}
beforeEach(() => page.viewport(1280, 800));
afterEach(() => unmount(component));

test('of ten thousand rows only a window is in the page, and it follows the scrolling', async () => {
	const props = show({ total: TOTAL, offset: 0 });
	props.onrange = (offset, limit) => {
		props.rows = all.slice(offset, offset + limit);
		props.offset = offset;
	};
	flushSync();
	const height = document.documentElement.scrollHeight;
	window.scrollTo(0, height / 2);
	await expect.element(page.getByText('Client 5000', { exact: true })).toBeInTheDocument();
	expect(document.querySelectorAll('tr[data-row]').length).toBeLessThan(200);
	expect(Math.abs(document.documentElement.scrollHeight - height)).toBeLessThan(height * 0.02);
	window.scrollTo(0, 0);
	await expect.element(page.getByText('Client 0', { exact: true })).toBeInTheDocument();
});

test('the whole row is one link, and arrows go from row to row', async () => {
	show();
	const links = page.getByRole('link').elements() as HTMLElement[];
	expect(links[0]?.getAttribute('href')).toBe('#r0');
	links[0]?.focus();
	await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
	expect(document.activeElement).toBe(links[1]);
});

test('a heading sorts, figures first from the highest, and says so', async () => {
	const onsort = vi.fn();
	show({ onsort });
	await page.getByRole('button', { name: 'Sum' }).click();
	expect(onsort).toHaveBeenLastCalledWith({ by: 'sum', descending: true });
	await expect.element(page.getByRole('columnheader', { name: 'Sum' })).toHaveAttribute('aria-sort', 'descending');
	await page.getByRole('button', { name: 'Sum' }).click();
	expect(onsort).toHaveBeenLastCalledWith({ by: 'sum', descending: false });
});

test('on a phone a row is a card and still a row to a screen reader', async () => {
	await page.viewport(390, 844);
	show();
	const row = page.getByRole('row', { name: /Client 7 / });
	await expect.element(row).toBeVisible();
	expect(getComputedStyle(row.element()).display).toBe('flex');
	expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
});
