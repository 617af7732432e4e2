import { describe, expect, test } from 'vitest';
import { rateFor, worthOf, type RateContext } from './rates.ts';

const full = {
	typed: '1',
	member: 'a1',
	project: { currency: 'EUR', rate: '3', members: [{ id: 'a1', rate: '2' }, { id: 'b2' }] },
	client: { hourlyRate: '5' },
	business: { currency: 'EUR', hourlyRate: '6', memberRates: [{ id: 'a1', rate: '4' }] }
} satisfies RateContext;

describe('the cascade of rates', () => {
	test('the nearest one counts', () => {
		const steps: RateContext[] = [full];
		steps.push({ ...steps.at(-1)!, typed: undefined });
		steps.push({ ...steps.at(-1)!, project: { ...full.project, members: [] } });
		steps.push({ ...steps.at(-1)!, project: { currency: 'EUR', members: [] } });
		steps.push({ ...steps.at(-1)!, business: { currency: 'EUR', hourlyRate: '6' } });
		steps.push({ ...steps.at(-1)!, client: {} });
		steps.push({ ...steps.at(-1)!, business: { currency: 'EUR' } });
		expect(steps.map((context) => rateFor(context)).map((found) => found && `${found.rate} ${found.from}`)).toEqual([
			'1 entry',
			'2 project-member',
			'3 project',
			'4 member',
			'5 client',
			'6 business',
			undefined
		]);
	});
	test('another member has his own, or the project’s', () => {
		expect(rateFor({ ...full, typed: undefined, member: 'b2' })).toEqual({ rate: '3', currency: 'EUR', from: 'project' });
	});
	test('a rate in another currency is none', () => {
		const abroad = { ...full, typed: undefined, project: { currency: 'USD', members: [] } };
		expect(rateFor(abroad)).toBeUndefined();
		expect(rateFor({ ...abroad, client: { hourlyRate: '5', currency: 'USD' } })).toEqual({ rate: '5', currency: 'USD', from: 'client' });
	});
	test('nothing for an hour is a rate; nonsense is passed over', () => {
		expect(rateFor({ ...full, typed: '0' })?.from).toBe('entry');
		for (const typed of ['', '-5', 'x', '1e3']) expect(rateFor({ ...full, typed })?.from).toBe('project-member');
	});
});

test('an entry is worth its hours times its rate, rounded once', () => {
	const rate = (text: string, currency = 'EUR') => ({ rate: text, currency, from: 'project' as const });
	expect(worthOf(900, rate('27.50'))).toBe(688n);
	expect(worthOf(1200, rate('90'))).toBe(3000n);
	expect(worthOf(3600, rate('9000', 'JPY'))).toBe(9000n);
	expect(worthOf(3600, rate('12.3456', 'KWD'))).toBe(12346n);
	expect(worthOf(3600, undefined)).toBeUndefined();
});
