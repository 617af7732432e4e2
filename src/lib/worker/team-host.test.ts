/** People who keep books together, as their screens ask the worker for it, on a real relay. */
import { afterEach, describe, expect, it } from 'vitest';
import { aBusiness, aParty } from '../../../tests/support/books.ts';
import { emptyDevice, issueInvoice, newDevice, newId, PASSPHRASE, type TestDevice } from '../../../tests/support/device.ts';
import { alicesBooks, another, ended, endPaired, online } from '../../../tests/support/paired-books.ts';
import { SOCKETS } from '../../../tests/support/paired.ts';
import type { InvitedRole, Joining, JoiningState } from '../team/api.ts';
import type { DeviceHost } from './device-host.ts';
import { sayProgram } from '../devices/programs.ts';
import { requireProgram } from '../workspace/members.ts';
import { bookPeople } from './people.ts';
import { DevicesHost } from './devices-host.ts';
import { TeamHost } from './team-host.ts';
import { TeamJoinHost } from './team-join-host.ts';
import { writerNames } from './writer-names.ts';

afterEach(endPaired);

const TODAY = { today: '2026-11-22', own: 'Desk' };
const PAGE = 'https://books.example/join';

/** Asks to join, and tells how far that is. */
class Asking {
	readonly host: TeamJoinHost;
	#seen: Joining[] = [];
	#joined = 0;
	#look = () => {};

