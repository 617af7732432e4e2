/** A record open in several forms: of one tab, of two tabs of a device. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aLine, anInvoice, aParty } from '../../../tests/support/books.ts';
import { FullDisk } from '../../../tests/support/full-store.ts';
import { issueInvoice, newDevice, newId, PASSPHRASE, type TestDevice } from '../../../tests/support/device.ts';
import { until } from '../../../tests/support/until.ts';
import type { DocumentContent } from '../documents/document.ts';
import type { LiveNews, LiveOpened, LiveSaved, OtherForm } from '../editing/live-api.ts';
import { deviceRecordId } from '../devices/records.ts';
import { ephemeralsDelivered } from '../sync/ephemeral-channel.ts';
import { BookCommands } from './book-commands.ts';
import type { DeviceHost } from './device-host.ts';
import { LiveHost } from './live-host.ts';

let device: TestDevice;
let disk: FullDisk;
const ends: (() => Promise<void>)[] = [];
beforeEach(async () => {
	disk = new FullDisk();
	device = await newDevice(disk.wrap);
});
afterEach(async () => {
	disk.free();
	for (const end of ends.splice(0)) await end();
	device.end();
});

/** A tab with its own worker; what one writes the others are told. */
const tabs: { host: DeviceHost; live: LiveHost }[] = [];
function tab(host: DeviceHost): LiveHost {
	const live = new LiveHost();
	tabs.push({ host, live });
	const { workspace } = host.open;
	workspace.onChange = () => {
		for (const other of tabs) {
			if (other.live !== live) void other.host.open.workspace.follow().catch(() => {});
			else live.changed(workspace);
		}
	};
	return live;
}
async function twoTabs() {
	tabs.length = 0;
	const other = await device.restart();
	await other.unlock(PASSPHRASE);
	return [tab(device.host), tab(other)] as const;
}

/** A form that shows what it is told. */
async function formOf(live: LiveHost, host: DeviceHost, id: string) {
	const hear = (next: LiveNews<'draft'>) => {
		Object.assign(form, { seen: next.version, value: next.value, others: next.others, isClosed: next.isClosed });
		return next.version;
	};
	const opened: LiveOpened<'draft'> = await live.open(host.open, 'draft', id, hear as never);
	const point = (field: string) => live.point(opened.form, field);
	const close = () => live.close(opened.form);
	const form: Pick<LiveOpened<'draft'>, 'texts'> & {
		seen: number;
		value: DocumentContent;
		others: LiveNews<'draft'>['others'];
		isClosed: boolean;
		save(change: Partial<DocumentContent>, seen?: number): Promise<LiveSaved<'draft'>>;
		point: typeof point;
		close: typeof close;
	} = {
		seen: opened.version,
		value: opened.value!,
		others: [],
		isClosed: false,
		texts: opened.texts,
		async save(change, seen = form.seen) {
			const answer = await live.save<'draft'>(opened.form, seen, { ...form.value, ...change });
			if (!answer.error) Object.assign(form, { seen: answer.version, value: answer.value });
			return answer;
		},
		point,
		close
	};
	ends.push(close);
	return form;
}

async function draft(content = anInvoice({ notes: 'pay soon', terms: 'Net 30' })): Promise<string> {
	const id = newId();
	await device.books().save('draft', id, content);
	return id;
}
const stored = (id: string) => device.books().get('draft', id);

