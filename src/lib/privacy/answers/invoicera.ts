import type { PolicyAnswer } from './answer.ts';

export const invoicera: PolicyAnswer = {
	service: 'Invoicera',
	dated: 'bears no date; the page says © 2004–2020',
	points: [
		{
			quote: 'We do not sell/ rent/ trade your personal information to any other site/ source.',
			answer: 'We have none that could be sold.',
			claims: ['P1', 'P3']
		},
		{
			quote: '… gather only the amount of information that is needed to run the application smoothly.',
			answer: 'To run this application the operator needs none.',
			claims: ['P1']
		},
		{
			quote: 'The information rests safely with us, and is not outsourced in any form whatsoever.',
			answer: 'It rests with you, sealed, and with nobody else in a form that can be read.',
			claims: ['P2', 'P3']
		},
		{
			quote: 'The payment gateways we use are highly secured (with SSL encryption) and guarantee no data leakage at any point, whatsoever.',
			answer: 'Waxbill uses no payment gateway. What is not promised here stands below the claims.',
			claims: ['P4']
		},
		{
			quote: 'Our voucher has always made sure that it keeps all the information and data of its client 100% secure.',
			answer:
				'Nobody can promise that, and we do not: each attack we know of is listed in SECURITY.md with the test against it, and those that remain are named.',
			claims: []
		},
		{
			quote: '… ask and process only the data that is needed and needed.',
			answer: 'The operator processes no data of yours at all; a relay, where you chose one, counts and passes on sealed entries.',
			claims: ['P3']
		},
		{
			quote:
				'Invoicera has and will always make sure to take consent from its subject before using their data beyond the legitimate purposes.',
			answer: 'Nobody here can use your data for any purpose, so there is no consent to give.',
			claims: ['P2', 'P3']
		},
		{
			quote:
				'… maintains a Personal Data Breach Register and, based on severity, the regulator and data subject will be informed within 72 hours of identifying the breach.',
			answer:
				'A breach of a host or a relay would yield sealed entries and no address to write to. Faults of the program are published with their remedies, as SECURITY.md says.',
			claims: ['P3']
		},
		{
			quote: '… privacy and protection aspects will be ensured by default.',
			answer: 'They are the only way it works: there is no setting in which records are stored or sent in clear.',
			claims: ['P2', 'P3']
		},
		{
			quote: 'We however reserve the right to change or modify this Privacy Statement at any point of time.',
			answer: 'A claim here changes only with the tests that prove it, and a new version of the app waits for your click.',
			claims: []
		}
	]
};
