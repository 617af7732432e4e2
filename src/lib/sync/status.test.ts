import { describe, expect, it } from 'vitest';
import { owesWord, standing, type Word } from './status.ts';

const words = (all: Record<string, [n: number, seenN: number]>) =>
	new Map(Object.entries(all).map(([device, [n, seenN]]): [string, Word] => [device, { n, seenN }]));

describe('how safe what was written is', () => {
	it('here, while anything waits, whoever has seen what came before', () => {
		expect(standing(words({ laptop: [4, 3], phone: [5, 4] }), 'laptop', 1)).toEqual({ safety: 'here', waiting: 1, seenBy: [] });
	});
	it('on the relay, until another device has written an entry that knows of it', () => {
		expect(standing(words({ laptop: [4, 3], phone: [3, 2] }), 'laptop', 0)).toEqual({ safety: 'relay', waiting: 0, seenBy: [] });
		// Behind it in the log, but written without having seen it.
		expect(standing(words({ laptop: [4, 3], phone: [5, 3] }), 'laptop', 0).safety).toBe('relay');
		expect(standing(words({ laptop: [4, 3], phone: [5, 4] }), 'laptop', 0)).toEqual({ safety: 'seen', waiting: 0, seenBy: ['phone'] });
	});
	it('on the relay, where this device wrote nothing', () => {
		expect(standing(words({ laptop: [4, 3] }), 'phone', 0)).toEqual({ safety: 'relay', waiting: 0, seenBy: [] });
	});
});

describe('a device says that it is there', () => {
	const news = words({ laptop: [4, 3], phone: [2, 1] });
	it('when others wrote what it has not spoken of, once a day', () => {
		expect(owesWord(news, 'phone', undefined, 100)).toBe(true);
		expect(owesWord(news, 'phone', 99, 100)).toBe(true);
		expect(owesWord(news, 'phone', 100, 100)).toBe(false);
		// A clock that was set back makes nobody chatter.
		expect(owesWord(news, 'phone', 101, 100)).toBe(false);
	});
	it('and not when it has seen all that others wrote', () => {
		expect(owesWord(words({ laptop: [4, 3], phone: [5, 4] }), 'phone', undefined, 100)).toBe(false);
		expect(owesWord(words({ laptop: [4, 3] }), 'laptop', undefined, 100)).toBe(false);
	});
});
