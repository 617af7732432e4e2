import { expect, test } from 'vitest';
import type { Kind, Questions, Sent } from './questions.ts';
import { Outbox } from './outbox.svelte.ts';

/** A thread that says what it is told to, in order, and notes what it was asked. */
function saying(...sent: (Sent | 'breaks')[]) {
	const attempts: number[] = [];
	const ask = <K extends Kind>(_kind: K, asked: Questions[K]['ask']): Promise<Questions[K]['answer']> => {
		attempts.push((asked as Questions['send']['ask']).attempt);
		const said = sent.shift();
		return said === 'breaks' ? Promise.reject(new Error('broken')) : Promise.resolve(said as Questions[K]['answer']);
	};
	return { attempts, ask };
}
const question = (text: string) => ({ kind: 'question', text }) as const;

test('what cannot be sent waits, and goes as the same attempt when the network is back', async () => {
	const thread = saying('unreachable', 'slow-down', 'kept');
	const outbox = new Outbox(thread);
	expect(await outbox.send(question('a'))).toBe(false);
	expect(outbox.waits).toBe(true);
	dispatchEvent(new Event('online'));
	await expect.poll(() => outbox.delivery).toBe('slow-down');
	dispatchEvent(new Event('online'));
	await expect.poll(() => outbox.delivery).toBe('kept');
	expect(new Set(thread.attempts).size).toBe(1);
	// Kept is kept: nothing is sent any more.
	dispatchEvent(new Event('online'));
	expect(await outbox.again()).toBe(true);
	expect(thread.attempts).toHaveLength(3);
});

test('something else is another attempt, of another outbox too', async () => {
	const thread = saying('unreachable', 'unreachable', 'kept', 'kept');
	const outbox = new Outbox(thread);
	const first = question('a');
	await outbox.send(first);
	await outbox.send(first);
	await outbox.send(question('b'));
	await new Outbox(thread).send(first);
	const [one, again, other, last] = thread.attempts;
	expect(again).toBe(one);
	expect(new Set([one, other, last]).size).toBe(3);
});

test('what is refused for good is not tried by itself, nor what was given up', async () => {
	const thread = saying('refused', 'breaks', 'unreachable');
	const outbox = new Outbox(thread);
	await outbox.send(question('a'));
	expect([outbox.delivery, outbox.waits]).toEqual(['refused', false]);
	dispatchEvent(new Event('online'));
	expect(thread.attempts).toHaveLength(1);
	await outbox.again();
	expect([outbox.delivery, outbox.waits]).toEqual(['broken', false]);
	await outbox.again();
	outbox.stop();
	dispatchEvent(new Event('online'));
	expect(thread.attempts).toHaveLength(3);
});

test('while it is under way it is not sent twice', async () => {
	const thread = saying('kept', 'kept');
	const outbox = new Outbox(thread);
	const answer = question('a');
	await Promise.all([outbox.send(answer), outbox.send(answer)]);
	expect(thread.attempts).toHaveLength(1);
});
