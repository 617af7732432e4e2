import { expect, test } from 'vitest';
import { describeLock } from './locks.acceptance.ts';
import { withWriteLock } from './locks.ts';

describeLock('Node');

test('taking the lock again later in the work throws too', async () => {
	const again = withWriteLock(async () => {
		await Promise.resolve();
		await withWriteLock(async () => {});
	});
	await expect(again).rejects.toThrow('already held');
});
