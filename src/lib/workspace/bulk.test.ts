import fc from '../../../tests/support/property.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { generatedBooks, writeGenerated, type GeneratedItem } from '../../../tests/support/generated-books.ts';
import { aParty } from '../../../tests/support/books.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import { saveInBulk } from './bulk.ts';
import { REGISTRY } from '../worker/registry.ts';
import { encodeJson } from './json.ts';
import { readState } from './record.ts';
import type { Transaction } from './transaction.ts';
import type { Workspace } from './workspace.ts';

const devices: TestWorkspace[] = [];
afterEach(() => devices.splice(0).forEach((device) => device.end()));

async function newBooks() {
	const device = await foundOnFile();
	devices.push(device);
	return { device, workspace: await device.open() };
}

/** What is true of the books whatever the entries they came in: without operation ids and positions. */
async function contents(workspace: Workspace, items: readonly GeneratedItem[]) {
	const plain = async (id: string) => {
		const state = await workspace.read(id);
		const shape = state && REGISTRY.get(state.type)?.shape;
		// The bytes of what is edited name the device that wrote them.
		const live = state?.live && shape && readState(state.live, shape);
		return state && { ...state, live, facts: state.facts.map(({ body }) => body) };
	};
	const ids = items.flatMap((item) => item.ids);
	const lists = ['party', 'document', 'payment', 'series', 'bin'].map((name) =>
		[...workspace.list(name).values()].map((row) => ({ ...row, changed: 0 }))
	);
	// Each workspace has a device of its own, which its ledger names.
	const ledger = JSON.stringify(workspace.ledger).replaceAll(workspace.device, 'device');
	return { records: await Promise.all(ids.map(plain)), lists, ledger, refusals: workspace.refusals };
}

describe('many records at once', () => {
	it('are what one save after another would have made, and what the log says', async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 40 }), fc.integer(), async (documents, seed) => {
				const items = [...generatedBooks({ documents, seed })];
				const one = await newBooks();
				for (const item of items) await one.workspace.save((transaction) => writeGenerated(transaction, item));
				const many = await newBooks();
				await saveInBulk(many.workspace, items, writeGenerated, { ids: (item) => item.ids });

				const expected = await contents(one.workspace, items);
				expect(await contents(many.workspace, items)).toEqual(expected);
				expect(many.workspace.entries).toBeLessThan(one.workspace.entries);
				expect(await many.workspace.verify()).toBeUndefined();
				expect(await contents(many.workspace, items)).toEqual(expected);
			}),
			{ numRuns: 3 }
		);
	});

	it('are refused as one save would be, with nothing of that save written', async () => {
		const { workspace } = await newBooks();
		const items = [...generatedBooks({ documents: 3 })];
		const again: GeneratedItem = {
			...items.at(-1)!,
			write: (transaction) => transaction.add('issued', items.at(-2)!.ids[0]!, 'put', encodeJson({}))
		};
		await expect(saveInBulk(workspace, [...items, again], writeGenerated)).rejects.toMatchObject({
			code: 'invalid',
			detail: 'unreadable'
		});
		expect([workspace.list('document').size, workspace.entries]).toEqual([0, 2]);
	});

	it('stop between two saves, and say how far they came', async () => {
		const { workspace, device } = await newBooks();
		const items = Array.from({ length: 600 }, (_, n) => n.toString(16).padStart(32, '0'));
		const stop = new AbortController();
		const done: number[] = [];
		const progress = (count: number) => {
			done.push(count);
			if (count >= 500) stop.abort();
		};
		const write = (transaction: Transaction, id: string) => transaction.putLive('party', id, aParty({ name: id }));
		await expect(saveInBulk(workspace, items, write, { ids: (id) => [id], progress, signal: stop.signal })).rejects.toThrow('abort');
		expect(workspace.list('party').size).toBe(done.at(-1));
		expect((await device.open()).list('party').size).toBe(500);
	});
});
