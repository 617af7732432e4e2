/** A whole device on a real file, without a browser: what the worker holds, behind the same commands. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ready } from '#lib/crypto/sodium.ts';
import { BookCommands } from '#lib/worker/book-commands.ts';
import { DeviceHost } from '#lib/worker/device-host.ts';
import { aBusiness, anInvoice, aParty } from './books.ts';
import { openFileStore } from './file-store.ts';
import { leastStretch } from './stretch.ts';
import type { Store } from '#lib/storage/store.ts';

export const PASSPHRASE = 'heron violet tramway quarry 52';
const SERIES = { name: 'Invoices', type: 'invoice' as const, pattern: 'F{YYYY}-{0000}', start: 1, yearly: true };

export interface TestDevice {
	host: DeviceHost;
	books(): BookCommands;
	/** Another start of the app on the same file. */
	restart(): Promise<DeviceHost>;
	end(): void;
}

/** `wrap` may put something between device and store, to make writes fail. */
export async function emptyDevice(wrap: (store: Store) => Store = (store) => store): Promise<TestDevice> {
	await ready();
	const folder = mkdtempSync(join(tmpdir(), 'waxbill-'));
	const path = join(folder, 'device.db');
	let store = wrap(await openFileStore(path));
	const start = () =>
		new DeviceHost(
			store,
			async () => (store = wrap(await openFileStore(path))),
			() => {},
			leastStretch
		);
	const host = start();
	return {
		host,
		books: () => new BookCommands(host.open.workspace, host.open.home, host.open.id),
		restart: async () => start(),
		end() {
			store.close();
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

/** With a business and a series of invoices, and the code of its recovery kit. */
export async function newDevice(wrap?: (store: Store) => Store): Promise<TestDevice & { code: string }> {
	const device = await emptyDevice(wrap);
	const { recoveryCode } = await device.host.create({ passphrase: PASSPHRASE, business: aBusiness(), series: [SERIES] });
	return { ...device, code: recoveryCode };
}

/** Issues an invoice to a client of its own, and answers with its id. */
export async function issueInvoice(device: TestDevice): Promise<string> {
	const books = device.books();
	const [party, draft] = [newId(), newId()];
	await books.save('party', party, aParty());
	const series = (await books.list('series')).rows[0]!.id;
	await books.save('draft', draft, anInvoice({ partyId: party, seriesId: series, issueDate: '', dueDate: '' }));
	await books.issue(draft);
	return draft;
}

export function newId(): string {
	return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