	constructor(device: DeviceHost) {
		const look = () => this.#look();
		this.host = new TeamJoinHost(device, SOCKETS, { backoff: { first: 5, most: 40 }, onJoined: () => (this.#joined++, look()) });
		this.host.watch((joinings) => {
			this.#seen = joinings;
			look();
		});
	}

	get words(): string[] | undefined {
		return this.#seen[0]?.words;
	}

	state(state: JoiningState): Promise<void> {
		return this.#until(() => this.#seen.some((each) => each.state === state));
	}

	get joined(): Promise<void> {
		return this.#until(() => this.#joined > 0);
	}

	#until(holds: () => boolean): Promise<void> {
		return new Promise((resolve) => {
			this.#look = () => holds() && resolve();
			this.#look();
		});
	}
}

const bobs = (link: string) => ({ link, name: 'Bob', device: 'Bob’s laptop', passphrase: PASSPHRASE });

async function invited(alice: TestDevice, role: InvitedRole = 'w') {
	const team = new TeamHost(alice.host);
	return { team, ...(await team.invite({ name: 'Bob', role, page: PAGE })) };
}

/** Bob asks from a device that has nothing, is compared with and admitted. */
async function bobComes(role: InvitedRole = 'w', device?: TestDevice) {
	const { relay, alice, line } = await alicesBooks();
	const { team, id, link } = await invited(alice, role);
	const bob = device ?? (await ended(emptyDevice()));
	const asking = new Asking(bob.host);
	await asking.host.ask(bobs(link));
	expect(await bob.host.status()).toMatchObject(device ? { state: 'open', joining: 1 } : { state: 'joining' });
	await line.until(async () => (await team.team()).invitations[0]?.joiner !== undefined);
	const { joiner } = (await team.team()).invitations[0]!;
	expect(joiner).toMatchObject({ name: 'Bob', device: 'Bob’s laptop', words: asking.words });
	expect(await team.admit(id, role, joiner!.words, TODAY)).toBe('Bob');
	await asking.joined;
	if (device) await bob.host.openWorkspace(alice.host.open.id);
	const bobsLine = await online(bob, relay);
	await bobsLine.level(alice.host);
	return { relay, alice, line, team, bob, bobsLine, link, asking };
}

const roles = async (team: TeamHost) => (await team.team()).members.map(({ name, role, isMe }) => `${name} ${role}${isMe ? '*' : ''}`);

describe('somebody without books', () => {
	it('joins by a link, reads everything, writes, and is called by his name', async () => {
		const { alice, line, team, bob, bobsLine } = await bobComes();
		expect(bob.host.open.id).toBe(alice.host.open.id);
		expect((await bob.books().list('document')).total).toBe(1);
		await bob.books().save('party', newId(), aParty({ name: 'Client of Bob' }));
		await bobsLine.level();
		await line.level(bob.host);
		expect((await alice.books().list('party', { search: 'Client of Bob' })).total).toBe(1);
		expect(await roles(team)).toEqual(['Alice Tremblay o*', 'Bob w']);
		const [me, other] = (await team.team()).members;
		expect([me!.devices, other!.devices]).toMatchObject([[{ name: 'Desk', isThis: true }], [{ name: 'Bob’s laptop', isThis: false }]]);
		expect((await team.team()).invitations).toEqual([]);
		const { workspace } = alice.host.open;
		expect([...(await writerNames(workspace)).values()]).toEqual(['Desk', 'Bob']);
		// His own recovery code is made with the device, and listed when the relay answers.
		expect(bob.host.pendingKit()).toBeTruthy();
		await bob.host.settle();
		await bobsLine.level();
		expect(await bob.host.confirmRecovery(bob.host.pendingKit()!)).toBe(true);
		// By which they are listed while they are not open.
		await bob.host.nameJoined();
		expect(bob.host.parts.device()!.secrets.workspaces[0]!.name).toBe((await alice.books().business()).value.name);
	});

	it('closes the page between asking and being admitted: unlocked again it is the same request, with the same words', async () => {
		const { relay, alice, line } = await alicesBooks();
		const { team, id, link } = await invited(alice);
		const bob = await ended(emptyDevice());
		const asking = new Asking(bob.host);
		await asking.host.ask(bobs(link));
		expect(await bob.host.status()).toEqual({ state: 'joining' });
		await asking.state('asked');
		const { words } = asking;
		await asking.host.close();

		const host = await bob.restart();
		expect(await host.status()).toMatchObject({ state: 'locked' });
		expect(await host.unlock(PASSPHRASE)).toEqual({ state: 'joining' });
		const again = new Asking(host);
		expect(again.words).toEqual(words);
		await line.until(async () => (await team.team()).invitations[0]?.joiner !== undefined);
		await team.admit(id, 'w', words!, TODAY);
		await again.joined;
		expect(await host.status()).toMatchObject({ state: 'open', current: alice.host.open.id });
		const bobsLine = await online({ ...bob, host }, relay);
		await bobsLine.level(alice.host);
		expect(await roles(new TeamHost(host))).toEqual(['Alice Tremblay o', 'Bob w*']);
		// Nothing is left of the request.
		expect(again.host.list()).toEqual([]);
	});

	it('makes books of his own while he waits, deletes them, and is let in all the same', async () => {
		const { relay, alice, line } = await alicesBooks();
		const { team, id, link } = await invited(alice);
		const bob = await ended(emptyDevice());
		const asking = new Asking(bob.host);
		await asking.host.ask(bobs(link));
		const { words } = asking;
		const own = await bob.host.addWorkspace({ business: aBusiness(), series: [] });
		expect(await bob.host.status()).toMatchObject({ state: 'open', current: own, joining: 1 });
		await bob.host.deleteWorkspace(own);
		expect(await bob.host.status()).toEqual({ state: 'joining' });
		await asking.host.close();

		const host = await bob.restart();
		expect(await host.unlock(PASSPHRASE)).toEqual({ state: 'joining' });
		const again = new Asking(host);
		expect(again.words).toEqual(words);
		await line.until(async () => (await team.team()).invitations[0]?.joiner !== undefined);
		await team.admit(id, 'w', words!, TODAY);
		await again.joined;
		const bobsLine = await online({ ...bob, host }, relay);
		await bobsLine.level(alice.host);
		expect(await host.status()).toMatchObject({ state: 'open', workspaces: [{ id: alice.host.open.id }], current: alice.host.open.id });
	});

	it('keeps the books he made while he waits, beside those he is let in to', async () => {
		const { alice, line } = await alicesBooks();
		const { team, id, link } = await invited(alice);
		const bob = await ended(emptyDevice());
		const asking = new Asking(bob.host);
		await asking.host.ask(bobs(link));
		const own = await bob.host.addWorkspace({ business: aBusiness(), series: [] });
		await line.until(async () => (await team.team()).invitations[0]?.joiner !== undefined);
		await team.admit(id, 'w', asking.words!, TODAY);
		await asking.joined;
		const status = await bob.host.status();
		expect(status).toMatchObject({ state: 'open', current: own });
		expect(status.state === 'open' && status.workspaces.map((each) => each.id)).toEqual([own, alice.host.open.id]);
	});

	it('thinks better of it: the device is empty again', async () => {
		const { alice } = await alicesBooks();
		const { link } = await invited(alice);
		const bob = await ended(emptyDevice());
		const asking = new Asking(bob.host);
		await asking.host.ask(bobs(link));
		await asking.host.drop(asking.host.list()[0]!.id);
		expect(await bob.host.status()).toEqual({ state: 'empty' });
	});

	it('is told when he is declined, when another one was faster, and when the invitation was taken back', async () => {
		const { alice, line } = await alicesBooks();
		const { team, id, link } = await invited(alice);
		const [eve, bob, carol] = [await ended(emptyDevice()), await ended(emptyDevice()), await ended(emptyDevice())];
		const eves = new Asking(eve.host);
		await eves.host.ask(bobs(link));
		await eves.state('asked');
		const asking = new Asking(bob.host);
		await asking.host.ask(bobs(link));
		await asking.state('taken');
		await line.until(async () => (await team.team()).invitations[0]?.joiner !== undefined);
		// The words Bob reads out are not those of whoever was faster.
		await expect(team.admit(id, 'w', asking.words!, TODAY)).rejects.toMatchObject({ code: 'invalid', field: 'words' });
		await team.withdraw(id);
		await eves.state('withdrawn');
		expect((await team.team()).members).toHaveLength(1);

		const made = new Asking(carol.host);
		const elsewhere = await invited(alice);
		await team.withdraw(elsewhere.id);
		await made.host.ask(bobs(elsewhere.link));
		await made.state('withdrawn');
		for (const each of [eves, asking, made]) await each.host.close();
	});

	it('gives a link that is none, no name, or no passphrase: nothing is stored', async () => {
		const { alice } = await alicesBooks();
		const { link } = await invited(alice);
		const bob = await ended(emptyDevice());
		const { host } = new Asking(bob.host);
		const refused = (input: Parameters<TeamJoinHost['ask']>[0]) => expect(host.ask(input)).rejects;
		await refused(bobs(`${link.split('#')[0]}#iAAAA`)).toMatchObject({ error: { field: 'link', detail: 'not-a-link' } });
		await refused({ ...bobs(link), name: ' ' }).toMatchObject({ error: { field: 'name', detail: 'missing' } });
		await refused({ link, name: 'Bob', device: '' }).toMatchObject({ error: { field: 'passphrase' } });
		expect(await bob.host.status()).toEqual({ state: 'empty' });
	});
});

describe('somebody with books of his own', () => {
	it('goes on working in them, and has both afterwards, under his own code', async () => {
		const device = await ended(newDevice());
		await issueInvoice(device);
		const own = device.host.open.id;
		const { alice, bob } = await bobComes('w', device);
		expect(bob.host.parts.device()!.secrets.workspaces.map(({ id }) => id)).toEqual([own, alice.host.open.id]);
		expect(await bob.host.status()).not.toHaveProperty('joining');
		expect((await bob.books().list('document')).total).toBe(1);
		await bob.host.openWorkspace(own);
		expect((await bob.books().list('document')).total).toBe(1);
	});

	it('does not ask to join what he is in', async () => {
		const { alice } = await alicesBooks();
		const { link } = await invited(alice);
		const { host } = new Asking(alice.host);
		expect(await host.read(link)).toMatchObject({ role: 'w', isMember: true, isAsked: false });
		await expect(host.ask(bobs(link))).rejects.toMatchObject({ error: { field: 'link', detail: 'member' } });
	});
});

describe('members', () => {
	it('a viewer sees everything, saves nothing, and has further devices all the same', async () => {
		const { relay, bob, bobsLine } = await bobComes('r');
		expect(await bob.host.status()).toMatchObject({ workspaces: [{ readOnly: { code: 'read-only', detail: 'viewer' } }] });
		await expect(bob.books().save('party', newId(), aParty())).rejects.toMatchObject({ code: 'read-only', detail: 'viewer' });
		await bob.host.settle();
		await bobsLine.level();
		const { device } = await another(bob, relay);
		expect((await device.books().list('document')).total).toBe(1);
		expect(await roles(new TeamHost(device.host))).toEqual(['Alice Tremblay o', 'Bob r*']);
	});

	it('one is made admin, gets the books handed over, and neither is without an owner', async () => {
		const { alice, team, bob, bobsLine, line } = await bobComes();
		const his = new TeamHost(bob.host);
		const member = (await team.team()).members[1]!.member;
		await expect(team.leave()).rejects.toMatchObject({ code: 'invalid', detail: 'last-owner' });
		await expect(his.setRole(member, 'a')).rejects.toMatchObject({ code: 'read-only' });
		await team.name((await team.team()).members[0]!.member, 'Alice');
		await team.handOver(member);
		await line.level();
		await bobsLine.level(alice.host);
		expect(await roles(his)).toEqual(['Alice a', 'Bob o*']);
		await expect(team.setRole(member, 'w')).rejects.toMatchObject({ code: 'invalid', detail: 'owners-only' });
	});

	it('who founded the books goes by the contact of the business until he says his name, which inviting asks for', async () => {
		const { alice } = await alicesBooks();
		const { workspace } = alice.host.open;
		const team = new TeamHost(alice.host);
		expect((await team.team()).members).toMatchObject([{ name: 'Alice Tremblay', isNamed: false }]);
		expect(await bookPeople(workspace)).toEqual([{ member: expect.any(String) as string, name: 'Alice Tremblay', isMe: true }]);
		const { id, value } = await alice.books().business();
		await alice.books().save('business', id, { ...value, contact: { ...value.contact!, name: ' ' } });
		expect(await roles(team)).toEqual([' o*']);
		await team.invite({ name: 'Bob', role: 'w', page: PAGE, own: 'Alice' });
		expect((await team.team()).members).toMatchObject([{ name: 'Alice', isNamed: true }]);
		expect((await bookPeople(workspace)).map(({ name }) => name)).toEqual(['Alice']);
	});

	it('whoever gave another his name is named beside it, until he says it himself', async () => {
		const { alice, line, team, bob, bobsLine } = await bobComes();
		const namers = async () => (await team.team()).members.map(({ name, namedBy }) => [name, namedBy]);
		expect(await namers()).toEqual([
			['Alice Tremblay', undefined],
			['Bob', 'Alice Tremblay']
		]);
		const his = new TeamHost(bob.host);
		const [her, me] = (await his.team()).members;
		await expect(his.name(her!.member, 'Mallory')).rejects.toMatchObject({ code: 'invalid', detail: 'not-entitled' });
		await his.name(me!.member, 'Robert');
		await bobsLine.level();
		await line.level(bob.host);
		expect(await namers()).toEqual([
			['Alice Tremblay', undefined],
			['Robert', undefined]
		]);
		await team.name(me!.member, 'Bob');
		const devices = new DevicesHost(bob.host);
		await line.level();
		await bobsLine.level(alice.host);
		await new DevicesHost(alice.host).name(bob.host.open.workspace.device, 'Desk of Bob');
		await line.level();
		await bobsLine.level(alice.host);
		expect((await devices.list()).devices).toMatchObject([{ name: 'Desk of Bob', namedBy: 'Alice Tremblay' }]);
	});

	it('the contact of the business names nobody else, and nobody twice', async () => {
		const { alice, team } = await bobComes();
		const { id, value } = await alice.books().business();
		const contact = (name: string) => alice.books().save('business', id, { ...value, contact: { ...value.contact!, name } });
		await contact('Bob');
		expect(await roles(team)).toEqual([' o*', 'Bob w']);
		await contact('Alice Tremblay');
		await team.handOver((await team.team()).members[1]!.member);
		expect(await roles(team)).toEqual([' a*', 'Bob o']);
	});

	it('asked for a newer program, older devices are told that they only read, and an owner takes it back', async () => {
		const { alice, team, bob, bobsLine } = await bobComes();
		const his = new TeamHost(bob.host);
		const { workspace } = alice.host.open;
		expect(await team.team()).toMatchObject({ program: { own: 1, least: 0, first: 1 }, members: [{}, { devices: [{ program: 1 }] }] });
		await sayProgram(bob.host.open.workspace, 2);
		await bobsLine.level(alice.host);
		expect((await team.team()).members).toMatchObject([{ devices: [{ program: 1 }] }, { devices: [{ program: 2, name: 'Bob’s laptop' }] }]);
		await requireProgram(workspace, 1000);
		await bobsLine.level(alice.host);
		expect(await bob.host.status()).toMatchObject({ workspaces: [{ readOnly: { code: 'newer-version', detail: 'program' } }] });
		await expect(his.requireThisProgram()).rejects.toMatchObject({ code: 'read-only' });
		await team.requireThisProgram();
		await bobsLine.level(alice.host);
		expect((await bob.host.status()) as object).not.toHaveProperty('workspaces.0.readOnly');
	});

	it('one is removed, keeps what he has, and comes back by a new invitation with what waited on his device', async () => {
		const { relay, alice, line, team, bob, bobsLine } = await bobComes();
		await bobsLine.stop();
		await bob.books().save('party', newId(), aParty({ name: 'Written on the train' }));
		await team.remove((await team.team()).members[1]!.member);
		await line.level();
		expect(await roles(team)).toEqual(['Alice Tremblay o*']);
		const back = await online(bob, relay);
		await back.until(() => back.session.status.alarms.some(({ kind }) => kind === 'not-admitted'));
		expect((await bob.books().list('party', { search: 'train' })).total).toBe(1);
		await back.stop();
		expect((await alice.books().list('party', { search: 'train' })).total).toBe(0);

		const { id, link } = await team.invite({ name: 'Bob', role: 'w', page: PAGE });
		const asking = new Asking(bob.host);
		await asking.host.ask(bobs(link));
		await line.until(async () => (await team.team()).invitations[0]?.joiner !== undefined);
		await team.admit(id, 'w', asking.words!, TODAY);
		await asking.joined;
		await (await online(bob, relay)).level(alice.host);
		await line.level(bob.host);
		expect((await alice.books().list('party', { search: 'train' })).total).toBe(1);
	});

	it('one leaves: who stays changes the key by himself', async () => {
		const { alice, line, team, bob } = await bobComes();
		const { workspace } = alice.host.open;
		const { epoch } = workspace;
		await new TeamHost(bob.host).leave();
		await line.until(() => workspace.membership?.owesRotation === true);
		await Promise.all([team.rotateIfOwed(), team.rotateIfOwed()]);
		await line.level();
		expect([workspace.epoch, workspace.membership?.owesRotation]).toEqual([epoch + 1, false]);
		expect(bob.host.open.home.keys.hasEpoch(epoch + 1)).toBe(false);
		expect(await bob.host.status()).toMatchObject({ workspaces: [{ readOnly: { code: 'read-only' } }] });
	});
});
