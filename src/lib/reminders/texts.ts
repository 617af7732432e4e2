/** What a reminder says where the user wrote nothing else, and the lines of a fee's invoice: in the language of the document. Pure. */
import { addDays } from '../documents/dates.ts';

export interface ReminderWords {
	/** By how often it was due before: in advance, once, again. */
	subject: readonly [advance: string, first: string, again: string];
	text: readonly [advance: string, first: string, again: string];
	interest: string;
	interestSpan: string;
	fee: string;
	compensation: string;
	/** Why no tax is on it. */
	untaxed: { name: string; reason: string };
}

const WORDS: Record<string, ReminderWords> = {
	en: {
		subject: ['Invoice {number} is due on {due}', 'Reminder: invoice {number}', 'Second reminder: invoice {number}'],
		text: [
			'Hello,\n\nour invoice {number} of {date} is due on {due}. {open} is open.\n\nKind regards\n{business}',
			'Hello,\n\nour invoice {number} of {date} was due on {due}, and {open} is still open. You may have overlooked it.\n\nIf you have paid meanwhile, please disregard this message.\n\nKind regards\n{business}',
			'Hello,\n\nour invoice {number} of {date} was due on {due}. In spite of our reminder {open} is still open. Please pay by {until}.\n\nKind regards\n{business}'
		],
		interest: 'Interest for late payment of invoice {number}',
		interestSpan: '{open} from {from} to {to}: {rate} % a year',
		fee: 'Reminder fee for invoice {number}',
		compensation: 'Compensation for recovery costs',
		untaxed: { name: 'No tax', reason: 'Damages for late payment, outside the scope of tax' }
	},
	de: {
		subject: ['Rechnung {number} ist am {due} fällig', 'Zahlungserinnerung: Rechnung {number}', 'Mahnung: Rechnung {number}'],
		text: [
			'Guten Tag,\n\nunsere Rechnung {number} vom {date} ist am {due} fällig. Offen sind {open}.\n\nFreundliche Grüße\n{business}',
			'Guten Tag,\n\nunsere Rechnung {number} vom {date} war am {due} fällig; offen sind noch {open}. Vielleicht wurde sie übersehen.\n\nSollten Sie inzwischen gezahlt haben, betrachten Sie diese Nachricht bitte als gegenstandslos.\n\nFreundliche Grüße\n{business}',
			'Guten Tag,\n\nunsere Rechnung {number} vom {date} war am {due} fällig. Trotz unserer Erinnerung sind {open} offen. Bitte zahlen Sie bis zum {until}.\n\nFreundliche Grüße\n{business}'
		],
		interest: 'Verzugszinsen zur Rechnung {number}',
		interestSpan: '{open} vom {from} bis {to}: {rate} % im Jahr',
		fee: 'Mahngebühr zur Rechnung {number}',
		compensation: 'Pauschale für Beitreibungskosten',
		untaxed: { name: 'Nicht steuerbar', reason: 'Schadenersatz wegen Zahlungsverzugs, nicht steuerbar' }
	},
	fr: {
		subject: ['La facture {number} est payable le {due}', 'Rappel : facture {number}', 'Deuxième rappel : facture {number}'],
		text: [
			'Bonjour,\n\nnotre facture {number} du {date} est payable le {due}. Il reste {open} à régler.\n\nCordialement\n{business}',
			'Bonjour,\n\nnotre facture {number} du {date} était payable le {due} et il reste {open} à régler. Elle vous a peut-être échappé.\n\nSi vous avez payé entre-temps, merci de ne pas tenir compte de ce message.\n\nCordialement\n{business}',
			'Bonjour,\n\nnotre facture {number} du {date} était payable le {due}. Malgré notre rappel, il reste {open} à régler. Merci de payer avant le {until}.\n\nCordialement\n{business}'
		],
		interest: 'Pénalités de retard sur la facture {number}',
		interestSpan: '{open} du {from} au {to} : {rate} % par an',
		fee: 'Frais de rappel pour la facture {number}',
		compensation: 'Indemnité forfaitaire pour frais de recouvrement',
		untaxed: { name: 'Sans taxe', reason: 'Indemnité pour retard de paiement, hors du champ de la TVA' }
	},
	es: {
		subject: ['La factura {number} vence el {due}', 'Recordatorio: factura {number}', 'Segundo recordatorio: factura {number}'],
		text: [
			'Hola:\n\nNuestra factura {number} del {date} vence el {due}. Quedan {open} por pagar.\n\nUn saludo\n{business}',
			'Hola:\n\nNuestra factura {number} del {date} venció el {due} y quedan {open} por pagar. Quizá se le haya pasado.\n\nSi ya la ha pagado, no tenga en cuenta este mensaje.\n\nUn saludo\n{business}',
			'Hola:\n\nNuestra factura {number} del {date} venció el {due}. A pesar de nuestro recordatorio quedan {open} por pagar. Le rogamos que pague antes del {until}.\n\nUn saludo\n{business}'
		],
		interest: 'Intereses de demora de la factura {number}',
		interestSpan: '{open} del {from} al {to}: {rate} % al año',
		fee: 'Gastos de reclamación de la factura {number}',
		compensation: 'Compensación por costes de cobro',
		untaxed: { name: 'Sin impuesto', reason: 'Indemnización por demora en el pago, no sujeta a IVA' }
	}
};

export function wordsIn(language: string): ReminderWords {
	return WORDS[language.toLowerCase().split('-')[0] ?? ''] ?? WORDS.en!;
}

export const REMINDER_FIELDS = ['number', 'date', 'due', 'open', 'until', 'client', 'business'] as const;

/** Fields it does not know stay as they are. */
export function fillFields(text: string, values: Readonly<Record<string, string>>): string {
	return text.replace(/\{([a-z]+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? values[name]! : whole));
}

/** A new term is a week. */
export function untilDay(today: string): string {
	return addDays(today, 7);
}

export function dayIn(date: string, language: string): string {
	const at = new Date(`${date}T00:00:00Z`);
	const options = { dateStyle: 'long', timeZone: 'UTC', calendar: 'gregory', numberingSystem: 'latn' } as const;
	try {
		return new Intl.DateTimeFormat(language || 'en', options).format(at);
	} catch {
		return new Intl.DateTimeFormat('en', options).format(at);
	}
}
