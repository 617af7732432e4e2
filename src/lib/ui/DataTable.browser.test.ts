import { type ComponentProps, createRawSnippet, flushSync, mount, unmount } from 'svelte';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import './base.css';
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

/** As a list is: rows of the range that was asked for. */
function showLong(total = TOTAL) {
	const props = show({ total, offset: 0 });
	props.onrange = (offset, limit) => {
		props.rows = all.slice(offset, Math.min(total, offset + limit));
		props.offset = offset;
	};
	flushSync();
	return props;
}

test('of ten thousand rows only a window is in the page, and it follows the scrolling', async () => {
	showLong();
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
	expect(getComputedStyle(row.element()).display).toBe('grid');
	expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
});

test('End leads to the last of ten thousand rows and Home back, and each row says which it is', async () => {
	showLong();
	await expect.element(page.getByRole('table')).toHaveAttribute('aria-rowcount', String(TOTAL + 1));
	page.getByRole('link', { name: 'Client 3', exact: true }).element().focus();
	await userEvent.keyboard('{End}');
	const last = page.getByRole('link', { name: `Client ${TOTAL - 1}`, exact: true });
	await expect.element(last).toHaveFocus();
	expect(last.element().closest('tr')?.getAttribute('aria-rowindex')).toBe(String(TOTAL + 1));
	await userEvent.keyboard('{PageUp}');
	const above = () => Number((document.activeElement as HTMLElement).textContent?.slice('Client '.length));
	await expect.poll(above).toBeLessThan(TOTAL - 5);
	expect(above()).toBeGreaterThan(TOTAL - 40);
	await userEvent.keyboard('{Home}');
	await expect.element(page.getByRole('link', { name: 'Client 0', exact: true })).toHaveFocus();
});

test('the heading stays in view', async () => {
	showLong();
	window.scrollTo(0, 20_000);
	await expect.poll(() => page.getByRole('columnheader', { name: 'Name' }).element().getBoundingClientRect().top).toBe(0);
	window.scrollTo(0, 0);
});

test.each([1280, 390])('at %i every row is as high as any other, whatever it holds', async (width) => {
	await page.viewport(width, 844);
	const long = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft mbH & Co. KG '.repeat(2);
	show({
		rows: [...all.slice(0, 3), { id: 'long', name: long, sum: '123456789012.00' }, { id: 'rtl', name: 'شركة النور للتجارة', sum: '' }]
	});
	const heights = [...document.querySelectorAll('tr[data-row]')].map((row) => row.getBoundingClientRect().height);
	expect(heights).toHaveLength(5);
	for (const height of heights) expect(Math.abs(height - heights[0]!)).toBeLessThan(1);
	expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
});

test('before the first answer rows are sketched, and nothing is said to be missing', async () => {
	const props = show({ rows: [], total: 0, busy: true, empty: createRawSnippet(() => ({ render: () => '<p>Nothing fits</p>' })) });
	expect(page.getByText('Nothing fits').query()).toBeNull();
	expect(document.querySelector('tr.gap')?.getBoundingClientRect().height).toBeGreaterThan(100);
	props.busy = false;
	await expect.element(page.getByText('Nothing fits')).toBeVisible();
});

describe('on a page that is read from the right', () => {
	beforeEach(() => void (document.documentElement.dir = 'rtl'));
	afterEach(() => document.documentElement.removeAttribute('dir'));

	/** Where each character of a text is painted, from the left. */
	function places(element: Element): number[] {
		const text = element.firstChild!;
		return [...text.textContent!].map((_, at) => {
			const range = document.createRange();
			range.setStart(text, at);
			range.setEnd(text, at + 1);
			return range.getBoundingClientRect().left;
		});
	}
	const isInOrder = (element: Element) => expect(places(element)).toEqual([...places(element)].sort((a, b) => a - b));

	test('a sign stays before its amount, and amounts at the end of the row', () => {
		show({ rows: [{ id: 'a', name: 'Client', sum: '-€1,200.00' }], total: 1 });
		const cell = document.querySelector('td.end')!;
		const text = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
		while (!text.nextNode()?.textContent?.trim());
		cell.replaceChildren(text.currentNode);
		isInOrder(cell);
		expect(places(cell)[0]).toBeLessThan(cell.getBoundingClientRect().left + 40);
	});

	test('wherever figures stand', () => {
		show();
		const shown = document.createElement('p');
		shown.innerHTML = '<span class="figures">-$5.00</span>';
		document.body.append(shown);
		isInOrder(shown.firstElementChild!);
		shown.remove();
	});
});