describe('a draft open in two tabs', () => {
	it('keeps what both typed into the same description at the same time', async () => {
		const [here, there] = await twoTabs();
		const id = await draft(anInvoice({ lines: [aLine({ description: 'one two' })] }));
		const [alice, bob] = [await formOf(here, device.host, id), await formOf(there, tabs[1]!.host, id)];
		expect(alice.texts).toContain('description');
		await Promise.all([
			alice.save({ lines: [aLine({ description: 'zero one two' })] }),
			bob.save({ lines: [aLine({ description: 'one two three', price: '650' })] })
		]);
		for (const form of [alice, bob])
			await until(() => expect(form.value.lines[0]).toMatchObject({ description: 'zero one two three', price: '650' }));
		expect((await stored(id)).lines[0]!.description).toBe('zero one two three');
		expect(await device.host.open.workspace.verify()).toBeUndefined();
	});

	it('is typed over what the form shows, not over what came since', async () => {
		const [here, there] = await twoTabs();
		const id = await draft();
		const [alice, bob] = [await formOf(here, device.host, id), await formOf(there, tabs[1]!.host, id)];
		const first = bob.seen;
		await alice.save({ notes: 'please pay soon' });
		// What he types is over what he sees, though his tab may have more by now.
		expect(await bob.save({ notes: 'pay soon, thanks' }, first)).toMatchObject({ value: { notes: 'please pay soon, thanks' } });
		await until(async () => expect((await stored(id)).notes).toBe('please pay soon, thanks'));
		// A version from before his last edit does not hold it.
		expect(await bob.save({ notes: 'x' }, first)).toMatchObject({ error: { detail: 'behind' } });
	});

	it('shows who reads what was issued, to whoever else does, and to nobody who has another one open', async () => {
		const [here, there] = await twoTabs();
		const id = await issueInvoice(device);
		const seen: Record<'alice' | 'bob' | 'other', OtherForm[]> = { alice: [], bob: [], other: [] };
		const alice = await here.read(device.host.open, id, (others) => (seen.alice = others));
		await here.read(device.host.open, newId(), (others) => (seen.other = others));
		expect(seen.alice).toEqual([]);
		const bob = await there.read(tabs[1]!.host.open, id, (others) => (seen.bob = others));
		await until(() => expect([seen.alice, seen.bob]).toMatchObject([[{ isHere: true, field: '' }], [{ isHere: true, field: '' }]]));
		expect(seen.other).toEqual([]);
		there.point(bob, undefined);
		await until(() => expect(seen.alice).toEqual([]));
		there.point(bob, '');
		await until(() => expect(seen.alice).toHaveLength(1));
		await here.close(alice);
		await until(() => expect(seen.bob).toEqual([]));
		// It is no way to write.
		await expect(there.save(bob, 0, anInvoice())).rejects.toMatchObject({ error: { code: 'not-found' } });
		ends.push(() => there.close(bob));
	});

	it('shows who else has it open, where the cursor is, and that he left', async () => {
		const [here, there] = await twoTabs();
		const id = await draft();
		const [alice, bob] = [await formOf(here, device.host, id), await formOf(there, tabs[1]!.host, id)];
		await until(() => expect([alice.others, bob.others]).toMatchObject([[{ isHere: true, field: '' }], [{ isHere: true }]]));
		await device.host.open.workspace.save((transaction) =>
			transaction.putLive('device', deviceRecordId(device.host.open.workspace.device), { name: 'Laptop' })
		);
		bob.point('notes');
		await until(() => expect(alice.others).toMatchObject([{ isHere: true, name: 'Laptop', field: 'notes' }]));
		await bob.close();
		await until(() => expect(alice.others).toEqual([]));
	});

	it('has been left by all of a tab, and the others know, when the tab is about to end', async () => {
		const [here, there] = await twoTabs();
		const [one, two] = [await draft(), await draft()];
		const alice = [await formOf(here, device.host, one), await formOf(here, device.host, two)];
		for (const id of [one, two]) await formOf(there, tabs[1]!.host, id);
		await until(() => expect(alice.map(({ others }) => others.length)).toEqual([1, 1]));
		await there.closeAll();
		await ephemeralsDelivered();
		await until(() => expect(alice.map(({ others }) => others.length)).toEqual([0, 0]));
	});

	it('ends in both when it is issued', async () => {
		const [here, there] = await twoTabs();
		const party = newId();
		await device.books().save('party', party, aParty());
		const seriesId = (await device.books().list('series')).rows[0]!.id;
		const id = await draft(anInvoice({ partyId: party, seriesId, issueDate: '', dueDate: '' }));
		const [alice, bob] = [await formOf(here, device.host, id), await formOf(there, tabs[1]!.host, id)];
		await device.books().issue(id);
		for (const form of [alice, bob]) await until(() => expect(form.isClosed).toBe(true));
		expect(await bob.save({ notes: 'too late' })).toMatchObject({ error: { code: 'invalid', detail: 'already-issued' } });
	});
});

describe('a save', () => {
	it('makes a record that was not there', async () => {
		const [here] = await twoTabs();
		const id = newId();
		const form = await formOf(here, device.host, id);
		expect(form.value).toBeUndefined();
		await form.save(anInvoice({ notes: 'first' }));
		expect(await stored(id)).toMatchObject({ notes: 'first' });
		expect(device.host.open.workspace.list('document').get(id)).toBeDefined();
	});

	it('that finds no room leaves no trace, and goes in when there is some', async () => {
		const [here] = await twoTabs();
		const id = await draft();
		const form = await formOf(here, device.host, id);
		const before = device.host.open.workspace.entries;
		disk.fill();
		const failed = await form.save({ notes: 'pay soon or late' });
		expect(failed).toMatchObject({ error: { code: 'storage-full' }, value: { notes: 'pay soon' } });
		disk.free();
		expect(device.host.open.workspace.entries).toBe(before);
		await form.save({ notes: 'pay soon or late' }, failed.version);
		expect((await stored(id)).notes).toBe('pay soon or late');
		await form.save({ notes: 'pay late' });
		expect((await stored(id)).notes).toBe('pay late');
	});

	it('of what is there already writes nothing', async () => {
		const [here] = await twoTabs();
		const form = await formOf(here, device.host, await draft());
		const before = device.host.open.workspace.entries;
		await form.save({});
		expect(device.host.open.workspace.entries).toBe(before);
	});

	it('by the same tab adds no stranger to the record each time it is opened', async () => {
		const [here] = await twoTabs();
		const id = await draft();
		const sizes: number[] = [];
		for (let turn = 0; turn < 6; turn++) {
			const form = await formOf(here, device.host, id);
			await form.save({ notes: `pay soon ${turn}` });
			await form.close();
			sizes.push((await device.host.open.workspace.read(id))!.live!.length);
		}
		expect(sizes.at(-1)! - sizes[1]!).toBeLessThan(16);
	});
});

it('opens nothing that is issued, removed or restricted for editing', async () => {
	const [here] = await twoTabs();
	const issued = await issueInvoice(device);
	await expect(formOf(here, device.host, issued)).rejects.toMatchObject({ error: { code: 'not-found' } });
	const removed = await draft();
	await device.books().remove('draft', removed);
	await expect(formOf(here, device.host, removed)).rejects.toMatchObject({ error: { code: 'not-found' } });
	const party = newId();
	await device.books().save('party', party, aParty({ restricted: '2026-01-01' } as never));
	const opened = await here.open(device.host.open, 'party', party, () => 0);
	expect(await here.save(opened.form, opened.version, { ...opened.value!, name: 'Other' })).toMatchObject({
		error: { code: 'invalid', detail: 'restricted' }
	});
	await here.close(opened.form);
	expect(await new BookCommands(device.host.open.workspace, device.host.open.home, device.host.open.id).get('party', party)).toMatchObject({
		name: aParty().name
	});
});
