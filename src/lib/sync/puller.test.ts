/** Entries asked for, and what comes instead. What is sent is looked at; nothing answers by itself. */
import { describe, expect, it } from 'vitest';
import type { ClientFrame } from '../../../sync-server/protocol/wire.ts';
import type { Misbehaviour } from './alarms.ts';
import { Puller } from './puller.ts';

function pulling(from: number, target: number) {
	const sent: ClientFrame[] = [];
	const breaches: Misbehaviour[] = [];
	let overdue = () => {};
	const puller = new Puller({
		connection: { send: (frame) => sent.push(frame) },
		timers: {
			after(_, work) {
				overdue = work;
				return () => (overdue = () => {});
			}
		},
		from,
		target,
		breach: (what) => breaches.push(what)
	});
	return { puller, sent, breaches, wait: () => overdue() };
}

describe('a pull', () => {
	it('goes on, frames at a time, until the end of the relay’s log', () => {
		const { puller, sent, breaches } = pulling(10, 500);
		puller.pull(10);
		for (let frame = 0; frame < 8; frame++) expect(puller.received(10 + frame * 20, 20, false)).toBe(true);
		puller.more();
		puller.more();
		expect(sent).toEqual([
			{ type: 'pull', from: 10, frames: 8 },
			{ type: 'pull', from: 170, frames: 8 }
		]);
		expect(puller.received(170, 340, true)).toBe(true);
		expect([puller.isPulling, puller.reached, puller.target]).toEqual([false, 510, 510]);
		expect(breaches).toEqual([]);
	});

	it.each<[string, Misbehaviour, (puller: Puller) => boolean]>([
		['what was never asked for', 'unexpected', (puller) => (puller.received(0, 10, true), puller.received(10, 1, true))],
		['a gap', 'gap', (puller) => puller.received(5, 10, false)],
		['what came before, again', 'gap', (puller) => (puller.received(0, 10, false), puller.received(0, 10, false))],
		['nothing, and more to come', 'endless', (puller) => puller.received(0, 0, false)],
		['entries beyond all that was announced', 'endless', (puller) => puller.received(0, 200_000, false)]
	])('ends with %s', (_, what, come) => {
		const { puller, breaches } = pulling(0, 100);
		puller.pull(0);
		expect(come(puller)).toBe(false);
		expect(breaches).toEqual([what]);
	});

	it('that is not answered is given up; one that is answered is not', () => {
		const { puller, breaches, wait } = pulling(0, 100);
		puller.pull(0);
		puller.received(0, 100, true);
		wait();
		expect(breaches).toEqual([]);
		puller.pull(100);
		wait();
		expect(breaches).toEqual(['silent']);
	});

	it('that ends short of what was announced is told from one after which more was announced', () => {
		const { puller } = pulling(0, 100);
		puller.pull(0);
		puller.received(0, 90, true);
		expect([puller.reached, puller.target]).toEqual([90, 100]);
		puller.expect(110);
		expect([puller.reached, puller.target]).toEqual([undefined, 110]);
	});
});
