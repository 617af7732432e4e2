/** Takes out the check that stands in the way of each lie, and says whether its story noticed. Ends badly when one did not. `ONLY` names one lie. */
import { tool } from '../../support/run.mjs';
import { LIES } from './checks.ts';

const unnoticed: string[] = [];
for (const [story, lies] of Object.entries(LIES)) {
	for (const [lie, check] of Object.entries(lies)) {
		if (process.env.ONLY && process.env.ONLY !== lie && process.env.ONLY !== story) continue;
		const pattern = `device ${lie.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')} \\(`;
		const options = ['run', '--config', 'tests/scenarios/hostile/checks.config.ts', '-t', pattern, '--reporter=dot', '--bail=1'];
		const code = await tool('vitest', options, { env: { WITHOUT_CHECK: check, STORY: story }, quiet: true });
		console.log(`${code === 0 ? 'UNNOTICED' : 'noticed  '}  ${lie}  without: ${check}`);
		if (code === 0) unnoticed.push(lie);
	}
}
console.log(unnoticed.length === 0 ? 'Each check was missed by its story.' : `Not missed: ${unnoticed.join('; ')}`);
process.exitCode = unnoticed.length === 0 ? 0 : 1;
