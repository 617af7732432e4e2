import adapter from '@sveltejs/adapter-static';
import { finished } from './.config/after-build.js';
import { sourceVersion } from './.config/source-version.js';

const base = process.env.BASE_PATH ?? '';
// Tests build a second time, into another directory.
const directory = process.env.BUILD_DIR ?? 'build';
const version = process.env.APP_VERSION ?? sourceVersion();

/** @type {import('@sveltejs/kit').Config} */
export default {
	kit: {
		adapter: finished(adapter({ pages: directory, fallback: '404.html', strict: true }), { directory, base, version }),
		outDir: process.env.KIT_DIR ?? '.svelte-kit',
		paths: { base: /** @type {'' | `/${string}`} */ (base), relative: false },
		serviceWorker: { register: false },
		version: { name: version, pollInterval: 0 },
		typescript: {
			config: (config) => {
				config.include.push('../sync-server/**/*.ts', '../.config/*.js', '../svelte.config.js');
				return config;
			}
		},
		csp: {
			mode: 'hash',
			directives: {
				'default-src': ['self'],
				'script-src': ['self', 'wasm-unsafe-eval'],
				'style-src': ['self'],
				'style-src-elem': ['self'],
				'style-src-attr': ['unsafe-inline'],
				'img-src': ['self', 'blob:', 'data:'],
				'font-src': ['self'],
				'worker-src': ['self'],
				'manifest-src': ['self'],
				// wss: because the relay is the user's own choice, ws: for one on this machine; that nothing else is contacted is proved by watching.
				'connect-src': ['self', 'wss:', 'ws://localhost:*', 'ws://127.0.0.1:*'],
				'object-src': ['none'],
				'base-uri': ['self'],
				'form-action': ['self'],
				'require-trusted-types-for': ['script'],
				'trusted-types': ['svelte-trusted-html', 'app-urls']
			}
		}
	}
};
