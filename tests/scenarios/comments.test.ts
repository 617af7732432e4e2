/** Members talk about a document, on a real relay. */
import { afterEach, expect, it } from 'vitest';
import { encodeComment, encodeCommentEvent, commentOf } from '#lib/comments/records.ts';
import { ActivityHost } from '#lib/worker/activity-host.ts';
import { BookCommands } from '#lib/worker/book-commands.ts';
import { CommentCommands } from '#lib/worker/comment-commands.ts';
import { Erasure } from '#lib/worker/erasure.ts';
import { partyFile } from '#lib/worker/party-rights.ts';
import { businessId } from '#lib/worker/registry.ts';
import { Refused } from '#lib/worker/results.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import { WorkspaceError } from '#lib/workspace/errors.ts';
import { removeMember } from '#lib/workspace/members.ts';
import { aBusiness, anInvoice, aParty } from '../support/books.ts';
import { comes, memberOf } from './inviting.ts';
import { endAll, setup, type Device } from './setup.ts';

afterEach(endAll);

const id = (letter: string, n = 0) => letter + n.toString(16).padStart(31, '0');
const [PARTY, SERIES, DRAFT] = [id('a'), id('b'), id('d')];
const CONTENT = anInvoice({ seriesId: SERIES, partyId: PARTY, issueDate: '2026-11-01', dueDate: '2026-11-30' });

interface Hand {
	device: Device;
	comments: CommentCommands;
	books: BookCommands;
}
function handOf(device: Device): Hand {
	const books = new BookCommands(device.workspace, device.home, toHex(device.home.keys.wsId));
	return { device, books, comments: new CommentCommands(device.workspace) };
}

async function team() {
	const scene = await setup(['alice']);
	const alice = handOf(scene.alice);
	await scene.alice.workspace.save(async (transaction) => {
		await transaction.putLive('business', businessId(toHex(scene.alice.home.keys.wsId)), aBusiness());
		await transaction.putLive('party', PARTY, aParty());
		await transaction.putLive('series', SERIES, { name: 'Invoices', type: 'invoice', pattern: 'F-{0000}', start: 1, yearly: false });
		await transaction.putLive('draft', DRAFT, CONTENT);
	});
	await scene.alice.level();
	const bob = handOf(await comes(scene, scene.alice, 'Bob', 'w'));
	return { scene, alice, bob, meet: () => scene.converge(alice.device, bob.device) };
}

const history = async ({ device }: Hand) => {
	const { events } = await new ActivityHost(device.workspace, device.home, toHex(device.home.keys.wsId)).history(DRAFT);
	return events.flatMap(({ act }) => (act.what === 'comment' ? [act.text ?? act.kind] : []));
};
const texts = async ({ comments }: Hand) => (await comments.of(DRAFT)).comments.map(({ text }) => text);
async function all({ device }: Hand): Promise<unknown[]> {
	const rows = [...device.workspace.list('comment').values()] as { id: string }[];
	const found = await Promise.all(rows.map(async (row) => [row, await device.workspace.read(row.id)] as const));
	return found.sort(([a], [b]) => (a.id < b.id ? -1 : 1));
}
async function refusal(work: Promise<unknown>): Promise<string | undefined> {
	try {
		await work;
		return undefined;
	} catch (error) {
		if (error instanceof Refused) return error.error.detail;
		if (error instanceof WorkspaceError) return error.detail ?? error.code;
		throw error;
	}
}

