/** Vitest for checks.run.ts: the stories, with the check that the environment names taken out of the source as it is loaded. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, mergeConfig, type Plugin } from 'vitest/config';
import { root } from '../../support/run.mjs';
import { CHECKS } from './checks.ts';

const check = CHECKS.find(({ lie }) => lie === process.env.WITHOUT_CHECK_OF);
if (!check) throw new Error('WITHOUT_CHECK_OF names no lie');

const without: Plugin = {
	name: 'without-a-check',
	enforce: 'pre',
	transform(code, id) {
		const edits = check.edits.filter(([file]) => id.split('?', 1)[0] === join(root, file));
		return edits.length === 0
			? undefined
			: { code: edits.reduce((text, [, find, replace]) => text.replace(find, () => replace), code), map: null };
	}
};

for (const [file, find] of check.edits)
	if (readFileSync(join(root, file), 'utf8').split(find).length !== 2) throw new Error(`${file} no longer has the check: ${find}`);

export default mergeConfig(
	defineConfig({ root, resolve: { alias: { '#lib': join(root, 'src/lib') } }, plugins: [without] }),
	defineConfig({
		test: { environment: 'node', include: ['tests/scenarios/hostile/hostile.test.ts'], testTimeout: 8000, hookTimeout: 60_000 }
	})
);
