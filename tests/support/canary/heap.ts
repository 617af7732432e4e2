/** What a page still holds in memory, as the browser itself writes it out. */
import type { Page } from '@playwright/test';
import type { Piece } from './origin.ts';

/** Everything reachable in the page's own heap: texts, objects and the names of their fields. Workers have heaps of their own. */
export async function heapPieces(page: Page): Promise<Piece[]> {
	const session = await page.context().newCDPSession(page);
	const parts: string[] = [];
	session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => parts.push(chunk));
	await session.send('HeapProfiler.enable');
	await session.send('HeapProfiler.collectGarbage');
	await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
	await session.detach();
	const { strings } = JSON.parse(parts.join('')) as { strings: string[] };
	return strings.map((text) => ({ where: `heap of the page: ${text.slice(0, 120)}`, bytes: Buffer.from(text) }));
}
