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
	await data.exportJson((part) => {
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
		const id = await data.importJson(blob(text), go);
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
			await expect(data.importJson(blob(file), go)).rejects.toMatchObject({
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
