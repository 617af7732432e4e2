import { expect, test } from 'vitest';
import type { Reason } from './from/reason.ts';
import { tellReasons } from './reason-text.ts';

const told = (...reasons: Reason[]) => tellReasons(reasons).map(({ place, path }) => [place, path]);
const missing = (field: string, term = 'BT-1'): Reason => ({ problem: 'missing', term, field });

test('a reason has the page and the field where it is mended', () => {
	expect(told(missing('seller.address.city'), missing('buyer.taxIds'), missing('content.lines.2.taxes'), missing('number'))).toEqual([
		['business', 'address.city'],
		['client', 'taxIds'],
		['document', 'lines.2.taxes'],
		['document', 'seriesId']
	]);
	expect(told({ problem: 'stamp-duty', term: 'BG-22', field: 'content.stampDuty' })).toEqual([['document', 'stampDuty.amount']]);
});

test('the same on two lines is told of each', () => {
	const two = [0, 2].map((at): Reason => ({ problem: 'several-taxes', term: 'BT-151', field: `content.lines.${at}.taxes` }));
	expect(tellReasons([...two, two[0]!]).map(({ text }) => text.slice(0, 7))).toEqual(['Line 1:', 'Line 3:']);
});