it('mentions Bob, who is told on his devices until he has seen it; it stays with the document when that is issued', async () => {
	const { scene, alice, bob, meet } = await team();
	await alice.comments.add(DRAFT, ' Is the rate right, @Bob? Ask bob@Bob.example too ');
	await meet();
	const [shown] = (await bob.comments.of(DRAFT)).comments;
	expect(shown).toMatchObject({ text: 'Is the rate right, @Bob? Ask bob@Bob.example too', isForMe: true, waiting: false });
	expect(shown!.mentions).toEqual([{ member: memberOf(bob.device), name: 'Bob' }]);
	expect(shown!.author).toMatchObject({ member: memberOf(alice.device), isMe: false });
	expect(await alice.comments.notices()).toEqual([]);
	const told = await bob.comments.notices();
	expect(told).toMatchObject([{ documentId: DRAFT, issued: false, title: aParty().name }]);

	// Another of his devices knows it as well, and what he said on the one.
	const phone = handOf(await scene.admit('phone', bob.device));
	await scene.connect(phone.device);
	await scene.converge(alice.device, bob.device, phone.device);
	expect(await phone.comments.notices()).toEqual(told);
	await phone.comments.say(shown!.id, 'seen');
	await scene.converge(alice.device, bob.device, phone.device);
	expect(await bob.comments.notices()).toEqual([]);

	await bob.comments.add(DRAFT, 'It is.');
	await alice.books.series.leaseOne(SERIES);
	await meet();
	await alice.books.issue(DRAFT);
	await bob.comments.add(DRAFT, 'Sent.');
	await scene.converge(alice.device, bob.device, phone.device);
	for (const hand of [alice, bob, phone]) expect(await texts(hand)).toEqual([shown!.text, 'It is.', 'Sent.']);
	// In the document's history, and in what the client is handed of himself.
	for (const hand of [alice, bob]) expect(await history(hand)).toEqual(['Sent.', 'It is.', 'seen', shown!.text]);
	const books = { workspace: bob.device.workspace, registry: bob.device.home.registry, business: aBusiness(), today: '2026-11-22' };
	const file = JSON.parse(await partyFile(books, PARTY)) as { documents: { id: string; comments: { text: string; by: string }[] }[] };
	expect(file.documents).toMatchObject([{ id: DRAFT, comments: [{}, { text: 'It is.', by: 'Bob' }, { text: 'Sent.', by: 'Bob' }] }]);
	expect(await all(alice)).toEqual(await all(bob));
	await bob.device.workspace.makeListsAgain();
	expect(await all(alice)).toEqual(await all(bob));
	// What nobody may say of it is not in the books of the document.
	expect((await alice.books.document(DRAFT)).facts).toEqual([]);
});

it('is resolved by anybody, deleted by its author alone, and whoever tries it all the same is refused on every device', async () => {
	const { alice, bob, meet } = await team();
	await alice.comments.add(DRAFT, 'Mine @Bob');
	await meet();
	const [{ id: comment }] = (await bob.comments.of(DRAFT)).comments as unknown as [{ id: string }];
	await bob.comments.say(comment, 'resolved');
	await meet();
	expect((await alice.comments.of(DRAFT)).comments).toMatchObject([{ resolved: true }]);
	expect(await bob.comments.notices()).toEqual([]);
	await alice.comments.say(comment, 'reopened');
	await meet();
	expect(await bob.comments.notices()).toHaveLength(1);

	expect(await refusal(bob.comments.say(comment, 'deleted'))).toBe('not-entitled');
	expect(await refusal(alice.comments.say(comment, 'seen'))).toBe('not-entitled');
	// An app that does not ask.
	await write(bob.device, 'comment-event', comment, encodeCommentEvent({ kind: 'deleted', at: '' }));
	await write(bob.device, 'comment', comment, encodeComment({ documentId: DRAFT, text: 'not hers', mentions: [], at: '' }));
	await meet();
	expect(await texts(alice)).toEqual(['Mine @Bob']);
	expect(alice.device.workspace.refusals.map(({ reason }) => reason)).toEqual(['not-entitled', 'id-taken']);

	await alice.comments.say(comment, 'deleted');
	await meet();
	for (const hand of [alice, bob]) {
		expect(await texts(hand)).toEqual([]);
		const state = await hand.device.workspace.read(comment);
		expect(commentOf(state)).toMatchObject({ text: '', deleted: true });
		expect(JSON.stringify(state)).not.toContain('Mine');
	}
});

