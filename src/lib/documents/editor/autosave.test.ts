import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Result } from '../../worker-api.ts';
import { Autosave } from './autosave.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A document whose saves wait until they are let through. */
function desk() {
	let text = '';
	const stored: string[] = [];
	const waiting: ((result: Result<void>) => void)[] = [];
	const autosave = new Autosave(() => {
		const copy = text;
		return new Promise<Result<void>>((resolve) => {
			waiting.push((result) => {
				if (result.ok) stored.push(copy);
				resolve(result);
			});
		});
	});
	return {
		autosave,
		stored,
		waiting,
		type(words: string) {
			text += words;
			autosave.changed();
		},
		async answer(result: Result<void> = { ok: true, value: undefined }) {
			waiting.shift()?.(result);
			await vi.advanceTimersByTimeAsync(0);
		}
	};
}

describe('what is typed', () => {
	test('is saved once, a moment after the last keystroke', async () => {
		const { autosave, stored, waiting, type, answer } = desk();
		type('a');
		await vi.advanceTimersByTimeAsync(300);
		type('b');
		await vi.advanceTimersByTimeAsync(300);
		expect(waiting).toHaveLength(0);
		await vi.advanceTimersByTimeAsync(100);
		expect(autosave.state).toBe('saving');
		await answer();
		expect(stored).toEqual(['ab']);
		expect(autosave.state).toBe('saved');
		expect(autosave.pending).toBe(false);
	});

	test('on and on is saved every two seconds', async () => {
		const { stored, type, answer } = desk();
		for (let letter = 0; letter < 21; letter++) {
			type('a');
			await vi.advanceTimersByTimeAsync(100);
		}
		await answer();
		expect(stored).toEqual(['a'.repeat(20)]);
	});

	test('during a save is saved by another one', async () => {
		const { autosave, stored, type, answer } = desk();
		type('a');
		await vi.advanceTimersByTimeAsync(400);
		type('b');
		await answer();
		expect(autosave.state).not.toBe('saved');
		await vi.advanceTimersByTimeAsync(400);
		await answer();
		expect(stored).toEqual(['a', 'ab']);
		expect(autosave.state).toBe('saved');
	});

	test('is flushed at once, and only one save runs at a time', async () => {
		const { autosave, stored, waiting, type, answer } = desk();
		type('a');
		const first = autosave.flush();
		type('b');
		const second = autosave.flush();
		expect(waiting).toHaveLength(1);
		await answer();
		expect(waiting).toHaveLength(1);
		await answer();
		expect(await first).toBe(true);
		expect(await second).toBe(true);
		expect(stored).toEqual(['a', 'ab']);
	});

	test('is not lost when a save fails: it says why and the next flush tries again', async () => {
		const { autosave, stored, type, answer } = desk();
		type('a');
		const failing = autosave.flush();
		await answer({ ok: false, error: { code: 'storage-full' } });
		expect(await failing).toBe(false);
		expect(autosave.state).toBe('failed');
		expect(autosave.error?.code).toBe('storage-full');
		const again = autosave.flush();
		await answer();
		expect(await again).toBe(true);
		expect(autosave.error).toBeUndefined();
		expect(stored).toEqual(['a']);
	});

	test('is forgotten when the document is gone', async () => {
		const { autosave, waiting, type } = desk();
		type('a');
		autosave.settle();
		await vi.advanceTimersByTimeAsync(1000);
		expect(waiting).toHaveLength(0);
	});

	test('survives a save that throws', async () => {
		let calls = 0;
		const autosave = new Autosave(() =>
			++calls === 1 ? Promise.reject(new Error('worker ended')) : Promise.resolve({ ok: true, value: undefined })
		);
		autosave.changed();
		expect(await autosave.flush()).toBe(false);
		expect(await autosave.flush()).toBe(true);
		expect(calls).toBe(2);
	});
});
