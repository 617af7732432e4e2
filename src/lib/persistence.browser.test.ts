import { expect, test } from 'vitest';
import { askToPersist, room } from './persistence.ts';

test('the answer is the browser’s own', async () => {
	const { persisted, used, allowed } = await askToPersist();
	expect(persisted).toBe(await navigator.storage.persisted());
	expect(used).toBeGreaterThanOrEqual(0);
	expect(allowed).toBeGreaterThan(used!);
	expect(await room()).toMatchObject({ persisted, allowed });
});