it('is refused where it says nothing, is too long, or is about nothing that there is', async () => {
	const { alice } = await team();
	expect(await refusal(alice.comments.add(DRAFT, '  \n'))).toBe('empty');
	expect(await refusal(alice.comments.add(DRAFT, 'x'.repeat(5001)))).toBe('too-long');
	expect(await refusal(alice.comments.add(id('e'), 'of what?'))).toBe('no-source');
	expect(await refusal(alice.comments.add(PARTY, 'of a client'))).toBe('no-source');
	expect(await texts(alice)).toEqual([]);
});

it('written offline comes in where it arrives, the same for everybody; and stays when its author is removed', async () => {
	const { alice, bob, meet } = await team();
	await bob.device.session.stop();
	await bob.comments.add(DRAFT, 'from the train');
	expect((await bob.comments.of(DRAFT)).comments).toMatchObject([{ waiting: true }]);
	await alice.comments.add(DRAFT, 'meanwhile');
	await alice.device.level();
	await bob.device.reconnect();
	await meet();
	for (const hand of [alice, bob]) expect(await texts(hand)).toEqual(['meanwhile', 'from the train']);
	await removeMember(alice.device.workspace, alice.device.home.keys, memberOf(bob.device));
	const [, his] = (await alice.comments.of(DRAFT)).comments;
	expect(his).toMatchObject({ text: 'from the train', author: { name: 'Bob', isMe: false } });
	expect((await alice.comments.of(DRAFT)).people.map(({ isMe }) => isMe)).toEqual([true]);
});

it('goes for good with the draft it is about, on every device', async () => {
	const { alice, bob, meet } = await team();
	await bob.comments.add(DRAFT, 'of the client’s daughter');
	await meet();
	const [{ id: comment }] = (await alice.comments.of(DRAFT)).comments as unknown as [{ id: string }];
	expect(await refusal(bob.device.workspace.save((transaction) => transaction.remove('comment', comment)))).toBe('not-entitled');
	await alice.books.remove('draft', DRAFT);
	const erasure = new Erasure(alice.device.workspace, alice.device.home, () => Promise.resolve('2026-11-22'));
	expect(await erasure.erase([DRAFT])).toBe(1);
	await meet();
	for (const again of [false, true])
		for (const { device } of [alice, bob]) {
			if (again) await device.workspace.makeListsAgain();
			expect([...device.workspace.list('comment').values(), ...device.workspace.list('bin').values()]).toEqual([]);
			expect(await device.workspace.read(comment)).toMatchObject({ erased: { on: '2026-11-22' }, facts: [] });
		}
});

it('is in the activity, under its document', async () => {
	const { alice, bob, meet } = await team();
	await bob.comments.add(DRAFT, 'look at this');
	await meet();
	const [{ id: comment }] = (await bob.comments.of(DRAFT)).comments as unknown as [{ id: string }];
	await alice.comments.say(comment, 'resolved');
	const { workspace, home } = alice.device;
	const host = new ActivityHost(workspace, home, toHex(home.keys.wsId));
	const { events } = await host.page({ kinds: ['documents'] }, () => true);
	const said = events.filter(({ act }) => act.what === 'comment');
	expect(said.map(({ act, record, by }) => [act, record?.id, by])).toEqual([
		[{ what: 'comment', kind: 'resolved' }, DRAFT, workspace.device],
		[{ what: 'comment', kind: 'written', text: 'look at this' }, DRAFT, bob.device.workspace.device]
	]);
});

/** Puts an operation on the waiting list that this device's own rules would refuse. */
async function write(device: Device, type: string, record: string, body: Uint8Array): Promise<void> {
	const found = device.home.registry.get(type)!;
	const { fold } = found;
	found.fold = (state) => ({ state, rows: [] });
	try {
		await device.workspace.save((transaction) => transaction.add(type, record, 'put', body));
	} finally {
		found.fold = fold;
	}
}
