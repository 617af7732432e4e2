import { afterEach, describe, expect, it } from 'vitest';
import { anItem } from '../../../../tests/support/books.ts';
import { newId } from '../../../../tests/support/device.ts';
import { foundOnFile, type TestWorkspace } from '../../../../tests/support/workspace.ts';
import type { Workspace } from '../workspace.ts';
import { workspaceKeys } from '../keys.ts';
import { readPlaces, readSlice } from './entries.ts';
import { memberAct } from './member-acts.ts';
import { RecordPositions } from './positions.ts';

let device: TestWorkspace;
afterEach(() => device?.end());

const NONE = new Set<number>();
const head = ({ books }: Workspace) => books.head;
const save = (workspace: Workspace, id: string) => workspace.save((transaction) => transaction.putLive('item', id, anItem()));

describe('entries of the log', () => {
	it('are what they are: taken, void, or not to be opened here', async () => {
		device = await foundOnFile();
		const workspace = await device.open();
		await save(workspace, newId());
		const { n } = head(workspace).log;
		const standings = async (home = device.home, voids = NONE) =>
			(await readSlice(home, 0, n, voids)).map(({ standing }) => standing).at(-1);
		expect(await standings()).toBe('taken');
		expect(await standings(device.home, new Set([n - 1]))).toBe('void');
		const { founded, home } = device;
		const keyless = { ...home, keys: workspaceKeys(founded.wsId, founded.device) };
		expect(await standings(keyless)).toBe('sealed');
		expect((await readPlaces(home, [n - 1], NONE))[0]!.operations).toHaveLength(1);
		expect((await readPlaces(home, [n - 1], new Set([n - 1])))[0]!.operations).toEqual([]);
		expect(await readSlice(home, 0, n, NONE, () => false)).toEqual([]);
		expect((await readSlice(home, 0, 2, NONE)).map((entry) => memberAct(entry, workspace.membership).act)).toEqual([
			'founded',
			'code-listed'
		]);
	});
});

describe('where records are spoken of', () => {
	it('is read on as the log grows, and anew where it went on otherwise', async () => {
		device = await foundOnFile();
		const workspace = await device.open();
		const [first, second] = [newId(), newId()];
		const positions = new RecordPositions(device.home);
		await save(workspace, first);
		const at = head(workspace).log.n - 1;
		await positions.follow(head(workspace));
		await save(workspace, second);
		expect(positions.of(second)).toEqual([]);
		await positions.follow(head(workspace));
		expect([positions.of(first), positions.of(second)]).toEqual([[at], [at + 1]]);
		// Another branch, as long as the first.
		const { store, home } = device;
		const bytes = (await store.get('log', home.vault.ws, at))!;
		await store.write({ puts: [{ table: 'log', ws: home.vault.ws, key: at + 1, bytes }] }, 'strict');
		await positions.follow(head(workspace));
		expect([positions.of(first), positions.of(second)]).toEqual([[at, at + 1], []]);
		expect(await positions.follow({ log: { ...head(workspace).log, n: at } })).toBeUndefined();
		expect(positions.of(first)).toEqual([]);
	});
});
