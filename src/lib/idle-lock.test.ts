import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IdleLock } from './idle-lock.ts';

const MINUTE = 60_000;
const YEAR = 365 * 24 * 60 * MINUTE;

let counted: number;
let wall: number;
let locked: number;
beforeEach(() => {
	vi.useFakeTimers();
	[counted, wall, locked] = [5000, Date.UTC(2026, 10, 21), 0];
});
afterEach(() => vi.useRealTimers());

function lock(minutes = 15) {
	const idle = new IdleLock(
		minutes,
		async () => {
			locked++;
			idle.disarm();
		},
		{ counted: () => counted, wall: () => wall }
	);
	idle.arm();
	return idle;
}
/** Time goes by on an awake machine. */
function pass(milliseconds: number) {
	counted += milliseconds;
	wall += milliseconds;
	vi.advanceTimersByTime(milliseconds);
}

/** As much of a page as the lock sees. */
function page() {
	const document = Object.assign(new EventTarget(), { visibilityState: 'visible', documentElement: { style: { visibility: '' } } });
	const window = Object.assign(new EventTarget(), { document });
	return { window: window as unknown as Window, document, veiled: () => document.documentElement.style.visibility === 'hidden' };
}

describe('left alone', () => {
	it('it locks after the time, and each sign of life begins the time anew', () => {
		const idle = lock();
		pass(14 * MINUTE);
		idle.touch();
		pass(14 * MINUTE);
		expect(locked).toBe(0);
		pass(MINUTE);
		expect(locked).toBe(1);
	});

	it('nothing is locked that is not open', () => {
		lock().disarm();
		pass(YEAR);
		expect(locked).toBe(0);
	});
});

describe('threat 48: the clock on the wall', () => {
	it.each([
		['a year ahead', YEAR],
		['a year back', -YEAR],
		['an hour back', -60 * MINUTE]
	])('set %s locks on waking, never later than it should', (_name, skew) => {
		const idle = lock();
		pass(MINUTE);
		wall += skew;
		expect(idle.expired).toBe(true);
		// Unlocked again, the new time is as good as any other.
		idle.touch();
		pass(14 * MINUTE);
		expect(idle.expired).toBe(false);
		pass(MINUTE);
		expect(locked).toBe(1);
	});

	it('set to lie about a long sleep does not keep it open: the timer and the counted time still lock', () => {
		const idle = lock();
		wall -= 20 * MINUTE;
		pass(20 * MINUTE);
		expect([locked, idle.expired]).toEqual([1, true]);
	});

	it('put right by a few seconds changes nothing', () => {
		const idle = lock();
		pass(MINUTE);
		wall -= 20_000;
		expect(idle.expired).toBe(false);
	});

	it('tells of a sleep that the counted time slept through', () => {
		const idle = lock();
		wall += 20 * MINUTE;
		expect(idle.expired).toBe(true);
	});
});

describe('a page that is kept for going back', () => {
	it('is blank while it is kept, and drawn again when the time is not over', () => {
		const { window, veiled } = page();
		lock().watch(window);
		window.dispatchEvent(new Event('pagehide'));
		expect(veiled()).toBe(true);
		wall += 14 * MINUTE;
		window.dispatchEvent(new Event('pageshow'));
		expect([veiled(), locked]).toEqual([false, 0]);
	});

	it('stays blank until it is locked when the time is over', async () => {
		const { window, veiled } = page();
		let finish = () => {};
		const idle = new IdleLock(15, () => new Promise((resolve) => (finish = resolve)), { counted: () => counted, wall: () => wall });
		idle.arm();
		idle.watch(window);
		window.dispatchEvent(new Event('pagehide'));
		wall += 16 * MINUTE;
		window.document.dispatchEvent(new Event('visibilitychange'));
		idle.disarm();
		window.dispatchEvent(new Event('pageshow'));
		expect(veiled()).toBe(true);
		finish();
		await vi.advanceTimersByTimeAsync(0);
		expect(veiled()).toBe(false);
	});

	it('frozen in the background it is the same, and looking at it again in time shows it', () => {
		const { window, document, veiled } = page();
		lock().watch(window);
		document.visibilityState = 'hidden';
		document.dispatchEvent(new Event('freeze'));
		document.dispatchEvent(new Event('resume'));
		expect(veiled()).toBe(true);
		document.visibilityState = 'visible';
		document.dispatchEvent(new Event('visibilitychange'));
		expect(veiled()).toBe(false);
	});

	it('with nothing open is left as it is', () => {
		const { window, veiled } = page();
		const idle = lock();
		idle.disarm();
		idle.watch(window);
		window.dispatchEvent(new Event('pagehide'));
		expect(veiled()).toBe(false);
	});
});
