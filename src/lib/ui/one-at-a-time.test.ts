import { describe, expect, it } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

/** Runs that end when they are told to, in order. */
function held() {
	const ends: (() => void)[] = [];
	let begun = 0;
	let atOnce = 0;
	let most = 0;
	const read = oneAtATime(async () => {
		begun++;
		most = Math.max(most, ++atOnce);
		await new Promise<void>((resolve) => ends.push(resolve));
		atOnce--;
	});
	return { read, ends, seen: () => ({ begun, most }) };
}

describe('what is read again', () => {
	it('runs once more after the run under way, however often it is asked for, and never beside it', async () => {
		const { read, ends, seen } = held();
		const first = read();
		const asked = [read(), read(), read()];
		expect(seen()).toEqual({ begun: 1, most: 1 });
		ends.shift()!();
		await first;
		await Promise.resolve();
		const later = read();
		ends.shift()!();
		await Promise.all(asked);
		await Promise.resolve();
		ends.shift()!();
		await later;
		expect(seen()).toEqual({ begun: 3, most: 1 });
		const alone = read();
		expect(seen().begun).toBe(4);
		ends.shift()!();
		await alone;
	});

	it('goes on after a run that failed, which only its asker hears of', async () => {
		let runs = 0;
		const read = oneAtATime(async () => {
			await Promise.resolve();
			if (++runs === 1) throw new Error('ended');
		});
		const failing = read();
		const next = read();
		await expect(failing).rejects.toThrow('ended');
		await next;
		await read();
		expect(runs).toBe(3);
	});
});
