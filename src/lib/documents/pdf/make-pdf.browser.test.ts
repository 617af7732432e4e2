/** The worker and the preview in a real browser. */
import { flushSync, mount, unmount } from 'svelte';
import { expect, test } from 'vitest';
import type { IssuedDocument } from '../document.ts';
import { content, issued, line } from './fixtures.ts';
import { labelsFor } from './labels/labels.ts';
import { layoutDocument } from './layout.ts';
import { makeDraftPdf, makePdf } from './make-pdf.ts';
import { documentMetrics } from './metrics.ts';
import PagePreview from './PagePreview.svelte';
import { fromIssued, withoutLogo } from './printable.ts';

const document = () =>
	issued(
		content([
			line('Ελληνικά Ελλάδα', '1', '10', { id: '1' }),
			line('Жук ÀÉ, Toronto', '2', '20', { id: '2', description: 'AVATAR To Ty fi fl' })
		]),
		{
			logo: 'blob'
		}
	);
const latin1 = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);

async function png(width: number, height: number): Promise<Uint8Array> {
	const canvas = new OffscreenCanvas(width, height);
	const context = canvas.getContext('2d')!;
	context.fillStyle = 'rgb(31 78 95 / 0.5)';
	context.fillRect(0, 0, width, height / 2);
	return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
}

test('the worker makes a file, the same each time', async () => {
	const first = await makePdf(document());
	expect(latin1(first.slice(0, 5))).toBe('%PDF-');
	expect(await makePdf(document())).toEqual(first);
});

test('a transparent logo is in the file with its mask', async () => {
	const text = latin1(await makePdf(document(), await png(64, 32)));
	expect(text.match(/\/Subtype \/Image/g)).toHaveLength(2);
	expect(text).toMatch(/\/SMask/);
});

test('a logo that is none is refused, and the worker goes on', async () => {
	await expect(makePdf(document(), new Uint8Array([60, 115, 118, 103]))).rejects.toThrow('PNG');
	expect((await makePdf(document())).length).toBeGreaterThan(1000);
});

test('a draft is made from what is on the screen', async () => {
	const { number: _number, issuedAt: _at, ...draft } = fromIssued(document());
	expect(latin1(await makeDraftPdf(draft))).toContain('%PDF-');
});

async function preview(from: IssuedDocument, logoUrl?: string) {
	const target = window.document.body.appendChild(window.document.createElement('div'));
	target.style.inlineSize = '612px';
	const component = mount(PagePreview, { target, props: { document: fromIssued(from), logoUrl } });
	flushSync();
	await Promise.all(['400 10px', '600 10px'].map((style) => window.document.fonts.load(`${style} 'Waxbill Document'`, 'Aе')));
	return { target, end: () => unmount(component).then(() => target.remove()) };
}

test('the preview sets every text where the layout has it, as wide as the layout says', async () => {
	const from = document();
	const { target, end } = await preview(from);
	const layout = layoutDocument(withoutLogo(fromIssued(from)), documentMetrics, labelsFor('fr-CA'));
	expect([...window.document.fonts].filter((face) => face.status === 'loaded' && face.family.includes('Waxbill Document'))).toHaveLength(2);
	const set = [...target.querySelectorAll('text')];
	const runs = layout.pages.flat().filter((item) => item.kind === 'text');
	expect(set.map((node) => node.textContent)).toEqual(runs.map((run) => run.text));
	set.forEach((node, i) => {
		node.removeAttribute('textLength');
		expect(Math.abs(node.getComputedTextLength() - runs[i]!.width), runs[i]!.text).toBeLessThan(runs[i]!.width * 0.004 + 0.15);
		expect(Number(node.getAttribute('x'))).toBe(runs[i]!.x);
	});
	await end();
});

test('the preview shows each page as a named picture, with the logo', async () => {
	const lines = Array.from({ length: 40 }, (_, i) => line(`Line ${i}`, '1', '1'));
	const { target, end } = await preview(issued(content(lines), { logo: 'x' }), 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=');
	const pages = [...target.querySelectorAll('svg')];
	expect(pages.length).toBeGreaterThan(1);
	expect(pages.map((page) => page.getAttribute('role'))).toEqual(pages.map(() => 'img'));
	expect(pages[1]!.getAttribute('aria-label')).toContain(`page 2 of ${pages.length}`);
	expect(target.querySelectorAll('image')).toHaveLength(1);
	await end();
});
