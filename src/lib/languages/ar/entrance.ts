import type { Messages } from '../../ui/i18n.svelte.ts';

/** What is said before the books are open, and on a client's page. */
export const files = import.meta.glob<Messages>(
	[
		'/src/routes/messages/ar.ts',
		'/src/routes/messages/*.ar.ts',
		'/src/lib/{messages,ui/messages,identity/messages,update/messages,client-page/messages}/ar.ts',
		'/src/lib/{messages,ui/messages,identity/messages,update/messages,client-page/messages}/*.ar.ts'
	],
	{ eager: true, import: 'translated' }
);
