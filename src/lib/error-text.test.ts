import { expect, expectTypeOf, test } from 'vitest';
import { errorText } from './error-text.ts';
import { en } from './messages/en.ts';
import type { ErrorCode } from './worker-api.ts';

test('every error code has words of its own, and no words are left over', () => {
	expectTypeOf<keyof typeof en>().toEqualTypeOf<ErrorCode>();
	expect(new Set(Object.values(en)).size).toBe(Object.keys(en).length);
});

test('the words never repeat the detail or the field of the error', () => {
	for (const code of Object.keys(en) as ErrorCode[]) {
		expect(errorText({ code, field: 'lines.2.price', detail: 'a-detail' })).not.toMatch(/lines\.2|a-detail|[{}]/);
	}
});
