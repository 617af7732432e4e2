/** Takes out one check after the other and says which story noticed. Ends badly when one did not. `ONLY` names one lie. */
import { tool } from '../../support/run.mjs';
import { CHECKS } from './checks.ts';

const unnoticed: string[] = [];
for (const { lie, check } of CHECKS.filter((each) => !process.env.ONLY || each.lie === process.env.ONLY)) {
	const pattern = `device ${lie.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')} \\(`;
	const options = ['run', '--config', 'tests/scenarios/hostile/checks.config.ts', '-t', pattern, '--reporter=dot', '--bail=1'];
	const code = await tool('vitest', options, { env: { WITHOUT_CHECK_OF: lie }, quiet: true });
	console.log(`${code === 0 ? 'UNNOTICED' : 'noticed  '}  ${lie}  without: ${check}`);
	if (code === 0) unnoticed.push(lie);
}
console.log(unnoticed.length === 0 ? 'Each check was missed by its story.' : `Not missed: ${unnoticed.join('; ')}`);
process.exitCode = unnoticed.length === 0 ? 0 : 1;
