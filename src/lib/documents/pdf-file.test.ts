import { expect, test } from 'vitest';
import { pdfFileName } from './pdf-file.ts';

test.each([
	['F2026-0001', 'F2026-0001.pdf'],
	['F/2026:0001', 'F-2026-0001.pdf'],
	['../../etc/passwd', 'etc-passwd.pdf'],
	['INV 1 (2026)', 'INV-1-2026.pdf'],
	['Rechnung Ä1', 'Rechnung-Ä1.pdf'],
	['.hidden', 'hidden.pdf'],
	['\u202efdp.exe', 'fdp.exe.pdf'],
	['CON', 'document-CON.pdf'],
	['///', 'document.pdf'],
	['', 'document.pdf'],
	['x'.repeat(200), `${'x'.repeat(80)}.pdf`]
])('the number "%s" makes the file name %s', (number, name) => expect(pdfFileName(number)).toBe(name));
