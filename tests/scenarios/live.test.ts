/** The same draft open on two devices, on a real relay: what is typed, and who is there. */
import { afterEach, describe, expect, it } from 'vitest';
import type { DocumentContent } from '#lib/documents/document.ts';
import type { LiveNews, LiveOpened } from '#lib/editing/live-api.ts';
import { deviceRecordId } from '#lib/devices/records.ts';
import { carryEphemeral } from '#lib/sync/ephemeral-channel.ts';
import { LiveHost } from '#lib/worker/live-host.ts';
import { sealPresence } from '#lib/workspace/presence.ts';
import { aLine, anInvoice } from '../support/books.ts';
import { newId } from '../support/device.ts';
import { endAll, setup, type Device } from './setup.ts';

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
	for (const end of ends.splice(0).reverse()) await end();
	await endAll();
});

/** Of a device's session: what the worker that holds the connection does for all tabs. */
const carried = new Map<string, (frame: Uint8Array) => void>();
async function scene() {
	const onEphemeral = (name: string) => ({ onEphemeral: (frame: Uint8Array) => carried.get(name)?.(frame) });
	const all = await setup(['alice', 'bob']);
	for (const device of [all.alice, all.bob]) {
		await device.reconnect(onEphemeral(device.name));
		await device.level();
		const carrier = carryEphemeral(device.home.vault.ws, (frame) => device.session.sendEphemeral(frame));
		carried.set(device.name, (frame) => carrier.heard(frame));
		ends.push(() => carrier.close());
	}
	return all;
}

class Form {
	seen = 0;
	value!: DocumentContent;
	others: LiveNews<'draft'>['others'] = [];
	isClosed = false;
	readonly #host: LiveHost;
	#number = 0;

	constructor(host: LiveHost) {
		this.#host = host;
	}

	static async open(device: Device, id: string): Promise<Form> {
		const host = new LiveHost();
		const form = new Form(host);
		const { onChange } = device.workspace;
		device.workspace.onChange = (change) => {
			onChange(change);
			host.changed(device.workspace);
		};
		const hear = (news: LiveNews<'draft'>) => {
			[form.seen, form.value, form.others, form.isClosed] = [news.version, news.value ?? form.value, news.others, news.isClosed];
			onChange({ lists: [], ids: [] });
			return news.version;
		};
		const opened: LiveOpened<'draft'> = await host.open(device, 'draft', id, hear as never);
		[form.seen, form.value] = [opened.version, opened.value!];
		form.#number = opened.form;
		ends.push(() => form.close());
		return form;
	}

	/** Typed over what the form shows now. */
	async type(change: (content: DocumentContent) => Partial<DocumentContent>) {
		const saved = await this.#host.save<'draft'>(this.#number, this.seen, { ...this.value, ...change(this.value) });
		[this.seen, this.value] = [saved.version, saved.value!];
		return saved;
	}

	describe(change: (text: string) => string) {
		return this.type(({ lines: [line] }) => ({ lines: [{ ...line!, description: change(line!.description) }] }));
	}

	get description(): string {
		return this.value.lines[0]!.description;
	}

	point(field: string): void {
		this.#host.point(this.#number, field);
	}

	close(): Promise<void> {
		return this.#host.close(this.#number);
	}
}

async function draftOn(alice: Device, bob: Device): Promise<string> {
	const id = newId();
	await alice.workspace.save((transaction) => transaction.putLive('draft', id, anInvoice({ lines: [aLine({ description: '|' })] })));
	await bob.until(async () => (await bob.workspace.read(id)) !== undefined);
	return id;
}

