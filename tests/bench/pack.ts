/**
 * pack@N: all documents of books as PDFs in one ZIP file, by the screen, into a file of the browser's own storage (in place of the dialog for a place
 * to save). The value is milliseconds a document; the reference is drawing the PDF of one page in Node, nothing else. Said beside it: how far the
 * renderers' memory rose above that before the pack, at the end and after a quarter of the time: what it takes is taken early, and must not grow with N.
 */
import type { Page } from '@playwright/test';
import { PASSPHRASE } from '../support/journey.ts';
import { openBench, withProfile } from './books.ts';
import type { Benchmark, Row } from './measure.ts';
import { renderersPeak } from './memory.ts';
import { onePage } from './pdf.ts';

/** The file that was written: its bytes, and how many members its directory names (ZIP64 or not; APPNOTE.TXT 4.3.14, 4.3.16). */
function archive(page: Page): Promise<{ bytes: number; members: number }> {
	return page.evaluate(async () => {
		const file = await (await (await navigator.storage.getDirectory()).getFileHandle('pack.zip')).getFile();
		const tail = new DataView(await file.slice(Math.max(0, file.size - 98)).arrayBuffer());
		const end = tail.byteLength - 22;
		const short = tail.getUint16(end + 10, true);
		if (short < 0xff_ff) return { bytes: file.size, members: short };
		return { bytes: file.size, members: Number(tail.getBigUint64(tail.byteLength - 98 + 32, true)) };
	});
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;

async function measure(documents: number): Promise<Row[]> {
	const took = await withProfile(documents, async (profile, port) => {
		const page = await openBench(profile, port, '/');
		page.setDefaultTimeout(0);
		await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
		await page.getByRole('button', { name: 'Unlock', exact: true }).click();
		await page.evaluate(() => {
			const pick = async () => (await navigator.storage.getDirectory()).getFileHandle('pack.zip', { create: true });
			Object.defineProperty(globalThis, 'showSaveFilePicker', { value: pick });
		});
		await page.getByRole('link', { name: 'Settings', exact: true }).click();
		await page.locator('a[href$="/settings/data"]').click();
		await page.getByRole('radio', { name: 'Documents only' }).check();
		await page.getByLabel('Period').selectOption('Own dates');
		await page.getByLabel('From', { exact: true }).fill('2000-01-01');
		await page.getByLabel('To', { exact: true }).fill('2099-12-31');
		await page.getByLabel('To', { exact: true }).blur();
		const before = renderersPeak(profile);
		const begun = performance.now();
		const rises: number[] = [];
		const watching = setInterval(() => rises.push(renderersPeak(profile) - before), 250);
		await page.getByRole('button', { name: 'Make the ZIP file' }).click();
		await page
			.getByText(/The ZIP file is ready|went wrong|could not/i)
			.waitFor()
			.finally(() => clearInterval(watching));
		const milliseconds = performance.now() - begun;
		const said = await page.getByRole('status').filter({ hasText: 'ZIP file' }).innerText();
		const { bytes, members } = await archive(page);
		const told = Number(/([\d,]+) documents?\./.exec(said)?.[1]?.replaceAll(',', ''));
		if (members !== told || members < documents / 2) throw new Error(`${members} files in the archive: ${said}`);
		return { milliseconds, bytes, members, rise: renderersPeak(profile) - before, early: rises[rises.length >> 2] ?? 0 };
	});
	const reference = await onePage(21);
	const value = took.milliseconds / took.members;
	const note = `${took.members} PDFs, ${(took.bytes / 1e6).toFixed(0)} MB, memory at its peak ${megabytes(took.rise)} higher, ${megabytes(took.early)} after a quarter of the time`;
	const about = { unit: 'ms', reference: 'drawing one page in Node', n: documents, bytes: took.bytes };
	return [{ ...about, name: `pack@${documents}`, value, referenceValue: reference, ratio: value / reference, note }];
}

export const benchmarks: Benchmark[] = [1000, 10_000, 100_000].map((n) => ({ name: `pack@${n}`, run: () => measure(n) }));
