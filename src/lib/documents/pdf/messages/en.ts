import { messages } from '../../../ui/i18n.svelte.ts';

export const en = messages('lib/documents/pdf', {
	previewPage: 'Preview of the printed document, page {page} of {pages}',
	previewCode: 'Code to pay with'
});
