import type { PolicyAnswer } from './answer.ts';

export const myFacturePro: PolicyAnswer = {
	service: 'MY FACTURE PRO',
	dated: '2 April 2026',
	points: [
		{
			quote:
				'Company information and business details entered by the user. Customer and invoice information created within the application.',
			answer: 'The same things are entered here. They are sealed before they are stored, and no one collects them.',
			claims: ['P1', 'P2']
		},
		{
			quote: 'Contact information such as email address (if provided by the user).',
			answer: 'There is no field in which the operator could be given one.',
			claims: ['P1']
		},
		{
			quote: 'Technical information necessary to improve application performance and resolve issues.',
			answer: 'None is collected. How fast the app is we measure on our own machines; faults reach us when somebody tells us of them.',
			claims: ['P4', 'P8']
		},
		{
			quote: "Locally on the user's device; or On cloud storage services if cloud backup or synchronization features are enabled.",
			answer:
				'On your device, sealed. If you sync, a relay of your choice holds sealed entries only; a backup is a sealed file that you put where you like.',
			claims: ['P2', 'P3']
		},
		{
			quote: 'We implement reasonable security measures to protect data …',
			answer:
				'Which measures, against whom, and what they do not stop is written down in SECURITY.md, attack by attack, with the test of each.',
			claims: ['P2', 'P3', 'P9']
		},
		{
			quote: "We do not sell, rent, or trade users' personal information to third parties.",
			answer: 'We have none.',
			claims: ['P1', 'P3']
		},
		{
			quote: 'When required by law or legal process. With trusted service providers necessary for operating the application.',
			answer:
				'Whoever orders a relay to hand over what it holds gets sealed entries, and the list of what a relay can see is in the claim. The app needs no service provider.',
			claims: ['P3', 'P4']
		},
		{
			quote: 'The application may display advertisements provided by third-party advertising services such as Google AdMob.',
			answer: 'No advertisements, and no origin but its own.',
			claims: ['P4']
		},
		{
			quote:
				'Storage access … Camera access for scanning documents or attaching images … Internet access for synchronization, backup, and online services.',
			answer:
				'The browser asks you for the camera when you scan a code or photograph a receipt; the picture does not leave the device. Without a network everything works except syncing.',
			claims: ['P2', 'P4']
		},
		{
			quote: 'Request account deletion if an account system is provided.',
			answer: 'Nobody needs to be asked: you delete a workspace or the whole device yourself, and the entries at a relay by a click.',
			claims: ['P7']
		},
		{
			quote: 'We may update this Privacy Policy from time to time.',
			answer:
				'This page changes with the program, in the open, and each claim only as far as its tests prove it. A new version waits until you accept it.',
			claims: []
		}
	]
};
