import { expect, it } from 'vitest';
import { PAPERS, type Paper } from '../../../../tests/support/receipt-papers.ts';
import { proposeFrom } from './propose.ts';
import { recogniseApart } from './recognise-apart.ts';

const EXPECTED = { currency: 'CAD', today: '2026-06-30' };
const WIDTH = 720;
const LINE = 44;
const MARGIN = 48;

/** A photo of the paper on a table, as it lies. */
async function photo({ lines, turned, font, shaded }: Paper): Promise<Blob> {
	const height = lines.length * LINE + MARGIN * 2;
	const paper = new OffscreenCanvas(WIDTH, height);
	const ink = paper.getContext('2d')!;
	ink.fillStyle = '#fbfaf6';
	ink.fillRect(0, 0, WIDTH, height);
	ink.fillStyle = '#22201d';
	ink.font = `28px ${font}`;
	ink.textBaseline = 'top';
	lines.forEach((line, at) => {
		const [left = '', right = ''] = line.split('\t');
		ink.fillText(left, MARGIN, MARGIN + at * LINE);
		ink.fillText(right, WIDTH - MARGIN - ink.measureText(right).width, MARGIN + at * LINE);
	});
	if (shaded) {
		const shade = ink.createLinearGradient(0, 0, WIDTH, 0);
		shade.addColorStop(0, 'rgb(20 20 40 / 0.45)');
		shade.addColorStop(1, 'rgb(20 20 40 / 0)');
		ink.fillStyle = shade;
		ink.fillRect(0, 0, WIDTH, height);
	}
	const turn = (turned * Math.PI) / 180;
	const [sin, cos] = [Math.abs(Math.sin(turn)), Math.abs(Math.cos(turn))];
	const table = new OffscreenCanvas(Math.round(WIDTH * cos + height * sin) + 60, Math.round(WIDTH * sin + height * cos) + 60);
	const draw = table.getContext('2d')!;
	draw.fillStyle = '#b9b2a6';
	draw.fillRect(0, 0, table.width, table.height);
	draw.translate(table.width / 2, table.height / 2);
	draw.rotate(turn);
	draw.drawImage(paper, -WIDTH / 2, -height / 2);
	return table.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
}

it.each(PAPERS)('recognises $name', async (paper) => {
	const heard: (number | undefined)[] = [];
	const answer = await recogniseApart(await photo(paper), {
		language: paper.language,
		signal: new AbortController().signal,
		progress: (fraction) => heard.push(fraction)
	});
	if (!answer.ok) throw new Error(answer.problem);
	const { supplier, taxId, date, currency, total, taxes } = proposeFrom(answer.lines, EXPECTED);
	const number = taxId && `${taxId.value.country} ${taxId.value.kind} ${taxId.value.value}`;
	const found = {
		supplier: supplier?.value,
		taxId: number,
		date: date?.value,
		currency: currency?.value,
		total: total?.value,
		taxes: taxes?.value
	};
	expect(found, answer.lines.map(({ text, confidence }) => `${Math.round(confidence)} ${text}`).join('\n')).toEqual(paper.found);
	expect(heard[0]).toBeUndefined();
	expect(heard.slice(1).every((fraction) => fraction !== undefined && fraction >= 0 && fraction <= 1)).toBe(true);
});

it('ends when it is aborted, and says what is no picture', async () => {
	const stop = new AbortController();
	const picture = await photo(PAPERS[0]!);
	const options = { language: 'en' as const, signal: stop.signal, progress: (fraction?: number) => fraction !== undefined && stop.abort() };
	await expect(recogniseApart(picture, options)).rejects.toThrow(/abort/i);
	const other = { ...options, signal: new AbortController().signal, progress: () => {} };
	expect(await recogniseApart(new Blob(['no picture']), other)).toEqual({ ok: false, problem: 'noPicture' });
});
