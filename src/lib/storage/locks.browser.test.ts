import { expect, test } from 'vitest';
import { describeLock } from './locks.acceptance.ts';
import { withWriteLock } from './locks.ts';

describeLock('Chromium');

test('it is the Web Lock that every tab of this origin waits for', async () => {
	const held = await withWriteLock(async () => (await navigator.locks.query()).held);
	expect(held).toMatchObject([{ name: 'wb1-write', mode: 'exclusive' }]);
});
