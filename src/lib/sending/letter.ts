/** What the letter says that a document goes with, before the person changes it: in the language of the document. Pure. */
import { documentFormat } from '../documents/pdf/format.ts';
import { labelsFor } from '../documents/pdf/labels/labels.ts';
import { documentMetrics } from '../documents/pdf/metrics.ts';
import type { IssuedDocument } from '../documents/document.ts';
import { isInvoice, kindOf } from '../documents/kinds.ts';
import { thawTotals } from '../documents/totals.ts';

interface Phrases {
	greeting: string;
	/** Stands before the list of what is attached: no article, which would have to follow the kind. */
	enclosed: string;
	regards: string;
	/** Between a word and what it stands for. */
	colon: string;
}

const PHRASES: Readonly<Record<string, Phrases>> = {
	en: { greeting: 'Hello,', enclosed: 'please find attached:', regards: 'Kind regards', colon: ': ' },
	de: { greeting: 'Guten Tag,', enclosed: 'im Anhang finden Sie:', regards: 'Freundliche Grüße', colon: ': ' },
	fr: { greeting: 'Bonjour,', enclosed: 'vous trouverez ci-joint\u00a0:', regards: 'Cordialement', colon: '\u00a0: ' },
	es: { greeting: 'Hola:', enclosed: 'Adjuntamos:', regards: 'Un saludo', colon: ': ' }
};

export interface Letter {
	subject: string;
	text: string;
}

/** Subject with kind and number; a text with date, amount and the day that matters, as the page has them. */
export function letterFor({ content, number, seller, totals }: IssuedDocument): Letter {
	const labels = labelsFor(content.language);
	const phrases = PHRASES[content.language.toLowerCase().split('-')[0] ?? ''] ?? PHRASES.en!;
	const format = documentFormat(content.language, documentMetrics);
	const { type, dueDate } = content;
	const kind = kindOf(type);
	const title = `${labels.titles[type]} ${number}`;
	const day = kind.until ? labels.validUntil : isInvoice(type) ? labels.dueDate : type === 'purchase-order' ? labels.wantedBy : undefined;
	const amount = kind.owes === -1 ? labels.credited : kind.owes === 1 ? labels.payable : labels.total;
	const pair = (label: string, value: string) => `${label}${phrases.colon}${value}`;
	const list = [
		title,
		pair(labels.issueDate, format.date(content.issueDate)),
		...(kind.priced ? [pair(amount, format.money(thawTotals(totals).payable, content.currency))] : []),
		...(day && dueDate ? [pair(day, format.date(dueDate))] : [])
	];
	return {
		subject: seller.name ? `${title} – ${seller.name}` : title,
		text: [phrases.greeting, phrases.enclosed, list.join('\n'), `${phrases.regards}\n${seller.name}`].join('\n\n')
	};
}
