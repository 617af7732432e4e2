/** The reference of every start: an empty SvelteKit page with one form, built by the same tools with the same settings. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder, run, root } from '../support/run.mjs';

const FILES: Record<string, string> = {
	'package.json': '{ "private": true, "type": "module" }',
	'svelte.config.js': `import adapter from '@sveltejs/adapter-static';
export default { kit: { adapter: adapter({ fallback: '404.html' }), paths: { relative: false }, version: { name: 'empty', pollInterval: 0 } } };`,
	'vite.config.ts': `import { sveltekit } from '@sveltejs/kit/vite';
export default { plugins: [sveltekit()], build: { target: 'es2022' } };`,
	'src/app.html': '<!doctype html><html lang="en"><head>%sveltekit.head%</head><body><div>%sveltekit.body%</div></body></html>',
	'src/routes/+layout.ts': 'export const prerender = true;\nexport const ssr = false;\n',
	'src/routes/+page.svelte': `<script lang="ts">
	let empty = $state(false);
</script>
<form onsubmit={(event) => { event.preventDefault(); empty = true; }}>
	<input aria-label="Word" aria-invalid={empty} /><button type="submit">Go</button>
</form>`
};

/** The folder of the built page. */
export async function buildEmptyPage(): Promise<string> {
	const folder = cacheFolder('bench', 'empty-page');
	for (const [file, text] of Object.entries(FILES)) {
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		writeFileSync(join(folder, file), text);
	}
	// Vite finds its packages in the node_modules this folder lies in.
	const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
	if (
		(await run(process.execPath, [vite, 'build', '--logLevel', 'error'], { cwd: folder, quiet: true })) !== 0 ||
		!existsSync(join(folder, 'build'))
	)
		throw new Error('The empty page did not build');
	return join(folder, 'build');
}
