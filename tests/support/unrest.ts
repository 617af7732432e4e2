/** Somebody at work in the books without a pause, and what must hold whenever he was cut off: for journeys that kill the tab or the browser. */
import { expect, type Page } from '@playwright/test';
import { aParty, anInvoice } from './books.ts';
import { must, saveNew } from './page-api.ts';

export interface Desk {
	partyId: string;
	seriesId: string;
}

/** What the books said was done. What was asked for and never answered may be there or not, but whole. */
export class Promised {
	/** Draft's id -> the revision the answer was about, and the last one asked for. */
	readonly drafts = new Map<string, { saved: number; asked: number }>();
	/** Number -> document's id, for ever. */
	readonly numbers = new Map<string, string>();
	readonly payments = new Set<string>();
	/** Drafts and documents worked on since all was last found whole. */
	readonly touched = new Set<string>();

	get count(): number {
		return [...this.drafts.values()].reduce((sum, { saved }) => sum + saved, 0) + this.numbers.size + this.payments.size;
	}
}

export async function openDesk(page: Page): Promise<Desk> {
	const partyId = await saveNew(page, 'party', aParty({ name: 'Bob' }));
	const series = (await must(page, 'list', 'series')) as { rows: { id: string; type: string }[] };
	const seriesId = series.rows.find(({ type }) => type === 'invoice')!.id;
	return { partyId, seriesId };
}

/** Edits, issues and takes payments until the page is gone, or `onAnswer`, which hears of each thing done, says that it is enough. */
export async function workUntilKilled(page: Page, desk: Desk, promised: Promised, onAnswer: () => boolean): Promise<void> {
	const own: string[] = [];
	const paid = new Map<string, number>();
	const { partyId, seriesId } = desk;
	const content = (revision: number) =>
		anInvoice({ partyId, seriesId, issueDate: today(), dueDate: today(), notes: `revision ${revision}` });
	const draft = async () => {
		const id = crypto.randomUUID().replaceAll('-', '');
		promised.drafts.set(id, { saved: 0, asked: 1 });
		promised.touched.add(id);
		await must(page, 'save', 'draft', id, content(1));
		promised.drafts.set(id, { saved: 1, asked: 1 });
		return id;
	};
	const tasks = [
		async () => {
			if (own.length < 3) own.push(await draft());
			const id = own[Math.floor(Math.random() * own.length)]!;
			const last = promised.drafts.get(id)!;
			promised.touched.add(id);
			promised.drafts.set(id, { ...last, asked: last.asked + 1 });
			await must(page, 'save', 'draft', id, content(last.asked + 1));
			promised.drafts.set(id, { saved: last.asked + 1, asked: last.asked + 1 });
		},
		async () => {
			const id = await draft();
			// While it is being issued it may be found as either.
			promised.drafts.delete(id);
			const { number } = (await must(page, 'issue', id)).document;
			expect(promised.numbers.get(number) ?? id, `${number} was given before`).toBe(id);
			promised.numbers.set(number, id);
			paid.set(id, 0);
		},
		async () => {
			const [id] = paid.keys();
			if (id === undefined) return;
			paid.delete(id);
			promised.touched.add(id);
			const money = { kind: 'payment', partyId, partyName: 'Bob', date: today(), amount: '12.34', currency: 'CAD', method: 'transfer' };
			promised.payments.add((await must(page, 'recordPayment', money, [{ id, amount: '12.34' }])).id);
		}
	];
	for (;;) {
		try {
			await tasks[Math.floor(Math.random() * tasks.length)]!();
		} catch (error) {
			if (page.isClosed() || /closed|crashed|destroyed|disconnected/i.test(String(error))) return;
			throw error;
		}
		if (!onAnswer()) return;
	}
}

/**
 * Log, records, lists and numbers agree with each other and with all that was promised. Lists, numbers and the log are looked at whole each time,
 * records where somebody was at work since the last time, or all of them when asked for.
 */
export async function expectWhole(page: Page, promised: Promised, everyRecord = false): Promise<void> {
	const before = await everyRow(page);
	const issued = before.document.filter((row) => row.issued);
	const isLookedAt = (id: string) => everyRecord || promised.touched.has(id);
	for (const [id, { saved, asked }] of promised.drafts) {
		if (saved === 0 || !isLookedAt(id)) continue;
		const { notes } = (await must(page, 'get', 'draft', id)) as { notes: string };
		const revision = Number(/^revision (\d+)$/.exec(notes)?.[1]);
		expect(revision, 'a revision between the last answered and the last asked for').toBeGreaterThanOrEqual(saved);
		expect(revision).toBeLessThanOrEqual(asked);
	}
	for (const [number, id] of promised.numbers) expect(issued.find((row) => row.id === id)?.number).toBe(number);
	expect(new Set(issued.map(({ number }) => number)).size).toBe(issued.length);
	for (const { id, number, paid, balance } of issued) {
		// What was given unheard is promised from here on: it may be on paper already.
		promised.numbers.set(number, id);
		if (!isLookedAt(id)) continue;
		const detail = await must(page, 'document', id);
		expect({ number: detail.document.number, paid: detail.paid, balance: detail.balance }).toEqual({ number, paid, balance });
	}
	for (const id of promised.payments) expect(before.payment.some((row) => row.id === id)).toBe(true);
	const given = issued.map(({ number }) => Number(/(\d+)$/.exec(number)?.[1])).sort((a, b) => a - b);
	expect(given).toEqual(given.map((_, index) => index + 1));

	expect((await must(page, 'verify')).entries).toBeGreaterThan(0);
	expect(await everyRow(page)).toEqual(before);
	promised.touched.clear();
}

async function everyRow(page: Page) {
	const [document, payment] = [await must(page, 'list', 'document'), await must(page, 'list', 'payment')];
	const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
	type Issued = { id: string; issued: boolean; number: string; paid: bigint; balance: bigint };
	return { document: (document.rows as Issued[]).sort(byId), payment: (payment.rows as { id: string }[]).sort(byId) };
}

function today(): string {
	return new Date().toLocaleDateString('sv-SE', { timeZone: 'America/Toronto' });
}
