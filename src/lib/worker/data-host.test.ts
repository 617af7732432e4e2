import { afterEach, describe, expect, it } from 'vitest';
import { issueInvoice, newDevice, PASSPHRASE, type TestDevice } from '../../../tests/support/device.ts';
import { TABLES } from '../storage/store.ts';
import { DataHost } from './data-host.ts';

let device: TestDevice & { code: string };
afterEach(() => device?.end());

async function desk() {
	device = await newDevice();
	await issueInvoice(device);
	const data = new DataHost(device.host);
	let text = '';
	await data.exportBooks('json', (part) => {
		text += part;
		return true;
	});
	return { data, text };
}

const blob = (text: string) => new Blob([text]);
const go = () => true;

describe('a file of books', () => {
	it('becomes a workspace of its own, open at once and after the next unlock; the other stays as it is', async () => {
		const { data, text } = await desk();
		const before = device.host.open;
		const id = await data.importBooks(blob(text), go);
		expect(id).not.toBe(before.id);
		expect(device.host.open.id).toBe(id);
		const again = await device.restart();
		const status = await again.unlock(PASSPHRASE);
		expect(status).toMatchObject({ state: 'open', current: id });
		expect(status.state === 'open' && status.workspaces.map((each) => each.id)).toEqual([before.id, id]);
		expect(again.open.workspace.list('document').size).toBe(1);
		await again.openWorkspace(before.id);
		expect(again.open.workspace.list('document').size).toBe(1);
	});

	it('read again, in the other format or on another day, is the books that it became, and not a second time', async () => {
		const { data, text } = await desk();
		let xml = '';
		await data.exportBooks('xml', (part) => ((xml += part), true));
		const before = device.host.open.id;
		const id = await data.importBooks(blob(text), go);
		await device.host.openWorkspace(before);
		const inside = await data.inspect(blob(xml), go);
		expect(inside.here?.id).toBe(id);
		expect(await data.importBooks(blob(xml.replace(/exported="[^"]*"/, 'exported="2030-01-01"')), go)).toBe(id);
		expect(device.host.open.id).toBe(id);
		const books = async () => (await device.host.refresh()).secrets.workspaces.map((each) => each.id);
		expect(await books()).toEqual([before, id]);
		const other = await data.importBooks(blob(text), go, true);
		expect(await books()).toEqual([before, id, other]);
		expect(await data.importBooks(blob(xml.replace('Mésange', 'Merle')), go)).not.toBe(id);
	});

	it('is taken whole or not at all: with a fault at its end, or stopped, nothing is left and nothing has changed', async () => {
		const { data, text } = await desk();
		const { id, home } = device.host.open;
		const header = await home.store.readHeader();
		const touched: Uint8Array[] = [];
		const write = home.store.write.bind(home.store);
		home.store.write = (batch, durability) => {
			touched.push(...(batch.puts ?? []).map(({ ws }) => ws));
			return write(batch, durability);
		};
		for (const file of [text.slice(0, -4), text.replace('"files":[', '"files":[{"id":"x"}')])
			await expect(data.importBooks(blob(file), go)).rejects.toMatchObject({
				name: 'Error',
				problem: expect.stringMatching(/truncated|wrong-shape/)
			});

		expect(touched.length).toBeGreaterThan(0);
		for (const ws of touched) for (const table of TABLES) expect(await home.store.count(table, ws as never)).toBe(0);
		expect(await home.store.readHeader()).toEqual(header);
		expect(device.host.open.id).toBe(id);
		await device.books().save('item', 'e'.repeat(32), {
			code: '',
			name: 'x',
			description: '',
			kind: 'service',
			unit: 'C62',
			price: '1',
			currency: 'CAD',
			archived: false
		});
	});
});
