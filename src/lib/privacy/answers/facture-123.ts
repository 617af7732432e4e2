import type { PolicyAnswer } from './answer.ts';

export const facture123: PolicyAnswer = {
	service: 'Facture 123',
	dated: 'bears no date',
	points: [
		{
			quote: 'All data you provide to the Facture 123 system are yours and remain your property.',
			answer: 'They are yours here because nobody else has them: they are sealed in your browser, and the keys are nowhere else.',
			claims: ['P1', 'P2']
		},
		{
			quote: 'Facture 123 does not disclose your data to third parties.',
			answer:
				'There is nothing that could be disclosed: no operator of Waxbill can read any of it, and the app asks no third party for anything.',
			claims: ['P3', 'P4']
		},
		{
			quote:
				'With the exception of invoices you explicitly choose to e-mail …, none of your invoices can be seen by a third party through our system.',
			answer:
				'None can be seen through ours either, and not by us. E-mail is written by your own program. A client to whom you give a link opens it with a key that stays in his browser.',
			claims: ['P3']
		},
		{
			quote: 'Facture 123 uses Stripe and PayPal for secure financial transactions.',
			answer:
				'Waxbill takes no payment and asks for none. Payment codes and links on your invoices lead to your own bank or provider; the app never opens them.',
			claims: ['P4']
		},
		{
			quote: 'At any time, you can download an XML file containing all your data …',
			answer:
				'So you can here, as XML, JSON or tables, also from books that can only be read; and what was exported can be read back without loss, which is tested byte for byte.',
			claims: ['P6']
		},
		{
			quote: 'No unsolicited email are sent.',
			answer: 'None can be: the operator has no address of yours.',
			claims: ['P1']
		},
		{
			quote: 'No outdoor advertising is displayed on Facture 123, thus, your information is not transmitted to an ad serving engine.',
			answer: 'No advertising here, and the security policy of every page refuses any other origin.',
			claims: ['P4']
		},
		{
			quote: 'When you logi n using a third party, Facture 123 stores your email and your unique third party account identifier.',
			answer:
				'There is no login. A passphrase opens the books on this device; with a passkey, the key stays in your device or your own key ring.',
			claims: ['P1']
		},
		{
			quote: 'Facture 123 uses Google Analytics technology on its public pages when you are not connected to your account.',
			answer: 'No analytics, on no page.',
			claims: ['P4', 'P5']
		},
		{
			quote: 'Facture 123 collects the following data when you register : Email … Name … Phone (optional) … Address (optional) …',
			answer: 'Nobody registers. Name, address and time zone of your business are typed into your own books, and sealed with them.',
			claims: ['P1', 'P2']
		},
		{
			quote: 'Visited pages … IP address … System information (browser and operating system)',
			answer:
				'Which pages you open is known to your browser alone. Whoever hosts the files sees, as every web server does, that some address fetched the app; a relay you chose sees the address while you are connected, and writes it down nowhere.',
			claims: ['P3', 'P4']
		},
		{
			quote:
				'In the event of a software problem, a technical report containing the details of the incident is sent to our team for rapid correction.',
			answer:
				'Nothing is sent. If you want help, you make a bundle, see all of it, and hand it over yourself; it holds no name, amount, address or id.',
			claims: ['P8']
		},
		{
			quote:
				'Data always visible … User account settings … Business settings … Number of clients, services, invoices, timesheets and estimates',
			answer: 'None of these is visible to us at any time. A relay sees how many sealed entries there are, and nothing of what is in them.',
			claims: ['P2', 'P3']
		},
		{
			quote: 'When you report an issue, you can authorize Facture 123 to access your account to help resolve the issue.',
			answer: 'Nobody can be authorised, because there is no way in: no account, no master key, no reset.',
			claims: ['P1', 'P8']
		}
	]
};
