/** Vitest for checks.run.ts: one file of stories, with the check that the environment names taken out of the source as it is loaded. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, mergeConfig, type Plugin } from 'vitest/config';
import { root } from '../../support/run.mjs';
import { CHECKS, type Edit } from './checks.ts';

const { WITHOUT_CHECK, STORY } = process.env;
const edits = (CHECKS as Record<string, readonly Edit[]>)[WITHOUT_CHECK ?? ''];
if (!edits) throw new Error('WITHOUT_CHECK names no check');

const without: Plugin = {
	name: 'without-a-check',
	enforce: 'pre',
	transform(code, id) {
		const here = edits.filter(([file]) => id.split('?', 1)[0] === join(root, file));
		return here.length === 0
			? undefined
			: { code: here.reduce((text, [, find, replace]) => text.replace(find, () => replace), code), map: null };
	}
};

for (const [file, find] of edits)
	if (readFileSync(join(root, file), 'utf8').split(find).length !== 2) throw new Error(`${file} no longer has the check: ${find}`);

export default mergeConfig(
	defineConfig({ root, resolve: { alias: { '#lib': join(root, 'src/lib') } }, plugins: [without] }),
	defineConfig({
		test: {
			environment: 'node',
			include: [`tests/scenarios/hostile/${STORY}.test.ts`],
			server: { deps: { inline: ['stdnum'] } },
			testTimeout: 15_000,
			hookTimeout: 60_000
		}
	})
);
