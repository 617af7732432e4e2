import { expect, it } from 'vitest';
import { newBusiness, presetOf, presets } from './presets.ts';
import { validateBusiness } from './validate.ts';

const quebec = () => newBusiness(presetOf('CA-QC'), 'Atelier Lune');

it('finds nothing wrong with what any preset makes', () => {
	for (const preset of presets) expect([preset.id, validateBusiness(newBusiness(preset, 'x'))]).toEqual([preset.id, {}]);
});

it('asks for a name, and says how much of it is too long', () => {
	expect(validateBusiness({ ...quebec(), name: ' ' })).toEqual({ name: { message: 'required', level: 'error' } });
	expect(validateBusiness({ ...quebec(), name: 'é'.repeat(203) }).name).toEqual({
		message: 'tooLong',
		level: 'error',
		args: { count: 3, limit: 200 }
	});
	expect(validateBusiness({ ...quebec(), name: '🪶'.repeat(200) })).toEqual({});
});

it('keeps 100 kB pasted into the terms from being saved, with the count', () => {
	expect(validateBusiness({ ...quebec(), terms: 'x'.repeat(100_000) }).terms).toMatchObject({ level: 'error', args: { count: 95_000 } });
});

it('refuses what no list offers: currency, language, time zone, colour, coin', () => {
	const wrong = { ...quebec(), currency: 'EURO', language: '!!', timeZone: 'Mars/Olympus', colour: 'red', cashRounding: '-0.05' };
	expect(Object.keys(validateBusiness(wrong)).sort()).toEqual(['cashRounding', 'colour', 'currency', 'language', 'timeZone']);
});

it('takes a balance below zero, and refuses what is no number', () => {
	const held = (amount: string) => validateBusiness({ ...quebec(), cashBalance: { amount, date: '2026-01-31' } });
	expect(held('-1200.50')).toEqual({});
	expect(held('12,5')).toEqual({ 'cashBalance.amount': { message: 'notANumber', level: 'error' } });
});

it.each([-1, 1.5, 3651, Number.NaN])('refuses %s days', (termsDays) => {
	expect(validateBusiness({ ...quebec(), termsDays }).termsDays?.message).toBe('wholeRange');
});

it('names the row and the tax of a bad preset', () => {
	const business = quebec();
	business.taxPresets.push({ id: 'own', label: '', taxes: [{ name: '', category: 'S', rate: '1e9' }] });
	business.taxPresets.push({ id: 'free', label: 'Free', taxes: [{ name: 'TPS', category: 'E', rate: '0', exemptionReason: ' ' }] });
	const at = business.taxPresets.length - 2;
	expect(validateBusiness(business)).toEqual({
		[`taxPresets.${at}.label`]: { message: 'required', level: 'error' },
		[`taxPresets.${at}.taxes.0.name`]: { message: 'required', level: 'error' },
		[`taxPresets.${at}.taxes.0.rate`]: { message: 'notANumber', level: 'error' },
		[`taxPresets.${at + 1}.taxes.0.exemptionReason`]: { message: 'reasonMissing', level: 'warning' }
	});
});

it.each([
	['101', 'percentRange'],
	['-1', 'percentRange'],
	['', 'notANumber'],
	['9.97501', 'notANumber']
])('refuses a rate of "%s"', (rate, message) => {
	expect(validateBusiness({ ...quebec(), withholdings: [{ name: 'IRPF', rate }] })['withholdings.0.rate']?.message).toBe(message);
});

it('lets a strange e-mail address be saved, with a warning', () => {
	const contact = { id: 'c', name: '', email: 'lune@atelier', primary: true };
	expect(validateBusiness({ ...quebec(), contact })).toEqual({ 'contact.email': { message: 'email', level: 'warning' } });
});

it('the page to pay on is one that can be printed', () => {
	const at = (paymentLink: string) => validateBusiness({ ...quebec(), paymentLink });
	expect(at('https://pay.example/{number}')).toEqual({});
	expect(at('http://pay.example')).toEqual({ paymentLink: { message: 'linkHttps', level: 'error' } });
});

it('names what the letter of a kind of documents cannot say', () => {
	const entry = { id: 'invoice/fr', type: 'invoice' as const, language: 'fr', terms: '', notes: '', footer: '' };
	const at = (mailSubject: string, mailText = '') => validateBusiness({ ...quebec(), texts: [{ ...entry, mailSubject, mailText }] });
	expect(at('Facture {number}', '{date} {total} {due} {client} {business} { } not')).toEqual({
		'texts.0.mailText': { message: 'mailPlace', args: { place: ' ' }, level: 'error' }
	});
	expect(at('{Number}')).toEqual({ 'texts.0.mailSubject': { message: 'mailPlace', args: { place: 'Number' }, level: 'error' } });
	expect(at('a'.repeat(201))).toMatchObject({ 'texts.0.mailSubject': { message: 'tooLong' } });
	expect(at('{number}', 'a { b')).toEqual({});
});
