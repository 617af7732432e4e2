/** Writes PRIVACY.md from the claims; with `--check` only says whether it is up to date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { answers } from '../../src/lib/privacy/answers/answers.ts';
import type { PolicyAnswer } from '../../src/lib/privacy/answers/answer.ts';
import { claims, services, type Claim } from '../../src/lib/privacy/claims.ts';
import { words } from '../../src/lib/privacy/messages.ts';
import { root } from './run.mjs';

function section(claim: Claim): string {
	return [
		`## ${claim.id}. ${claim.title}`,
		claim.text,
		`**${words.theirs}**`,
		services.map((service) => `- ${service}: ${claim.theirs[service]}`).join('\n'),
		`**${words.ours}.** ${claim.ours}`,
		`${words.tests}:`,
		claim.tests.map(({ file, name }) => `- \`${file}\`: ${name}`).join('\n')
	].join('\n\n');
}

function answered({ service, dated, points }: PolicyAnswer): string {
	return [
		`### ${service} (${dated})`,
		...points.map(({ quote, answer, claims }) => `> ${quote}\n\n${answer}${claims.length > 0 ? ` (${claims.join(', ')})` : ''}`)
	].join('\n\n');
}

function document(): string {
	return [
		`# ${words.title}`,
		words.lead,
		...claims.map(section),
		`## ${words.answersTitle}`,
		words.answersLead,
		...answers.map(answered),
		`## ${words.limitsTitle}`,
		words.limits.map((limit) => `- ${limit}`).join('\n'),
		words.source,
		'_Written by `npm run privacy` from `src/lib/privacy/`; change it there._'
	].join('\n\n');
}

const file = join(root, 'PRIVACY.md');
const wanted = await format(document(), { ...(await resolveConfig(file)), filepath: file });
if (!process.argv.includes('--check')) writeFileSync(file, wanted);
else if (readFileSync(file, 'utf8') !== wanted) {
	console.error('PRIVACY.md differs from the claims: run `npm run privacy`');
	process.exitCode = 1;
}
