import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { until } from '../../../tests/support/until.ts';
import type { Tag } from '../storage/store.ts';
import { carryEphemeral, ephemeralsDelivered, openEphemeral } from './ephemeral-channel.ts';

const ws = new Uint8Array(16).fill(7) as Tag;
const other = new Uint8Array(16).fill(8) as Tag;
const words = (text: string) => new TextEncoder().encode(text);
const heardBy = (listener: ReturnType<typeof vi.fn>) => listener.mock.calls.map(([frame]) => new TextDecoder().decode(frame as Uint8Array));

let close: (() => void)[];
beforeEach(() => (close = []));
afterEach(() => close.forEach((end) => end()));

function tab(of = ws) {
	const heard = vi.fn();
	const channel = openEphemeral(of, heard);
	close.push(channel.close);
	return { ...channel, heard };
}
function carrier() {
	const sent = vi.fn();
	const carried = carryEphemeral(ws, sent);
	close.push(carried.close);
	return { ...carried, sent };
}

it('carries what one tab says to the others and, once, to the relay', async () => {
	const [alice, bob, elsewhere, line] = [tab(), tab(), tab(other), carrier()];
	alice.send(words('here'));
	alice.send(new Uint8Array(1025));
	elsewhere.send(words('other books'));
	bob.send(words('me too'));
	await until(() => expect([heardBy(alice.heard), heardBy(line.sent)]).toEqual([['me too'], ['here', 'me too']]));
	expect(heardBy(bob.heard)).toEqual(['here']);
	expect(elsewhere.heard).not.toHaveBeenCalled();
});

it('has been delivered where that is said, from a channel that was closed at once too', async () => {
	const [alice, bob, line] = [tab(), tab(), carrier()];
	alice.send(words('goodbye'));
	alice.close();
	await ephemeralsDelivered();
	expect([heardBy(bob.heard), heardBy(line.sent)]).toEqual([['goodbye'], ['goodbye']]);
});

it('carries what the relay says to every tab, and not back', async () => {
	const [alice, bob, line, next] = [tab(), tab(), carrier(), carrier()];
	line.heard(words('from afar'));
	alice.send(words('last'));
	await until(() => expect([heardBy(bob.heard), heardBy(next.sent)]).toEqual([['from afar', 'last'], ['last']]));
	expect(heardBy(alice.heard)).toEqual(['from afar']);
	expect(heardBy(line.sent)).toEqual(['last']);
});
