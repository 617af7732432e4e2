/** Books written to a file, JSON unless another writer is asked for, and read from it, in Node, as the app does it. */
import { exportBooks, type BooksWriter, type Exported } from '#lib/exchange/json/export-books.ts';
import { importBooks } from '#lib/exchange/json/import-books.ts';
import { importTarget } from '#lib/worker/import-target.ts';
import { businessId } from '#lib/worker/registry.ts';
import { toHex } from '#lib/workspace/bytes.ts';
import type { Workspace } from '#lib/workspace/workspace.ts';
import { foundOnFile, type TestWorkspace } from './workspace.ts';

export async function exportText(
	device: TestWorkspace,
	workspace: Workspace,
	writer?: BooksWriter
): Promise<{ text: string; done: Exported }> {
	let text = '';
	const source = { workspace, home: device.home, businessId: businessId(toHex(device.founded.wsId)) };
	const done = await exportBooks(source, '2026-11-22', (part) => ((text += part), true), writer);
	return { text, done };
}

/** Into a new workspace on a new device. `pace` is how many bytes come at a time. */
export async function importText(text: string, pace = 1 << 16): Promise<{ device: TestWorkspace; workspace: Workspace }> {
	const device = await foundOnFile();
	try {
		const workspace = await device.open();
		await importBooks(slowly(text, pace), importTarget(workspace, device.home, toHex(device.founded.wsId)), () => true);
		return { device, workspace };
	} catch (cause) {
		device.end();
		throw cause;
	}
}

function slowly(text: string, pace: number): Blob {
	const bytes = new TextEncoder().encode(text);
	const blob = new Blob([bytes]);
	blob.stream = () =>
		new ReadableStream<Uint8Array<ArrayBuffer>>({
			start(controller) {
				for (let at = 0; at < bytes.length; at += pace) controller.enqueue(bytes.slice(at, at + pace));
				controller.close();
			}
		});
	return blob;
}
