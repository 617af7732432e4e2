/** What a turn must do, whatever gives it: run by Node and by Chromium, whose locks are real. */
import { afterEach, describe, expect, test } from 'vitest';
import { openTurn, type Turn } from './turn.ts';

let tabs: Turn[] = [];

interface Tab extends Turn {
	/** Resolves each time the turn comes to this tab. */
	next(): Promise<void>;
	heard: number[];
}

function tab(name: string, log: string[] = [], who = 'tab', pass: () => Promise<void> = async () => {}): Tab {
	let wake = () => {};
	const heard: number[] = [];
	const turn = openTurn(name, {
		taken() {
			log.push(`${who} has it`);
			wake();
		},
		async pass() {
			await pass();
			log.push(`${who} passes`);
		},
		heard: (state) => void heard.push(state)
	});
	tabs.push(turn);
	return Object.assign(Object.create(turn, { mine: { get: () => turn.mine } }) as Turn, {
		heard,
		next: () => new Promise<void>((resolve) => (wake = resolve))
	});
}

const PATIENCE = 60_000;

export function describeTurn(where: string): void {
	describe(`a turn among tabs in ${where}`, () => {
		afterEach(() => {
			for (const tab of tabs) tab.close();
			tabs = [];
		});

		test('one tab at a time has the turn; when it leaves, the next in line has it', async () => {
			const [alice, bob] = [tab('line'), tab('line')];
			const first = alice.next();
			alice.wait();
			await first;
			const second = bob.next();
			bob.wait();
			expect([alice.mine, bob.mine]).toEqual([true, false]);
			alice.leave();
			await second;
			expect([alice.mine, bob.mine]).toEqual([false, true]);
		});

		test('who asks gets it before those who only wait, once nothing is left half done', async () => {
			const log: string[] = [];
			let finish = () => {};
			const half = new Promise<void>((resolve) => (finish = resolve));
			let begun = () => {};
			const passing = new Promise<void>((resolve) => (begun = resolve));
			const alice = tab('asks', log, 'alice', () => {
				begun();
				return half;
			});
			const bob = tab('asks', log, 'bob');
			const carol = tab('asks', log, 'carol');
			const first = alice.next();
			alice.wait();
			await first;
			bob.wait();
			const asked = carol.ask(PATIENCE);
			await passing;
			expect(carol.mine).toBe(false);
			finish();
			expect(await asked).toBe(true);
			expect([alice.mine, bob.mine, carol.mine]).toEqual([false, false, true]);
			expect([log[0], log[1], log.at(-1)]).toEqual(['alice has it', 'alice passes', 'carol has it']);
			// The one who passed it on stands in line again.
			carol.leave();
			await expect.poll(() => alice.mine || bob.mine).toBe(true);
			const [holder, waiting] = alice.mine ? [alice, bob] : [bob, alice];
			holder.leave();
			await expect.poll(() => waiting.mine).toBe(true);
		});

		test('two who ask both get it, one after the other', async () => {
			const log: string[] = [];
			const [alice, bob, carol] = [tab('both', log, 'alice'), tab('both', log, 'bob'), tab('both', log, 'carol')];
			const first = alice.next();
			alice.wait();
			await first;
			expect(await Promise.all([bob.ask(PATIENCE), carol.ask(PATIENCE)])).toEqual([true, true]);
			expect(log.filter((line) => line.endsWith('has it')).toSorted()).toEqual(['alice has it', 'bob has it', 'carol has it']);
			expect([alice, bob, carol].filter(({ mine }) => mine)).toHaveLength(1);
		});

		test('patience ends, and the turn stays where it is', async () => {
			const alice = tab('never', [], 'alice', () => new Promise(() => {}));
			const bob = tab('never');
			const first = alice.next();
			alice.wait();
			await first;
			expect(await bob.ask(1)).toBe(false);
			expect([alice.mine, bob.mine]).toEqual([true, false]);
		});

		test('the others hear how the one with the turn stands, those too who come later', async () => {
			const alice = tab('state');
			const first = alice.next();
			alice.wait();
			await first;
			const bob = tab('state');
			bob.wait();
			alice.tell(7);
			await expect.poll(() => bob.heard).toContain(7);
			const carol = tab('state');
			carol.wait();
			await expect.poll(() => carol.heard).toContain(7);
			expect(alice.heard).toEqual([]);
		});

		test('whatever else is said on the channel is passed over', async () => {
			const alice = tab('noise');
			const first = alice.next();
			alice.wait();
			await first;
			const wire = new BroadcastChannel('noise');
			for (const noise of ['text', null, {}, new Uint8Array(0), new Uint8Array(2), new ArrayBuffer(1)]) wire.postMessage(noise);
			const bob = tab('noise');
			bob.wait();
			alice.tell(3);
			await expect.poll(() => bob.heard).toContain(3);
			expect(alice.mine).toBe(true);
			wire.close();
		});
	});
}
