import type { PolicyAnswer } from './answer.ts';

export const justInvoice: PolicyAnswer = {
	service: 'JustInvoice',
	dated: '15 January 2025',
	points: [
		{
			quote:
				'Name and contact information (email address) … Business information (company name) … Payment information (processed securely through Stripe) … Account credentials and preferences',
			answer: 'None of these reaches us: no sign-up, no payment, and the credentials never leave the device.',
			claims: ['P1']
		},
		{
			quote: 'Log data (IP address, browser type, access times) … Usage patterns and feature interactions',
			answer:
				'The app reports nothing about its use. A host of the files sees what every web server sees of a download; the relay that comes with Waxbill writes no addresses into its logs.',
			claims: ['P3', 'P4']
		},
		{
			quote: 'Error reports and performance data',
			answer: 'No report leaves by itself. What is in a support bundle you see before you hand it over.',
			claims: ['P8']
		},
		{
			quote: 'Customer names and contact details … Invoice amounts and payment status … Transaction history and activity logs',
			answer:
				'Processed in your browser alone. At rest and on the way they are sealed with keys that only your devices and those you admit have.',
			claims: ['P2', 'P3', 'P9']
		},
		{
			quote: 'Encryption of data in transit and at rest',
			answer:
				'Encrypted like this, the service holds the keys and can read. Here the data are encrypted before they leave the browser’s memory, and the operator has no key.',
			claims: ['P2', 'P3']
		},
		{
			quote: 'Payment processors (Stripe) … Cloud hosting providers for data storage … Email service providers for communications',
			answer: 'No processors. A static host serves the files; a relay, where you choose one, passes on sealed entries.',
			claims: ['P3', 'P4']
		},
		{
			quote: 'We may disclose your information when required by law …',
			answer: 'We could only disclose sealed entries. Nobody but your devices can open them, and we cannot make a device do it.',
			claims: ['P3']
		},
		{
			quote: 'You may request deletion of your account and associated data at any time.',
			answer: 'You do it yourself, at once; what a relay held of the books is deleted there by a click.',
			claims: ['P7']
		},
		{
			quote: 'Portability: Receive your data in a portable format',
			answer: 'Everything goes out as JSON, XML or tables with published schemas, and comes back in without loss.',
			claims: ['P6']
		},
		{
			quote:
				'We use cookies and similar technologies to: … Analyze service usage and performance … Provide personalized content and features',
			answer: 'No cookies. A few settings of this browser stay in it.',
			claims: ['P5']
		},
		{
			quote: 'Your information may be transferred to and processed in countries other than your own.',
			answer: 'It is processed where your device is. Sealed entries lie where the relay you chose is, which can be your own.',
			claims: ['P3']
		},
		{
			quote: 'Your continued use of our service after changes become effective constitutes acceptance of the updated policy.',
			answer: 'The version you run stays as it is until you accept a new one.',
			claims: []
		}
	]
};