describe('a draft open on two devices', () => {
	it('takes what both type into one description, in both directions at once', async () => {
		const { alice, bob, converge } = await scene();
		const id = await draftOn(alice, bob);
		const [here, there] = [await Form.open(alice, id), await Form.open(bob, id)];
		const type = async (form: Form, letters: string, change: (text: string, letter: string) => string) => {
			for (const letter of letters) expect((await form.describe((text) => change(text, letter))).error).toBeUndefined();
		};
		await Promise.all([
			type(here, 'alice', (text, letter) => text.replace('|', `${letter}|`)),
			type(there, 'bob', (text, letter) => text + letter)
		]);
		await converge(alice, bob);
		for (const [device, form] of [[alice, here] as const, [bob, there] as const])
			await device.until(() => form.description === 'alice|bob');
		expect((await alice.workspace.live<DocumentContent>('draft', id))?.lines[0]?.description).toBe('alice|bob');
		expect(await alice.view()).toBe(await bob.view());
		expect(await bob.workspace.verify()).toBeUndefined();
	});

	it('goes on where the line was cut, and takes what was typed meanwhile on both', async () => {
		const { alice, bob, connect, converge } = await scene();
		const id = await draftOn(alice, bob);
		const [here, there] = [await Form.open(alice, id), await Form.open(bob, id)];
		await alice.session.stop();
		await here.describe((text) => `in a tunnel ${text}`);
		await there.describe((text) => `${text} at a desk`);
		await there.type(() => ({ notes: 'Thanks' }));
		expect([here.description, there.description]).toEqual(['in a tunnel |', '| at a desk']);
		await alice.reconnect();
		await connect(alice);
		await converge(alice, bob);
		for (const [device, form] of [[alice, here] as const, [bob, there] as const])
			await device.until(() => form.description === 'in a tunnel | at a desk' && form.value.notes === 'Thanks');
	});

	it('shows on each who else is there, by the name of the device, until he leaves', async () => {
		const { alice, bob, converge } = await scene();
		const id = await draftOn(alice, bob);
		await bob.workspace.save((transaction) => transaction.putLive('device', deviceRecordId(bob.workspace.device), { name: 'Phone' }));
		await converge(alice, bob);
		const [here, there] = [await Form.open(alice, id), await Form.open(bob, id)];
		await alice.until(() => here.others.length === 1);
		await bob.until(() => there.others.length === 1);
		expect(here.others).toMatchObject([{ isHere: false, name: 'Phone' }]);
		expect(there.others).toMatchObject([{ isHere: false }]);
		there.point('draft-notes');
		await alice.until(() => here.others[0]?.field === 'draft-notes');
		await there.close();
		await alice.until(() => here.others.length === 0);
	});

	it('goes back with its record where a branch of the log is given up, and is written on from there', async () => {
		const { alice, bob } = await scene();
		const id = await draftOn(alice, bob);
		const there = await Form.open(bob, id);
		const { n } = await bob.port.head();
		const lost = anInvoice({ lines: [aLine({ description: '|' })], notes: 'given up' });
		await alice.workspace.save((transaction) => transaction.putLive('draft', id, lost));
		await bob.until(() => there.value.notes === 'given up');
		await bob.session.stop();
		await bob.port.rewind(n);
		await bob.until(() => there.value.notes === '');
		expect((await there.type(() => ({ notes: 'mine' }))).error).toBeUndefined();
		expect(await bob.workspace.live<DocumentContent>('draft', id)).toMatchObject({ notes: 'mine' });
	});

	it('is changed by nothing that travels beside the log', async () => {
		const { alice, bob } = await scene();
		const id = await draftOn(alice, bob);
		const there = await Form.open(bob, id);
		const before = [bob.workspace.rollingHash, there.seen, JSON.stringify(there.value)];
		// All that is no word of presence, sealed or not; after it one that is, so that it is known to have been heard.
		const presence = sealPresence(alice.home.keys, alice.workspace.epoch, id, { client: 7, clock: 1, here: true, field: '' });
		const update = (await alice.workspace.read(id))!.live!;
		for (const frame of [update.slice(0, 1000), presence.slice(1), new Uint8Array(1024).fill(1)]) alice.session.sendEphemeral(frame);
		alice.session.sendEphemeral(presence);
		await bob.until(() => there.others.length === 1);
		expect([bob.workspace.rollingHash, there.seen, JSON.stringify(there.value)]).toEqual(before);
	});
});
