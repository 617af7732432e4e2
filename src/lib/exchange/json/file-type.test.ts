import { expect, test } from 'vitest';
import { fileType } from './file-type.ts';

test.each([
	['%PDF-1.7', 'application/pdf'],
	['\u00ff\u00d8\u00ff\u00e0', 'image/jpeg'],
	['<?xml version="1.0"?><a/>', 'application/xml'],
	['\u00ef\u00bb\u00bf\r\n <rsm:CrossIndustryInvoice/>', 'application/xml'],
	['<!-- made by --><Invoice/>', 'application/xml'],
	['< 5 apples', undefined],
	['plain <b>text</b>', undefined],
	['', undefined]
])('%j is told by its beginning', (text, type) => {
	expect(fileType(Uint8Array.from(text, (each) => each.charCodeAt(0)))).toBe(type);
});
