import { expect, test } from 'vitest';
import type { DocumentAttachment } from '../document.ts';
import { ATTACHMENT_LIMITS, attachmentName, isAttachment, mayAttach } from './rules.ts';

const attached = (more: Partial<DocumentAttachment> = {}): DocumentAttachment => ({
	id: 'a',
	file: 'f'.repeat(64),
	name: 'Hours.pdf',
	type: 'application/pdf',
	bytes: 1000,
	description: '',
	...more
});

test('ten files and ten megabytes go with a document', () => {
	const nine = Array.from({ length: ATTACHMENT_LIMITS.count - 1 }, () => attached());
	expect(mayAttach(nine, { bytes: 1 })).toBeUndefined();
	expect(mayAttach([...nine, attached()], { bytes: 1 })).toBe('tooMany');
	const rest = ATTACHMENT_LIMITS.bytes - 1000;
	expect(mayAttach([attached()], { bytes: rest })).toBeUndefined();
	expect(mayAttach([attached()], { bytes: rest + 1 })).toBe('tooLarge');
});

test.each([
	['Hours.PDF', 'application/pdf', [], 'Hours.pdf'],
	['IMG_1.heic', 'image/jpeg', [], 'IMG_1.jpg'],
	['hours.pdf', 'application/pdf', ['Hours.pdf'], 'hours (2).pdf'],
	['hours', 'application/pdf', ['hours.pdf', 'hours (2).pdf'], 'hours (3).pdf'],
	['a/b\\c:d\u0007.pdf', 'application/pdf', [], 'a b c d.pdf'],
	['.pdf', 'application/pdf', [], 'attachment.pdf']
] as const)('%s of %s beside %j is called %s', (name, type, others, expected) => {
	expect(
		attachmentName(
			name,
			type,
			others.map((each) => ({ name: each }))
		)
	).toBe(expected);
});

test('what is none is not taken for one', () => {
	expect(isAttachment(attached())).toBe(true);
	const wrong: object[] = [{ file: 'x' }, { type: 'text/html' }, { bytes: 1.5 }, { name: 1 }, { description: undefined }, { id: null }];
	for (const more of wrong) expect(isAttachment({ ...attached(), ...more })).toBe(false);
	expect(isAttachment(undefined)).toBe(false);
});
