import type { PolicyAnswer } from './answer.ts';

export const factumo: PolicyAnswer = {
	service: 'Factumo',
	dated: '21 November 2025',
	points: [
		{
			quote: 'Account Information: Name, email address, password (encrypted), company name, tax identification number',
			answer: 'No account, and no server that could check a password: a passphrase opens the keys on this device.',
			claims: ['P1']
		},
		{
			quote:
				'Business Documents: Invoices, estimates, credit notes, and related financial documents you create … Client Data: Information about your clients …',
			answer: 'They are in your books, sealed; the operator cannot tell a client’s name from a line of an invoice.',
			claims: ['P2', 'P3']
		},
		{
			quote:
				'Usage Data: Pages visited, features used, time spent, click patterns … Device Information: IP address, browser type and version …',
			answer: 'None of it is recorded or sent.',
			claims: ['P4']
		},
		{
			quote: 'Audit Logs: Actions taken in the system … for compliance with Spanish tax law',
			answer:
				'Every action is an entry of the sealed log, which your devices keep. Spanish billing records are chained in it and go out as the files the law describes. A proof of issue shows others that nothing was changed.',
			claims: ['P10']
		},
		{
			quote: 'Payment card information is collected and processed directly by our payment processor, Stripe.',
			answer: 'Waxbill costs nothing and processes no cards.',
			claims: ['P4']
		},
		{
			quote: 'Legitimate Interests …: To improve our Service, prevent fraud, ensure security, and conduct business analytics',
			answer: 'No analytics, whatever the interest.',
			claims: ['P4']
		},
		{
			quote: 'Supabase (BaaS): Database hosting, user authentication, file storage … Stripe … Resend … Cloud Hosting',
			answer: 'No processors: files from a static host, and a relay of your choice or none. E-mail goes out through your own program.',
			claims: ['P3', 'P4']
		},
		{
			quote: 'To Spanish tax authorities (Agencia Tributaria) as required by law',
			answer: 'What the tax office may ask for you export and hand over; we have nothing to hand over.',
			claims: ['P3', 'P6']
		},
		{
			quote: '… you act as a data controller for that data. … We act as a data processor for this client data on your behalf.',
			answer:
				'You are the controller here too. What your duties as such ask for is built in: a client’s data as a file, restriction, erasure where no law keeps it. Whoever runs your relay processes sealed entries.',
			claims: ['P3', 'P7']
		},
		{
			quote: 'Your invoices, estimates, client data, and all business documents are stored exclusively on EU servers …',
			answer: 'They are stored on your devices. Sealed copies lie at the relay you chose, in whatever country that is.',
			claims: ['P2', 'P3']
		},
		{
			quote: 'Account Data: As long as your account is active, plus 30 days after account deletion …',
			answer: 'Deleted records rest 30 days in a bin on your device, in case of a mistake, and you may empty it before.',
			claims: ['P7']
		},
		{
			quote: 'Financial Documents & Audit Logs: 7 years from the date of creation, as required by Spanish tax law …',
			answer:
				'The app knows the years of your country’s law and refuses to erase what has to be kept, with the day until which; keeping it is up to you.',
			claims: ['P7']
		},
		{
			quote: 'Backups: Retained for up to 90 days for disaster recovery purposes, then permanently deleted',
			answer: 'Backups are sealed files of yours. We hold none, so a lost device without a backup, a second device or a relay is lost.',
			claims: ['P7']
		},
		{
			quote: 'You have the right to receive your personal data in a structured, commonly used, and machine-readable format (CSV, JSON) …',
			answer: 'As CSV, JSON and XML, whole and exact, without asking anybody; JSON and XML come back in without loss.',
			claims: ['P6']
		},
		{
			quote: 'Essential Cookies … Functional Cookies … Analytics Cookies …',
			answer: 'None of them.',
			claims: ['P5']
		},
		{
			quote: 'Data is encrypted in transit (TLS 1.3) and at rest (AES-256)',
			answer:
				'That protects against a thief of disks and a listener on the line, and leaves the service able to read. Here the service is among those it is sealed from.',
			claims: ['P2', 'P3']
		},
		{
			quote: 'Access Controls: Role-based access control, multi-factor authentication',
			answer:
				'Roles are checked by every device against signed entries, not by a server that could be talked round; a member who is removed opens nothing of what comes later.',
			claims: ['P9']
		},
		{
			quote: 'Established procedures for data breach notification within 72 hours as required by GDPR',
			answer: 'A breach of the relay yields sealed entries. That we have no address of yours also means that we cannot write to you.',
			claims: ['P1', 'P3']
		},
		{
			quote: 'Despite our security measures, no system is 100% secure.',
			answer: 'We agree: what is not promised stands below the claims, and what is known to remain in SECURITY.md.',
			claims: []
		}
	]
};
