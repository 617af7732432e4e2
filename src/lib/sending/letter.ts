/** What the letter says that a document goes with, before the person changes it: in the language of the document. Pure. */
import type { DocumentTexts } from '../business/business.ts';
import { fillPlaces } from '../business/mail-places.ts';
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

/**
 * Subject with kind and number; a text with date, amount and the day that matters, as the page has them. What the business has of its own for that kind
 * in that language goes before it.
 */
export function letterFor(
	{ content, number, seller, buyer, totals }: IssuedDocument,
	own?: Pick<DocumentTexts, 'mailSubject' | 'mailText'>
): Letter {
	const labels = labelsFor(content.language);
	const phrases = PHRASES[content.language.toLowerCase().split('-')[0] ?? ''] ?? PHRASES.en!;
	const format = documentFormat(content.language, documentMetrics);
	const { type, dueDate } = content;
	const kind = kindOf(type);
	const title = `${labels.titles[type]} ${number}`;
	const dueLabel = kind.until ? labels.validUntil : isInvoice(type) ? labels.dueDate : type === 'purchase-order' ? labels.wantedBy : '';
	const totalLabel = kind.owes === -1 ? labels.credited : kind.owes === 1 ? labels.payable : labels.total;
	const values = {
		number,
		date: format.date(content.issueDate),
		total: kind.priced ? format.money(thawTotals(totals).payable, content.currency) : '',
		due: dueLabel && dueDate ? format.date(dueDate) : '',
		client: buyer.name,
		business: seller.name
	};
	const said = (label: string, value: string) => (value ? [`${label}${phrases.colon}${value}`] : []);
	const list = [title, ...said(labels.issueDate, values.date), ...said(totalLabel, values.total), ...said(dueLabel, values.due)];
	return {
		subject: own?.mailSubject?.trim() ? fillPlaces(own.mailSubject, values) : seller.name ? `${title} – ${seller.name}` : title,
		text: own?.mailText?.trim()
			? fillPlaces(own.mailText, values)
			: [phrases.greeting, phrases.enclosed, list.join('\n'), `${phrases.regards}\n${seller.name}`].join('\n\n')
	};
}
