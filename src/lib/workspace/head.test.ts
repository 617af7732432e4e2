import { afterEach, expect, it } from 'vitest';
import { anItem } from '../../../tests/support/books.ts';
import { foundOnFile, type TestWorkspace } from '../../../tests/support/workspace.ts';
import { readHead, type Head } from './head.ts';
import { headKey } from './home.ts';

const open: TestWorkspace[] = [];
afterEach(() => open.splice(0).forEach((workspace) => workspace.end()));

it('a head stored before anybody could be invited is one of a workspace nobody was invited to', async () => {
	const alice = await foundOnFile();
	open.push(alice);
	const { home, store } = alice;
	const workspace = await alice.open();
	await workspace.save((transaction) => transaction.putLive('item', '22'.repeat(16), anItem()));
	const key = headKey(home.vault);
	const head = home.vault.openJson<Head>('meta', key, (await store.get('meta', home.vault.ws, key))!)!;
	const { invites, minProgram, owesRotation, ...before } = head.log.membership!;
	expect([invites.size, minProgram, owesRotation]).toEqual([0, 0, false]);
	await store.write({ puts: [home.vault.sealJson('meta', key, { ...head, log: { ...head.log, membership: before } })] }, 'strict');
	expect(await readHead(home)).toEqual(head);
	const again = await alice.open();
	await again.save((transaction) => transaction.putLive('item', '33'.repeat(16), anItem()));
	expect(await again.verify()).toBeUndefined();
});
