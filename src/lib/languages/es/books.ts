import type { Messages } from '../../ui/i18n.svelte.ts';

/** All that entrance.ts does not have. */
export const files = import.meta.glob<Messages>(
	[
		'/src/**/messages/es.ts',
		'/src/**/messages/*.es.ts',
		'!/src/routes/messages/*',
		'!/src/lib/{messages,ui/messages,identity/messages,update/messages,client-page/messages}/*'
	],
	{ eager: true, import: 'translated' }
);
