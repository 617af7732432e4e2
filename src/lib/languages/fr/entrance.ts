import type { Messages } from '../../ui/i18n.svelte.ts';

/** What is said before the books are open, and on a client's page. */
export const files = import.meta.glob<Messages>(
	[
		'/src/routes/messages/fr.ts',
		'/src/routes/messages/*.fr.ts',
		'/src/lib/{messages,ui/messages,identity/messages,update/messages,client-page/messages}/fr.ts',
		'/src/lib/{messages,ui/messages,identity/messages,update/messages,client-page/messages}/*.fr.ts'
	],
	{ eager: true, import: 'translated' }
);
