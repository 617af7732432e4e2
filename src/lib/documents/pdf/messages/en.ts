export const en = {
	previewPage: 'Preview of the printed document, page {page} of {pages}',
	previewCode: 'Code to pay with'
};
