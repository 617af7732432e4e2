/** What the write lock must do, in a browser and in Node. */
import { describe, expect, test } from 'vitest';
import { withWriteLock } from './locks.ts';

export function describeLock(home: string): void {
	describe(`the write lock in ${home}`, () => {
		test('one piece of work at a time, in the order asked', async () => {
			const seen: string[] = [];
			const work = (name: string) => async () => {
				seen.push(`${name} begins`);
				for (let turn = 0; turn < 5; turn++) await Promise.resolve();
				seen.push(`${name} ends`);
				return name;
			};
			const done = await Promise.all(['a', 'b', 'c'].map((name) => withWriteLock(work(name), 'order')));
			expect(done).toEqual(['a', 'b', 'c']);
			expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
		});

		test('work that fails gives its error to its caller and the lock to the next', async () => {
			const failed = withWriteLock(() => Promise.reject(new Error('no')), 'fails');
			const threw = withWriteLock(() => {
				throw new Error('never');
			}, 'fails');
			const next = withWriteLock(async () => 'next', 'fails');
			await expect(failed).rejects.toThrow('no');
			await expect(threw).rejects.toThrow('never');
			expect(await next).toBe('next');
		});

		test('taking it inside the work that holds it throws, and the lock is free again', async () => {
			const again = withWriteLock(() => withWriteLock(async () => {}, 'again'), 'again');
			await expect(again).rejects.toThrow('already held');
			expect(await withWriteLock(async () => 'free', 'again')).toBe('free');
		});

		test('two devices in one process do not wait for each other', async () => {
			expect(await withWriteLock(() => withWriteLock(async () => 'bob', 'device of bob'), 'device of alice')).toBe('bob');
		});
	});
}
